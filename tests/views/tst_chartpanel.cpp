// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/quotesource.h"
#include "views/quotes/chartactions.h"
#include "views/quotes/chartpanel.h"
#include "views/quotes/pricechart.h"
#include "views/shell/progressline.h"
#include "views/theme/theme.h"

#include <QAccessible>
#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 SlotMs = 300'000;
constexpr qint64 DayMs = 86'400'000;
const qint64 Now = QDateTime{QDate{2026, 11, 20}, QTime{3, 35}, Qt::UTC}.toMSecsSinceEpoch();

QDateTime now()
{
    return QDateTime::fromMSecsSinceEpoch(Now, Qt::UTC);
}

Price price(QStringView text)
{
    return Price::parse(text).value();
}

QuoteSource fewQuotes()
{
    QuoteSource source{u"btc"_s};
    source.add(Now - 2 * SlotMs, price(u"142000"));
    source.add(Now - SlotMs, price(u"0.00000799"));
    source.add(Now, price(u"999999999999.99999999"));
    return source;
}

// A panel in a window of its own, answered at once unless told otherwise.
class Shown final
{
public:
    explicit Shown(const QuoteSource &source, bool isAnswered = true)
        : series{now}
        , board{QLocale::c(), now}
        , panel{series, board, theme, QLocale{QLocale::English, QLocale::Australia}}
    {
        QObject::connect(&series, &SeriesModel::seriesRequested, &series,
                         [this, &source, isAnswered](quint64 asked, const SeriesRequest &request) {
                             ticket = asked;
                             if (isAnswered)
                                 series.acceptSeries(asked, source.answer(request));
                         });
        panel.resize(1160, 380);
        panel.show();
        exposed = QTest::qWaitForWindowExposed(&panel);
        series.setCoin(source.coin());
    }

    [[nodiscard]] QPushButton *button(const QString &name)
    {
        return panel.findChild<QPushButton *>(name + u"Button"_s);
    }

    [[nodiscard]] QString text(const QString &label)
    {
        return panel.findChild<QLabel *>(label)->text();
    }

    Theme theme;
    SeriesModel series;
    BoardModel board;
    ChartPanel panel;
    quint64 ticket = 0;
    bool exposed = false;
};

} // namespace

class TestChartPanel final : public QObject
{
    Q_OBJECT

private slots:
    void theHeaderSaysCoinPriceAndChange();
    void keysChooseTheRange();
    void buttonsFollowTheView();
    void kindsAreChosenByButton();
    void theTableTwinIsExact();
    void copiesTheChart();
    void copiesTheTableExactly();
    void savesAnImage();
    void saysWhenTheImageCannotBeSaved();
    void asksForAFileName();
    void showsProgressAfterAWhile();
    void turnsTheSplit();
    void everythingHasAName();
    void staysUsableWhenNarrow();
};

void TestChartPanel::theHeaderSaysCoinPriceAndChange()
{
    const QuoteSource source = fewQuotes();
    Shown shown{source};
    QCOMPARE(shown.text(u"chartCoin"_s), u"btc"_s);
    QCOMPARE(shown.text(u"chartPrice"_s), QString{});

    BoardRow row;
    row.quote = {1, u"btc"_s, now(), price(u"1"), price(u"1"), price(u"142310"), now()};
    row.dayAgo = price(u"139900");
    shown.board.acceptBoard({now(), {row}});
    QCOMPARE(shown.text(u"chartPrice"_s), u"142,310.00 AUD"_s);
    QCOMPARE(shown.text(u"chartChange"_s), u"▲ 1.72 %"_s);
    row.quote.last = price(u"138000");
    shown.board.acceptBoard({now(), {row}});
    QCOMPARE(shown.text(u"chartChange"_s), u"▼ 1.36 %"_s);
    QCOMPARE(shown.panel.findChild<QLabel *>(u"chartChange"_s)->accessibleName(),
             u"down 1.36 percent"_s);
    row.dayAgo.reset();
    shown.board.acceptBoard({now(), {row}});
    QCOMPARE(shown.text(u"chartChange"_s), QString{});
}

void TestChartPanel::keysChooseTheRange()
{
    QuoteSource source{u"btc"_s};
    source.fill(Now - 730 * DayMs, Now + 1);
    Shown shown{source};
    QVERIFY(shown.exposed);
    const QList<qint64> spans{3'600'000, DayMs, 7 * DayMs, 30 * DayMs, 365 * DayMs};
    for (int i = 0; i < 6; ++i) {
        QTest::keyClick(&shown.panel, Qt::Key(Qt::Key_1 + i), Qt::AltModifier);
        const ChartRange range = chartRanges(false).at(i);
        QCOMPARE(shown.series.range(), range);
        QVERIFY(shown.panel.actions().ranges().at(int(range))->isChecked());
        if (i < spans.size())
            QCOMPARE(shown.series.view().span(), spans.at(i));
    }
    QVERIFY(shown.series.view().span() > 730 * DayMs);
}

void TestChartPanel::buttonsFollowTheView()
{
    QuoteSource source{u"btc"_s};
    source.fill(Now - 30 * DayMs, Now + 1);
    Shown shown{source};
    QPushButton *day = shown.button(u"range-1d"_s);
    QVERIFY(day->isChecked());
    QTest::mouseClick(day, Qt::LeftButton); // again: it stays chosen
    QVERIFY(day->isChecked());
    shown.panel.chart().setFocus();
    QTest::keyClick(&shown.panel.chart(), Qt::Key_Plus);
    QVERIFY(shown.series.view().span() < DayMs);
    QVERIFY(!day->isChecked()); // by hand: none of the ranges holds
    QTest::mouseClick(day, Qt::LeftButton);
    QVERIFY(day->isChecked());
    QCOMPARE(shown.series.view().span(), DayMs);
}

void TestChartPanel::kindsAreChosenByButton()
{
    const QuoteSource source = fewQuotes();
    Shown shown{source};
    QSignalSpy changed{&shown.panel, &ChartPanel::kindChanged};
    QTest::mouseClick(shown.button(u"candles"_s), Qt::LeftButton);
    QCOMPARE(shown.panel.kind(), ChartKind::Candles);
    QVERIFY(!shown.button(u"line"_s)->isChecked());
    QTest::mouseClick(shown.button(u"candles"_s), Qt::LeftButton);
    QVERIFY(shown.button(u"candles"_s)->isChecked());
    QCOMPARE(changed.count(), 1);
}

void TestChartPanel::theTableTwinIsExact()
{
    const QuoteSource source = fewQuotes();
    Shown shown{source};
    QVERIFY(shown.exposed);
    QTest::mouseClick(shown.button(u"table"_s), Qt::LeftButton);
    QVERIFY(shown.panel.isTableShown());
    auto *table = shown.panel.findChild<QTableView *>(u"chartTable"_s);
    QVERIFY(table->isVisible());
    QCOMPARE(table->model()->rowCount(), 3);
    QCOMPARE(table->model()->index(0, 1).data().toString(), u"999,999,999,999.99999999"_s);
    QCOMPARE(table->model()->index(1, 1).data().toString(), u"0.00000799"_s);
    QTest::mouseClick(shown.button(u"table"_s), Qt::LeftButton);
    QVERIFY(!table->isVisible());
}

void TestChartPanel::copiesTheChart()
{
    const QuoteSource source = fewQuotes();
    Shown shown{source};
    QTest::mouseClick(shown.button(u"copy"_s), Qt::LeftButton);
    const QMimeData *copied = QGuiApplication::clipboard()->mimeData();
    QVERIFY(copied->hasImage());
    const auto image = copied->imageData().value<QImage>();
    QVERIFY(image.width() > 1000 && image.height() > 200);
    QCOMPARE(copied->text(), shown.panel.chart().description());
}

void TestChartPanel::copiesTheTableExactly()
{
    const QuoteSource source = fewQuotes();
    Shown shown{source};
    shown.panel.showTable(true);
    QTest::mouseClick(shown.button(u"copy"_s), Qt::LeftButton);
    const QString text = QGuiApplication::clipboard()->text();
    QVERIFY(text.contains(u"2026-11-20T03:35:00.000Z\t999999999999.99999999\t"_s));
    QCOMPARE(text.count(u'\n'), 3);
    shown.panel.findChild<QTableView *>(u"chartTable"_s)->selectRow(1);
    shown.panel.copy();
    const QString one = QGuiApplication::clipboard()->text();
    QCOMPARE(one.count(u'\n'), 1);
    QVERIFY(one.contains(u"\t0.00000799\t"_s));
}

void TestChartPanel::savesAnImage()
{
    const QuoteSource source = fewQuotes();
    Shown shown{source};
    QTemporaryDir folder;
    const QString path = folder.filePath(u"btc.png"_s);
    QSignalSpy saved{&shown.panel, &ChartPanel::imageSaved};
    shown.panel.saveImage(path);
    QCOMPARE(saved.count(), 1);
    const QImage image{path};
    QCOMPARE(image.size(), shown.panel.chart().image().size());
    QVERIFY(image.width() > 1000);
}

void TestChartPanel::saysWhenTheImageCannotBeSaved()
{
    const QuoteSource source = fewQuotes();
    Shown shown{source};
    QTemporaryDir folder;
    QSignalSpy failed{&shown.panel, &ChartPanel::imageFailed};
    shown.panel.saveImage(folder.filePath(u"no such folder/btc.png"_s));
    QCOMPARE(failed.count(), 1);
    QVERIFY(failed.constFirst().constFirst().value<Error>().subject.endsWith(u"btc.png"_s));
}

void TestChartPanel::asksForAFileName()
{
    const QuoteSource source = fewQuotes();
    Shown shown{source};
    QVERIFY(shown.exposed);
    QTest::mouseClick(shown.button(u"image"_s), Qt::LeftButton);
    auto *dialog = shown.panel.findChild<QFileDialog *>();
    QVERIFY(dialog); // and the test goes on: nothing waits inside a click
    QVERIFY(dialog->selectedFiles().constFirst().endsWith(u"btc-1d.png"_s));
    dialog->reject();
}

void TestChartPanel::showsProgressAfterAWhile()
{
    const QuoteSource source = fewQuotes();
    Shown shown{source, false};
    QVERIFY(shown.exposed);
    auto *progress = shown.panel.findChild<ProgressLine *>(u"chartLoading"_s);
    QVERIFY(!progress->isShown()); // nothing at first
    QTRY_VERIFY(progress->isShown());
    shown.series.acceptFailure(shown.ticket, {Error::Kind::Busy, {}, {}});
    QVERIFY(!progress->isShown());
    QVERIFY(!shown.panel.chart().picture().message.isEmpty());
}

void TestChartPanel::turnsTheSplit()
{
    const QuoteSource source = fewQuotes();
    Shown shown{source};
    QSignalSpy toggled{&shown.panel, &ChartPanel::orientationToggled};
    QPushButton *split = shown.button(u"split"_s);
    QCOMPARE(split->accessibleName(), u"Chart beside the table"_s);
    QTest::mouseClick(split, Qt::LeftButton);
    QCOMPARE(toggled.count(), 1);
    shown.panel.setOrientation(Qt::Horizontal);
    QCOMPARE(split->accessibleName(), u"Chart below the table"_s);
}

void TestChartPanel::everythingHasAName()
{
    const QuoteSource source = fewQuotes();
    Shown shown{source};
    for (QWidget *widget : shown.panel.findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus || widget->inherits("QAbstractButton") == false)
            continue;
        QAccessibleInterface *access = QAccessible::queryAccessibleInterface(widget);
        QVERIFY2(access && !access->text(QAccessible::Name).isEmpty(),
                 qPrintable(widget->objectName()));
    }
    for (QWidget *widget : {static_cast<QWidget *>(&shown.panel.chart()),
                            static_cast<QWidget *>(shown.panel.findChild<QTableView *>())}) {
        QVERIFY(!QAccessible::queryAccessibleInterface(widget)->text(QAccessible::Name).isEmpty());
    }
    for (const QAction *action : shown.panel.actions().all()) {
        if (!action || !action->isVisible()) // what only stocks have
            continue;
        QVERIFY(!action->text().isEmpty());
        QVERIFY(!action->shortcut().isEmpty());
    }
}

void TestChartPanel::staysUsableWhenNarrow()
{
    const QuoteSource source = fewQuotes();
    Shown shown{source};
    QVERIFY(shown.panel.minimumSizeHint().width() <= 880); // the least window, without the rail
    shown.panel.resize(shown.panel.minimumSizeHint().width(), 240);
    QTRY_VERIFY(shown.button(u"candles"_s)->text().isEmpty());
    const QPushButton *last = shown.button(u"split"_s);
    QTRY_VERIFY(last->mapTo(&shown.panel, last->rect().bottomRight()).x() < shown.panel.width());
    QVERIFY(shown.panel.chart().picture().plot.width() > 100);
    shown.panel.resize(1160, 380);
    QTRY_COMPARE(shown.button(u"candles"_s)->text(), u"Candles"_s);
}

QTEST_MAIN(TestChartPanel)
#include "tst_chartpanel.moc"
