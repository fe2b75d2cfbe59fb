// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/views/shownchart.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 SlotMs = 300'000;
constexpr qint64 HourMs = 3'600'000;
constexpr qint64 DayMs = 24 * HourMs;
const qint64 Now = ChartNow;

Price price(QStringView text)
{
    return Price::parse(text).value();
}

bool isNear(QRgb pixel, const QColor &colour)
{
    constexpr int tolerance = 30; // what smoothing leaves of a thin stroke, and no other colour
    return std::abs(qRed(pixel) - colour.red()) < tolerance &&
           std::abs(qGreen(pixel) - colour.green()) < tolerance &&
           std::abs(qBlue(pixel) - colour.blue()) < tolerance;
}

bool has(const QImage &image, const QRectF &area, const QColor &colour)
{
    const QRect pixels = area.toAlignedRect() & image.rect();
    for (int y = pixels.top(); y <= pixels.bottom(); ++y) {
        for (int x = pixels.left(); x <= pixels.right(); ++x) {
            if (isNear(image.pixel(x, y), colour))
                return true;
        }
    }
    return false;
}

QStringList rowsOf(PriceChart &chart)
{
    QStringList rows;
    if (const auto &crosshair = chart.picture().crosshair) {
        for (const auto &[name, value] : crosshair->rows)
            rows.append(name + u' ' + value);
    }
    return rows;
}

} // namespace

class TestPriceChart final : public QObject
{
    Q_OBJECT

private slots:
    void aHoleIsNotBridged();
    void anOutlierIsSeenAtEveryZoom_data();
    void anOutlierIsSeenAtEveryZoom();
    void theCrosshairIsExact_data();
    void theCrosshairIsExact();
    void theCrosshairSaysWhyNothingIsThere();
    void describesItself();
    void theAxisIsRightWhenTheClocksChange();
    void candlesAreDrawn();
    void sayWhatIsMissing();
    void theImageHasNoCrosshair();
    void manyChangesAreOneFrame();
};

void TestPriceChart::aHoleIsNotBridged()
{
    QuoteSource source{u"btc"_s};
    source.fill(Now - 3 * DayMs, Now - 12 * HourMs);
    QuoteSource later{u"btc"_s};
    later.fill(Now - 6 * HourMs, Now + 1);
    for (const SeriesPoint &point : later.points())
        source.add(point.bar.time, point.bar.close);
    ShownChart shown{source};
    QVERIFY(shown.exposed);
    for (const ChartKind kind : {ChartKind::Line, ChartKind::Candles}) {
        shown.chart.setKind(kind);
        const ChartPicture &picture = shown.chart.picture();
        QCOMPARE(picture.gaps.size(), 1);
        const QRectF hole = picture.gapRect(picture.gaps.constFirst()).adjusted(6, 0, -6, 0);
        QVERIFY(hole.width() > 200);
        const Tokens &tokens = shown.theme.tokens();
        const QImage image = shown.grab();
        for (const QColor &colour : {tokens.lines[0], tokens.gain, tokens.loss})
            QVERIFY(!has(image, hole, colour));
        const QColor drawn = kind == ChartKind::Line ? tokens.lines[0] : tokens.gain;
        QVERIFY(has(image, {picture.plot.left(), picture.plot.top(), 200, picture.plot.height()},
                    drawn));
    }
    shown.chart.setKind(ChartKind::Line);
    QCOMPARE(shown.chart.picture().lineEnds.size(), 2);
}

void TestPriceChart::anOutlierIsSeenAtEveryZoom_data()
{
    QTest::addColumn<qint64>("span");
    QTest::addColumn<bool>("isCandles");
    for (const bool isCandles : {false, true}) {
        for (const qint64 hours : {1, 6, 24, 168, 720, 8760, 17600}) {
            QTest::addRow("%s, %lld h", isCandles ? "candles" : "line", hours)
                    << hours * HourMs << isCandles;
        }
    }
}

void TestPriceChart::anOutlierIsSeenAtEveryZoom()
{
    QFETCH(const qint64, span);
    QFETCH(const bool, isCandles);
    const qint64 middle = barStart(Now - 365 * DayMs, SlotMs);
    static const QuoteSource source = [middle] {
        QuoteSource all{u"btc"_s};
        QuoteSource walk{u"btc"_s};
        walk.fill(Now - 730 * DayMs, Now + 1);
        for (const SeriesPoint &point : walk.points())
            all.add(point.bar.time,
                    point.bar.time == middle ? price(u"171000.5") : point.bar.close);
        return all;
    }();
    ShownChart shown{source};
    QVERIFY(shown.exposed);
    shown.chart.setKind(isCandles ? ChartKind::Candles : ChartKind::Line);
    shown.series.setView({middle - span / 2, middle + span / 2});
    const ChartPicture &picture = shown.chart.picture();
    const QPointF top{picture.x(middle), picture.y(price(u"171000.5"))};
    QVERIFY(picture.plot.contains(top));
    // Within a candle's width of its time, and on top of everything else.
    const double reach = isCandles ? 60 : 4;
    const Tokens &tokens = shown.theme.tokens();
    const QImage image = shown.grab();
    const QRectF around{top.x() - reach, top.y() - 2, 2 * reach, 6};
    QVERIFY(isCandles ? has(image, around, tokens.gain) || has(image, around, tokens.loss)
                      : has(image, around, tokens.lines[0]));
}

void TestPriceChart::theCrosshairIsExact_data()
{
    QTest::addColumn<QString>("last");
    QTest::addColumn<QString>("shown");
    QTest::newRow("small coin") << u"0.00000799"_s << u"Last 0.00000799 AUD"_s;
    QTest::newRow("largest") << u"999999999999.99999999"_s
                             << u"Last 999,999,999,999.99999999 AUD"_s;
    QTest::newRow("smallest") << u"0.00000001"_s << u"Last 0.00000001 AUD"_s;
    QTest::newRow("a step above a round one")
            << u"100000000000.00000001"_s << u"Last 100,000,000,000.00000001 AUD"_s;
}

void TestPriceChart::theCrosshairIsExact()
{
    QFETCH(const QString, last);
    QFETCH(const QString, shown);
    QuoteSource source{u"coin"_s};
    for (int i = 20; i >= 0; --i)
        source.add(Now - i * SlotMs, price(last));
    ShownChart chart{source};
    chart.chart.setCrosshair(Now - 10 * SlotMs);
    QCOMPARE(chart.chart.picture().crosshair->title, u"Fri 20 Nov 2026, 13:45 AEDT"_s);
    QCOMPARE(rowsOf(chart.chart).constFirst(), shown);
    QCOMPARE(rowsOf(chart.chart).size(), 3);
    QCOMPARE(chart.chart.picture().crosshair->price, price(last));
}

void TestPriceChart::theCrosshairSaysWhyNothingIsThere()
{
    QuoteSource source{u"btc"_s};
    source.add(Now - 10 * HourMs, price(u"1"));
    source.add(Now - 2 * HourMs, price(u"1"));
    source.addGap(Now - 10 * HourMs + SlotMs, Now - 2 * HourMs, GapCause::Offline);
    ShownChart shown{source};
    shown.chart.setCrosshair(Now - 5 * HourMs);
    QCOMPARE(shown.chart.picture().crosshair->title, u"No network"_s);
    QVERIFY(!shown.chart.picture().crosshair->price);
    QVERIFY(rowsOf(shown.chart).constFirst().contains(u"04:40–12:35, 95"_s));
}

void TestPriceChart::describesItself()
{
    QuoteSource source{u"btc"_s};
    source.add(Now - 20 * HourMs, price(u"139830"));
    source.add(Now - 20 * HourMs + SlotMs, price(u"142640"));
    source.add(Now - 10 * HourMs, price(u"140000"));
    source.add(Now, price(u"142310"));
    ShownChart shown{source};
    const QString gaps = PriceChart::tr("%n gap(s)", nullptr, 2);
    QCOMPARE(shown.chart.description(),
             u"btc, 1 day: low 139,830.00, high 142,640.00, last 142,310.00 AUD, "_s + gaps);
    QCOMPARE(shown.chart.accessibleName(), u"Price chart"_s);
    QTRY_COMPARE(shown.chart.accessibleDescription(), shown.chart.description());
    shown.series.setView({Now - 9 * HourMs, Now - 8 * HourMs});
    QVERIFY(shown.chart.description().contains(u"20 Nov 2026, 05:35 to 20 Nov 2026, 06:35"_s));
    QVERIFY(shown.chart.description().endsWith(u"no prices"_s));
}

void TestPriceChart::theAxisIsRightWhenTheClocksChange()
{
    QuoteSource source{u"btc"_s};
    const qint64 noon = QDateTime{QDate{2026, 10, 4}, QTime{12, 0}}.toMSecsSinceEpoch();
    source.fill(noon - 3 * DayMs, noon + 1);
    ShownChart shown{source};
    shown.series.setView({noon - 18 * HourMs, noon});
    const ChartPicture &picture = shown.chart.picture();
    QCOMPARE(picture.corner, u"AUD · AEST/AEDT"_s);
    QStringList texts;
    for (const TimeTick &tick : picture.times)
        texts.append(tick.text);
    QVERIFY(texts.contains(u"Sun 4"_s));
    QVERIFY(!texts.contains(u"02:00"_s)); // there is none on this day
    for (const TimeTick &tick : picture.times)
        QCOMPARE(QDateTime::fromMSecsSinceEpoch(tick.ms).time().minute(), 0);
}

void TestPriceChart::candlesAreDrawn()
{
    QuoteSource source{u"btc"_s};
    for (int i = 24; i >= 0; --i) { // three hours up, three hours down
        for (int slot = 0; slot < 12; ++slot) {
            const int rising = i % 6 < 3 ? slot : 12 - slot;
            source.add(Now - i * HourMs + slot * SlotMs - HourMs,
                       Price::fromUnits((1000 + rising * 5) * Price::Units{100'000'000}));
        }
    }
    ShownChart shown{source};
    QVERIFY(shown.exposed);
    shown.chart.setKind(ChartKind::Candles);
    const Tokens &tokens = shown.theme.tokens();
    const ChartPicture &picture = shown.chart.picture();
    const QImage image = shown.grab();
    QVERIFY(has(image, picture.plot, tokens.gain));
    QVERIFY(has(image, picture.plot, tokens.loss));
    QVERIFY(!has(image, picture.plot.adjusted(0, 0, -40, 0), tokens.lines[0]));

    shown.chart.setCrosshair(Now - 5 * HourMs);
    const QStringList rows = rowsOf(shown.chart);
    QCOMPARE(rows.size(), 4);
    QVERIFY(rows.at(0).startsWith(u"Open"_s));
    QVERIFY(rows.at(3).startsWith(u"Close"_s));
}

void TestPriceChart::sayWhatIsMissing()
{
    const QuoteSource none{u"new"_s};
    ShownChart shown{none};
    QVERIFY(shown.chart.picture().message.contains(u"No prices of new yet"_s));
    shown.series.setCoin({});
    QVERIFY(shown.chart.picture().message.contains(u"Select a coin"_s));
    QCOMPARE(shown.chart.description(), u"No coin is selected."_s);

    QuoteSource source{u"btc"_s};
    source.add(Now - 10 * HourMs, price(u"1"));
    source.add(Now, price(u"1"));
    ShownChart away{source};
    away.series.setView({Now - 6 * HourMs, Now - 5 * HourMs});
    QVERIFY(away.chart.picture().message.contains(u"20 Nov 2026, 14:35"_s));
}

void TestPriceChart::theImageHasNoCrosshair()
{
    QuoteSource source{u"btc"_s};
    source.fill(Now - 3 * DayMs, Now + 1);
    ShownChart shown{source};
    QVERIFY(shown.exposed);
    const QImage before = shown.chart.image();
    QVERIFY(before.height() > 2 * shown.chart.viewport()->height()); // coin and range above
    QCOMPARE(before.devicePixelRatio(), 2.0);                        // sharp, whatever the screen
    shown.chart.setCrosshair(Now - 5 * HourMs);
    QCOMPARE(shown.chart.image(), before);
    QVERIFY(shown.chart.picture().crosshair);
}

void TestPriceChart::manyChangesAreOneFrame()
{
    QuoteSource source{u"btc"_s};
    source.fill(Now - 30 * DayMs, Now + 1);
    ShownChart shown{source};
    QSignalSpy frames{&shown.chart, &PriceChart::rebuilt};
    for (int i = 0; i < 50; ++i)
        shown.series.pan(-HourMs);
    QTRY_COMPARE(frames.count(), 1);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(frames.count(), 1);
}

QTEST_MAIN(TestPriceChart)
#include "tst_pricechart.moc"
