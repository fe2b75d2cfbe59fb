// SPDX-License-Identifier: GPL-3.0-or-later
#include "focusables.h"

#include "db/collector/runstore.h"
#include "db/quotes/seriesstore.h"
#include "models/cellrole.h"
#include "tests/support/scratchdatabase.h"
#include "tests/support/stockrows.h"
#include "views/quotes/chartactions.h"
#include "views/quotes/chartpanel.h"
#include "views/quotes/chartwords.h"
#include "views/quotes/pricechart.h"
#include "views/theme/theme.h"

#include <QAction>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace {

const QString Bhp = u"BHP.AU"_s;
const QDate Newest{2026, 11, 19}; // a Thursday
const QDate SplitDay{2026, 6, 1};
const QDate ExDay{2026, 9, 3};

QDateTime now()
{
    return {QDate{2026, 11, 20}, QTime{3, 35}, Qt::UTC};
}

const QLocale Australian{QLocale::English, QLocale::Australia};

// Six years of weekdays up to the newest: 400 dollars before a ten-for-one split, 40 behind it, and
// a hole of two days that is recorded.
QList<DailyBar> days()
{
    QList<DailyBar> bars;
    for (QDate day = Newest.addYears(-6); day <= Newest; day = day.addDays(1)) {
        if (day.dayOfWeek() > Qt::Friday || day == QDate{2026, 11, 10} ||
            day == QDate{2026, 11, 11})
            continue;
        const qint64 wave = bars.size() % 7;
        bars.append(barAt(day, day < SplitDay ? 40'000 + wave * 10 : 4'000 + wave, 1'000'000));
    }
    return bars;
}

// A panel over a database in memory, whose questions the real store answers at once.
class Shown final
{
public:
    explicit Shown(const QString &symbol = Bhp)
        : series{now}
        , board{QLocale::c(), now}
        , panel{series, board, theme, Australian}
    {
        fill();
        QObject::connect(&series, &SeriesModel::seriesRequested, &series,
                         [this](quint64 ticket, const SeriesRequest &request) {
                             const Result<Series> read =
                                     SeriesStore{database.connection()}.read(request);
                             if (read)
                                 series.acceptSeries(ticket, *read);
                             else
                                 series.acceptFailure(ticket, read.error());
                         });
        panel.resize(1160, 420);
        panel.show();
        exposed = QTest::qWaitForWindowExposed(&panel);
        series.setCoin(symbol);
    }

    [[nodiscard]] const ChartPicture &picture() { return panel.chart().picture(); }
    [[nodiscard]] QPushButton *button(const QString &name)
    {
        return panel.findChild<QPushButton *>(name + u"Button"_s);
    }
    [[nodiscard]] std::optional<PriceBounds> bounds() const
    {
        return boundsOf(series.slice(series.view()), series.view());
    }

    ScratchDatabase database;
    Theme theme;
    SeriesModel series;
    BoardModel board;
    ChartPanel panel;
    bool exposed = false;

private:
    void fill()
    {
        const Connection &connection = database.connection();
        if (const auto migrated = database.migrator().up(); !migrated)
            qFatal("%s", qPrintable(migrated.error().detail));
        RunStore runs{connection};
        const DataGap hole{0,
                           u"eodhd"_s,
                           Bhp,
                           QDateTime{QDate{2026, 11, 10}, {}, Qt::UTC},
                           QDateTime{QDate{2026, 11, 12}, {}, Qt::UTC},
                           GapCause::ProviderEmpty};
        const Result<> done =
                addStock(connection, Bhp, u"AUD"_s)
                        .and_then([&] { return addStock(connection, u"NEW.AU"_s, u"AUD"_s); })
                        .and_then([&] { return addDays(connection, Bhp, days()); })
                        .and_then([&] {
                            return addActions(connection, Bhp, CorporateAction::Type::Split,
                                              {splitOn(SplitDay, 10, 1)});
                        })
                        .and_then([&] {
                            return addActions(connection, Bhp, CorporateAction::Type::Dividend,
                                              {dividendOn(ExDay, u"0.735", u"AUD"_s)});
                        })
                        .and_then([&] { return runs.insertGap(hole); });
        if (!done)
            qFatal("%s", qPrintable(done.error().detail));
    }
};

} // namespace

class TestStockChart final : public QObject
{
    Q_OBJECT

private slots:
    void showsAYearAdjusted();
    void theSwitchShowsItAsTraded();
    void coinsHaveNeitherSwitchNorVolume();
    void offersTheRangesOfAStock();
    void eachKindKeepsItsRange();
    void weekendsAreNoGaps();
    void saysTheDayAtTheCrosshair();
    void drawsVolumesBelow();
    void marksSplitsAndDividends();
    void markersMakeRoomForEachOther();
    void keysReachTheMarkers();
    void aClickOffersToLeaveItOut();
    void switchedOffItIsCrossedOut();
    void theTwinHasBothClosesAndTheVolume();
    void anAssetWithoutABarHasANextStep();
    void describesItself();
    void everythingHasAName();
};

void TestStockChart::showsAYearAdjusted()
{
    Shown shown;
    QVERIFY(shown.exposed);
    QCOMPARE(shown.series.range(), ChartRange::Year);
    QCOMPARE(shown.series.currency(), u"AUD"_s);
    // Without the split's step: all of the year lies within a few dollars.
    QVERIFY(shown.bounds()->high < Price::parse(u"41").value());
    QVERIFY(shown.bounds()->low > Price::parse(u"38").value());
    QCOMPARE(shown.picture().corner, u"AUD · adjusted"_s);
}

void TestStockChart::theSwitchShowsItAsTraded()
{
    Shown shown;
    QSignalSpy changed{&shown.panel, &ChartPanel::rawChanged};
    QVERIFY(shown.button(u"adjusted"_s)->isChecked());
    QTest::mouseClick(shown.button(u"raw"_s), Qt::LeftButton);
    QCOMPARE(changed.count(), 1);
    QVERIFY(shown.bounds()->high > Price::parse(u"400").value());
    QCOMPARE(shown.picture().corner, u"AUD · as traded"_s);
    QVERIFY(shown.button(u"raw"_s)->isChecked());
    QVERIFY(!shown.button(u"adjusted"_s)->isChecked());
    // Both parts that are drawn: also the overview outside of what is sharp.
    shown.series.showRange(ChartRange::Month);
    shown.series.pan(-400 * 86'400'000LL);
    QVERIFY(shown.bounds()->low > Price::parse(u"390").value());
    shown.series.setRaw(false);
    QVERIFY(shown.bounds()->high < Price::parse(u"41").value());
}

void TestStockChart::coinsHaveNeitherSwitchNorVolume()
{
    Shown shown;
    QVERIFY(shown.button(u"raw"_s)->isVisible());
    QVERIFY(!shown.picture().volumes.isNull());
    shown.series.setCoin(u"btc"_s);
    QVERIFY(!shown.button(u"raw"_s)->isVisible());
    QVERIFY(!shown.button(u"adjusted"_s)->isVisible());
    QVERIFY(shown.picture().volumes.isNull());
    QVERIFY(shown.picture().markers.isEmpty());
}

void TestStockChart::offersTheRangesOfAStock()
{
    Shown shown;
    QStringList offered;
    for (const QAction *action : shown.panel.actions().ranges()) {
        if (action->isVisible())
            offered.append(action->iconText() + u' ' + action->shortcut().toString());
    }
    QCOMPARE(offered, (QStringList{u"1 w Alt+1"_s, u"1 m Alt+2"_s, u"6 m Alt+3"_s, u"1 y Alt+4"_s,
                                   u"5 y Alt+5"_s, u"All Alt+6"_s}));
    QVERIFY(!shown.button(u"range-1h"_s)->isVisible());
    QTest::keyClick(&shown.panel, Qt::Key_5, Qt::AltModifier);
    QCOMPARE(shown.series.range(), ChartRange::FiveYears);
    QTest::mouseClick(shown.button(u"range-all"_s), Qt::LeftButton);
    QCOMPARE(shown.series.range(), ChartRange::All);
    QVERIFY(shown.series.view().span() > 6 * 365 * 86'400'000LL);
}

void TestStockChart::eachKindKeepsItsRange()
{
    Shown shown;
    shown.series.showRange(ChartRange::FiveYears);
    shown.series.setCoin(u"btc"_s);
    QCOMPARE(shown.series.range(), ChartRange::Day);
    shown.series.showRange(ChartRange::Hour);
    shown.series.setCoin(Bhp);
    QCOMPARE(shown.series.range(), ChartRange::FiveYears);
    shown.series.setView({shown.series.lastMs() - 40 * 86'400'000LL, shown.series.lastMs()});
    shown.series.setCoin(u"btc"_s);
    QCOMPARE(shown.series.range(), ChartRange::Hour);
    shown.series.setCoin(Bhp);
    QCOMPARE(shown.series.range(), ChartRange::Year); // one by hand is not kept
}

void TestStockChart::weekendsAreNoGaps()
{
    Shown shown;
    shown.series.showRange(ChartRange::Month);
    QCOMPARE(shown.picture().gaps.size(), 1);
    const DataGap gap = shown.picture().gaps.constFirst();
    QCOMPARE(gap.cause, GapCause::ProviderEmpty);
    QCOMPARE(gapTitleText(gap.cause), u"No price in the answer"_s);
    QCOMPARE(gapSizeText(gap, Australian), u"10 Nov 2026–11 Nov 2026, 2 day(s)"_s);
    DataGap one = gap;
    one.to = one.from.addDays(1);
    QCOMPARE(gapSizeText(one, Australian), u"Tue 10 Nov 2026, 1 day(s)"_s);
    QCOMPARE(shown.picture().lineEnds.size(), 2); // a ring at each side
}

void TestStockChart::saysTheDayAtTheCrosshair()
{
    Shown shown;
    shown.series.showRange(ChartRange::Month);
    PriceChart &chart = shown.panel.chart();
    chart.setFocus();
    QTest::keyClick(&chart, Qt::Key_Left);
    QVERIFY(shown.picture().crosshair.has_value());
    const Crosshair crosshair = *shown.picture().crosshair;
    QCOMPARE(crosshair.title, u"Thu 19 Nov 2026"_s);
    QCOMPARE(shown.picture().crosshairTime(), u"19 Nov 2026"_s);
    QCOMPARE(crosshair.rows.size(), 5);
    QCOMPARE(crosshair.rows.constFirst().first, u"Open"_s);
    QCOMPARE(crosshair.rows.constLast(), (std::pair{u"Volume"_s, u"1,000,000"_s}));
    QTest::keyClick(&chart, Qt::Key_Left);
    QCOMPARE(shown.picture().crosshair->title, u"Wed 18 Nov 2026"_s);
    shown.series.showRange(ChartRange::All);
    chart.setKind(ChartKind::Candles);
    QTest::keyClick(&chart, Qt::Key_Left);
    QVERIFY(shown.picture().crosshair->title.contains(u'–')); // weeks, Monday to Sunday
}

void TestStockChart::drawsVolumesBelow()
{
    Shown shown;
    shown.series.showRange(ChartRange::Month);
    const ChartPicture &picture = shown.picture();
    QVERIFY(picture.volumes.top() > picture.plot.bottom());
    QCOMPARE(picture.timeRow().top(), picture.volumes.bottom());
    QCOMPARE(picture.mostVolume, 1'000'000);
    QVERIFY(picture.volumeBars.size() >= 18);
    // Painted: one column in the middle of a bar has the colour of a rise or a fall.
    const VolumeBar bar = picture.volumeBars.at(5);
    const QImage image = shown.panel.chart().viewport()->grab().toImage();
    const int x = int(picture.x((bar.fromMs + bar.toMs) / 2));
    const QColor top = image.pixelColor(x, int(picture.volumes.top()));
    QVERIFY(top == shown.theme.tokens().gain || top == shown.theme.tokens().loss);
}

void TestStockChart::marksSplitsAndDividends()
{
    Shown shown;
    const QList<ChartMarker> markers = shown.picture().markers;
    QCOMPARE(markers.size(), 2);
    QCOMPARE(markers.at(0).text, u"10:1"_s);
    QCOMPARE(markers.at(1).text, u"0.7350 AUD"_s);
    for (const ChartMarker &marker : markers) {
        QCOMPARE(marker.form, ChartMarker::Form::Text);
        QVERIFY(shown.picture().lane().contains(marker.rect));
    }
    QCOMPARE(markers.at(0).sentence, u"Split: 10 new shares for 1 old from Mon 1 June 2026 on."_s);
    QCOMPARE(markers.at(1).sentence, u"Dividend of 0.7350 AUD a share, ex-date Thu 3 Sept 2026."_s);
    // The mouse over it shows the sentence.
    PriceChart &chart = shown.panel.chart();
    QTest::mouseMove(chart.viewport(), markers.at(1).rect.center().toPoint());
    QCOMPARE(shown.picture().marker, std::optional<qsizetype>{1});
    QCOMPARE(chart.accessibleDescription(), markers.at(1).sentence);
}

void TestStockChart::markersMakeRoomForEachOther()
{
    const QRectF lane{0, 0, 400, 24};
    QList<SeriesAction> actions;
    for (int day = 0; day < 3; ++day)
        actions.append({dividendOn(Newest.addDays(day), u"0.1", u"AUD"_s), ActionUse::Used});
    actions.append({splitOn(Newest.addDays(1), 2, 1), ActionUse::Used});
    QList<QRectF> holes;
    const auto forms = [&](double perDay) {
        QStringList all;
        for (const ChartMarker &marker : chartMarkers(
                     {actions, {}}, lane, holes,
                     [&](qint64 ms) {
                         const QDate day = QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).date();
                         return 20 + double(Newest.daysTo(day)) * perDay;
                     },
                     QGuiApplication::font(), Australian))
            all.append(marker.text.left(3) + u' ' + QString::number(int(marker.form)));
        return all;
    };
    // Far apart all texts fit, but two on one day; the split keeps its place.
    QCOMPARE(forms(120), (QStringList{u"0.1 0"_s, u"2:1 0"_s, u"0.1 2"_s, u"0.1 0"_s}));
    QCOMPARE(forms(30), (QStringList{u"0.1 1"_s, u"2:1 1"_s, u"0.1 2"_s, u"0.1 0"_s}));
    QCOMPARE(forms(1000), (QStringList{u"0.1 0"_s}));
    holes = {QRectF{60, 0, 30, 24}}; // where the first one's text would be
    QCOMPARE(forms(1000), (QStringList{u"0.1 1"_s}));
}

void TestStockChart::keysReachTheMarkers()
{
    Shown shown;
    PriceChart &chart = shown.panel.chart();
    chart.setFocus();
    QTest::keyClick(&chart, Qt::Key_Down);
    QCOMPARE(shown.picture().marker, std::optional<qsizetype>{1}); // the newest
    QTest::keyClick(&chart, Qt::Key_Left);
    QCOMPARE(shown.picture().marker, std::optional<qsizetype>{0});
    QCOMPARE(chart.accessibleDescription(), shown.picture().markers.at(0).sentence);
    QTest::keyClick(&chart, Qt::Key_Left);
    QCOMPARE(shown.picture().marker, std::optional<qsizetype>{0});
    QTest::keyClick(&chart, Qt::Key_Return);
    auto *menu = chart.findChild<QMenu *>(u"markerMenu"_s);
    QVERIFY(menu);
    menu->close();
    QTest::keyClick(&chart, Qt::Key_Escape);
    QVERIFY(!shown.picture().marker);
    QTest::keyClick(&chart, Qt::Key_Left);
    QVERIFY(shown.picture().crosshair.has_value());
}

void TestStockChart::aClickOffersToLeaveItOut()
{
    Shown shown;
    PriceChart &chart = shown.panel.chart();
    QSignalSpy switched{&shown.panel, &ChartPanel::actionSwitched};
    QTest::mouseClick(chart.viewport(), Qt::LeftButton, {},
                      shown.picture().markers.at(0).rect.center().toPoint());
    auto *menu = chart.findChild<QMenu *>(u"markerMenu"_s);
    QVERIFY(menu);
    QAction *leaveOut = menu->actions().constLast();
    QCOMPARE(leaveOut->text(), u"Leave out of the adjusted chart"_s);
    leaveOut->trigger();
    QCOMPARE(switched.count(), 1);
    QCOMPARE(switched.at(0).at(0).toString(), Bhp);
    QCOMPARE(switched.at(0).at(1).value<CorporateAction>().date, SplitDay);
    QCOMPARE(switched.at(0).at(2).toBool(), false);
}

void TestStockChart::switchedOffItIsCrossedOut()
{
    Shown shown;
    const PriceBounds before = *shown.bounds();
    ActionStore actions{shown.database.connection()};
    const auto setSplit = [&](bool isEnabled) {
        return actions.setEnabled(Bhp, SplitDay, CorporateAction::Type::Split, 0, isEnabled)
                .has_value();
    };
    QVERIFY(setSplit(false));
    shown.series.refresh();
    QVERIFY(shown.bounds()->high > Price::parse(u"390").value());
    const ChartMarker marker = shown.picture().markers.at(0);
    QCOMPARE(marker.known.use, ActionUse::SwitchedOff);
    QVERIFY(marker.sentence.endsWith(u"You left it out of the adjusted prices."_s));
    QVERIFY(setSplit(true));
    shown.series.refresh();
    QCOMPARE(shown.bounds()->high, before.high);
    QCOMPARE(shown.bounds()->low, before.low);
}

void TestStockChart::theTwinHasBothClosesAndTheVolume()
{
    Shown shown;
    shown.series.showRange(ChartRange::Year);
    shown.panel.showTable(true);
    const QAbstractItemModel &twin = *shown.panel.findChild<QTableView *>(u"chartTable"_s)->model();
    QCOMPARE(twin.columnCount(), 7);
    QStringList names;
    for (int column = 0; column < 7; ++column)
        names.append(twin.headerData(column, Qt::Horizontal).toString());
    QCOMPARE(names, (QStringList{u"From"_s, u"Open"_s, u"High"_s, u"Low"_s, u"Close"_s,
                                 u"Raw close"_s, u"Volume"_s}));
    const auto raw = [&](int row, int column) {
        return twin.index(row, column).data(CellRole::Raw).toString();
    };
    QCOMPARE(raw(0, 0), u"2026-11-19"_s);
    QCOMPARE(twin.index(0, 0).data().toString(), u"Thu 19 Nov 2026"_s);
    QCOMPARE(raw(0, 4), raw(0, 5));
    QCOMPARE(raw(0, 6), u"1000000"_s);
    // A year ago, before the split and the dividend: 400 as traded, below 40 adjusted.
    const int last = twin.rowCount() - 1;
    QVERIFY(raw(last, 5).startsWith(u"400."_s));
    QVERIFY(raw(last, 4).startsWith(u"39."_s));
    shown.series.setRaw(true);
    QCOMPARE(twin.headerData(5, Qt::Horizontal).toString(), u"Adjusted close"_s);
    QVERIFY(raw(last, 4).startsWith(u"400."_s));
    QVERIFY(raw(last, 5).startsWith(u"39."_s));
}

void TestStockChart::anAssetWithoutABarHasANextStep()
{
    Shown shown{u"NEW.AU"_s};
    QSignalSpy asked{&shown.panel, &ChartPanel::syncRequested};
    QVERIFY(!shown.panel.chart().isVisible());
    QPushButton *sync = shown.button(u"syncNow"_s);
    QVERIFY(sync && sync->isVisible());
    QTest::keyClick(sync, Qt::Key_Space);
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked.at(0).at(0).toString(), u"NEW.AU"_s);
    shown.series.setCoin(Bhp);
    QVERIFY(shown.panel.chart().isVisible());
    shown.panel.showTable(true);
    shown.series.setCoin(u"NEW.AU"_s);
    QVERIFY(sync->isVisible());
}

void TestStockChart::describesItself()
{
    Shown shown;
    static_cast<void>(shown.picture());
    QCOMPARE(shown.panel.chart().description(),
             u"BHP.AU, 1 year: low 38.8731, high 40.46, last 40.02 AUD, adjusted, 1 split(s), "
             "1 dividend(s), 1 gap(s)"_s);
}

void TestStockChart::everythingHasAName()
{
    Shown shown;
    QCOMPARE(namelessFocusables(shown.panel), QStringList{});
    shown.series.setCoin(u"NEW.AU"_s);
    QCOMPARE(namelessFocusables(shown.panel), QStringList{});
}

QTEST_MAIN(TestStockChart)
#include "tst_stockchart.moc"
