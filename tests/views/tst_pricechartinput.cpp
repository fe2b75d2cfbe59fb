// SPDX-License-Identifier: GPL-3.0-or-later
// The chart by mouse and by keyboard; tst_pricechart has what it draws.
#include "tests/views/shownchart.h"

#include <QTest>
#include <QWheelEvent>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 SlotMs = 300'000;
constexpr qint64 DayMs = 86'400'000;
const qint64 Now = ChartNow;

} // namespace

class TestPriceChartInput final : public QObject
{
    Q_OBJECT

private slots:
    void theMouseMovesTheCrosshair();
    void theWheelKeepsTheTimeUnderTheCursor();
    void aDragPansAndEscTakesItBack();
    void theKeyboardStopsInHoles();
    void theKeyboardDoesItAll();
};

void TestPriceChartInput::theMouseMovesTheCrosshair()
{
    QuoteSource source{u"btc"_s};
    source.fill(Now - 3 * DayMs, Now + 1);
    ShownChart shown{source};
    QVERIFY(shown.exposed);
    const ChartPicture &picture = shown.chart.picture();
    QVERIFY(!picture.crosshair);
    const QPoint at{400, 200};
    QTest::mouseMove(shown.chart.viewport(), at);
    QTRY_VERIFY(picture.crosshair);
    QVERIFY(std::abs(picture.crosshair->ms - picture.timeAt(at.x())) <= SlotMs);
    QTest::keyClick(&shown.chart, Qt::Key_Escape);
    QVERIFY(!picture.crosshair);
}

void TestPriceChartInput::theWheelKeepsTheTimeUnderTheCursor()
{
    QuoteSource source{u"btc"_s};
    source.fill(Now - 300 * DayMs, Now + 1);
    ShownChart shown{source, ChartRange::Month};
    QVERIFY(shown.exposed);
    const QPointF at{700, 200};
    for (const int turned : {120, 120, -120, 360, -240}) {
        const ChartPicture before = shown.chart.picture();
        QWheelEvent wheel{at,
                          shown.chart.viewport()->mapToGlobal(at),
                          {},
                          {0, turned},
                          Qt::NoButton,
                          Qt::NoModifier,
                          Qt::NoScrollPhase,
                          false};
        QCoreApplication::sendEvent(shown.chart.viewport(), &wheel);
        const ChartPicture &after = shown.chart.picture();
        QVERIFY(turned > 0 ? after.view.span() < before.view.span()
                           : after.view.span() > before.view.span());
        // The plot may have become wider or narrower by the digits of the price axis.
        const double share = (at.x() - before.plot.left()) / before.plot.width();
        const qint64 there = after.view.fromMs + qint64(share * double(after.view.span()));
        QVERIFY(std::abs(there - before.timeAt(at.x())) < after.view.span() / 1000);
    }
}

void TestPriceChartInput::aDragPansAndEscTakesItBack()
{
    QuoteSource source{u"btc"_s};
    source.fill(Now - 30 * DayMs, Now + 1);
    ShownChart shown{source};
    QVERIFY(shown.exposed);
    QWidget *area = shown.chart.viewport();
    const ChartPicture before = shown.chart.picture();
    QTest::mousePress(area, Qt::LeftButton, {}, {300, 200});
    QTest::mouseMove(area, {350, 200});
    QTest::mouseMove(area, {500, 200});
    const qint64 moved = before.timeAt(500) - before.timeAt(300);
    QTRY_VERIFY(std::abs(shown.series.view().fromMs - (before.view.fromMs - moved)) < SlotMs);
    QVERIFY(!shown.series.range());
    QTest::keyClick(&shown.chart, Qt::Key_Escape);
    QCOMPARE(shown.series.view(), before.view);
    QCOMPARE(shown.series.range(), ChartRange::Day);
    QTest::mouseRelease(area, Qt::LeftButton, {}, {500, 200});
    QCOMPARE(shown.series.view(), before.view);
}

// One that is too narrow for the pointer as well.
void TestPriceChartInput::theKeyboardStopsInHoles()
{
    QuoteSource source{u"btc"_s};
    source.fill(Now - DayMs, Now - SlotMs);
    source.addGap(Now - SlotMs, Now, GapCause::Offline);
    source.fill(Now, Now + 1);
    ShownChart shown{source};
    QVERIFY(shown.exposed);
    const auto press = [&](Qt::Key key) { QTest::keyClick(&shown.chart, key); };
    press(Qt::Key_Left);
    QCOMPARE(shown.chart.picture().crosshair->ms, Now);
    press(Qt::Key_Left);
    QCOMPARE(shown.chart.picture().crosshair->ms, Now - SlotMs / 2);
    QCOMPARE(shown.chart.accessibleDescription(), u"No network, 14:30–14:35, 1 slot(s)"_s);
    press(Qt::Key_Left);
    QCOMPARE(shown.chart.picture().crosshair->ms, Now - 2 * SlotMs);
    press(Qt::Key_Right);
    QCOMPARE(shown.chart.picture().crosshair->ms, Now - SlotMs / 2);
    press(Qt::Key_Right);
    QCOMPARE(shown.chart.picture().crosshair->ms, Now);
}

void TestPriceChartInput::theKeyboardDoesItAll()
{
    QuoteSource source{u"btc"_s};
    source.fill(Now - 30 * DayMs, Now + 1);
    ShownChart shown{source};
    QVERIFY(shown.exposed);
    SeriesModel &series = shown.series;
    const TimeRange start = series.view();
    const auto press = [&](Qt::Key key) { QTest::keyClick(&shown.chart, key); };

    press(Qt::Key_Left); // appears on the newest price
    QCOMPARE(shown.chart.picture().crosshair->ms, source.lastMs());
    press(Qt::Key_Left);
    QCOMPARE(shown.chart.picture().crosshair->ms, source.lastMs() - SlotMs);
    QVERIFY(shown.chart.accessibleDescription().startsWith(
            u"Fri 20 Nov 2026, 14:30 AEDT, Last "_s));
    press(Qt::Key_Right);
    QCOMPARE(shown.chart.picture().crosshair->ms, source.lastMs());
    press(Qt::Key_Escape);
    QVERIFY(!shown.chart.picture().crosshair);

    press(Qt::Key_Plus);
    QVERIFY(series.view().span() < start.span());
    press(Qt::Key_Minus);
    QVERIFY(std::abs(series.view().span() - start.span()) < 10);
    press(Qt::Key_PageUp);
    QVERIFY(series.view().toMs < start.toMs);
    press(Qt::Key_Home);
    QVERIFY(series.view().contains(series.firstMs()));
    press(Qt::Key_Left);
    for (int i = 0; i < 400; ++i) // over the left edge, and no further than the history
        press(Qt::Key_Left);
    QCOMPARE(shown.chart.picture().crosshair->ms, series.firstMs());
    press(Qt::Key_End);
    QVERIFY(series.isAtLiveEdge());
}

QTEST_MAIN(TestPriceChartInput)
#include "tst_pricechartinput.moc"
