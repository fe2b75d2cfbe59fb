// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/assets/syncbench.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using Manner = MarketAnswer::Manner;

namespace {

const QDate Friday{2026, 11, 20};

CorporateAction split(const QDate &date, const QString &numerator, const QString &denominator)
{
    CorporateAction action;
    action.date = date;
    action.numerator = Price::parse(numerator).value();
    action.denominator = Price::parse(denominator).value();
    return action;
}

} // namespace

class TestAssetSync final : public QObject
{
    Q_OBJECT

private slots:
    void firstSyncBringsTheWholeHistory();
    void laterOnesAskForAFortnightMore();
    void aDayThatCameLateHeals();
    void aloneAHoleIsUnknown();
    void aSplitReadsTheHistoryAnew();
    void oldPricesStayUntilTheNewAreThere();
    void theBudgetIsSpentOldestFirst();
    void actionsWaitForBars();
    void neverMoreThanFourUnderWay();
    void goesOnAfterAStop();
    void roundsAndCounts();
    void waitingActionsGetTheirTurn();
    void aCorrectedDayIsNoSplit();
    void namedOnesAreNotAskedWhetherTheyAreDue();
    void currenciesComeExactly();
    void currenciesAreAskedOnceADay();
};

void TestAssetSync::firstSyncBringsTheWholeHistory()
{
    SyncBench bench;
    bench.add({u"BHP.AU"_s});
    bench.market.setDays(u"BHP.AU"_s, risingDays(Friday, 300));
    QVERIFY(bench.sync());
    QVERIFY2(!bench.problem, qPrintable(bench.problem.value_or(Error{}).detail));
    QCOMPARE(bench.days(u"BHP.AU"_s).size(), 300);
    QCOMPARE(bench.days(u"BHP.AU"_s).last(), u"2026-11-20 12.9900 12.9900 1299"_s);
    QCOMPARE(bench.state(u"BHP.AU"_s), u"synced"_s);
    QVERIFY(!bench.market.lastQuery("/eod/BHP.AU").contains("from="));
    // Nothing is adjusted, so there is neither split nor dividend to pay calls for.
    QCOMPARE(bench.market.paths(), QList<QByteArray>{"/eod/BHP.AU"});
    QCOMPARE(bench.run.status, RunStatus::Ok);
    QCOMPARE(bench.run.stored, 300);
    QCOMPARE(bench.database.value(u"SELECT source || ' ' || status || ' ' || received || ' ' || "
                                  "stored FROM collection_runs"_s),
             u"eodhd ok 300 300"_s);
    // Synced, it is not due before the next close.
    QVERIFY(bench.sync());
    QCOMPARE(bench.market.calls(), 1);
}

void TestAssetSync::laterOnesAskForAFortnightMore()
{
    SyncBench bench;
    bench.add({u"BHP.AU"_s});
    bench.market.setDays(u"BHP.AU"_s, risingDays(Friday, 100));
    QVERIFY(bench.sync());
    bench.now = bench.now.addDays(3);
    bench.market.setDays(u"BHP.AU"_s, risingDays(Friday.addDays(3), 101));
    QVERIFY(bench.sync());
    QVERIFY(bench.market.lastQuery("/eod/BHP.AU").contains("from=2026-11-06"));
    QCOMPARE(bench.days(u"BHP.AU"_s).size(), 101);
    QCOMPARE(bench.run.stored, 1);
    QCOMPARE(bench.run.duplicates, 11);
}

// The provider serves nothing for a day, then the next one: the cursor must not have moved on.
void TestAssetSync::aDayThatCameLateHeals()
{
    SyncBench bench;
    bench.add({u"BHP.AU"_s, u"CBA.AU"_s});
    const QList<DailyBar> days = risingDays(Friday, 50);
    bench.market.setDays(u"BHP.AU"_s, days);
    bench.market.setDays(u"CBA.AU"_s, days);
    bench.market.removeDay(u"CBA.AU"_s, Friday);
    QVERIFY(bench.sync({u"BHP.AU"_s}));
    QVERIFY(bench.sync({u"CBA.AU"_s}));
    QCOMPARE(bench.state(u"CBA.AU"_s), u"late"_s);
    QCOMPARE(bench.gaps(u"CBA.AU"_s), QStringList{u"2026-11-20 2026-11-21 provider_empty open"_s});

    // Monday is there, Friday still is not.
    bench.now = bench.now.addDays(3);
    const DailyBar monday = dayOf(Friday.addDays(3), u"11.00"_s);
    bench.market.setDay(u"BHP.AU"_s, monday);
    bench.market.setDay(u"CBA.AU"_s, monday);
    QVERIFY(bench.sync());
    QCOMPARE(bench.state(u"CBA.AU"_s), u"synced"_s);
    QCOMPARE(bench.days(u"CBA.AU"_s).size(), 50);
    QCOMPARE(bench.gaps(u"CBA.AU"_s), QStringList{u"2026-11-20 2026-11-21 provider_empty open"_s});

    // A month later: the request begins where the day is missing.
    bench.market.setDay(u"CBA.AU"_s, days.last());
    for (int day = 1; day <= 30; ++day) {
        bench.now = bench.now.addDays(1);
        const QDate date = monday.day.addDays(day);
        if (date.dayOfWeek() > Qt::Friday)
            continue;
        bench.market.setDay(u"BHP.AU"_s, dayOf(date, u"11.00"_s));
        if (day < 30)
            continue;
    }
    QVERIFY(bench.sync({u"CBA.AU"_s}));
    QVERIFY(bench.market.lastQuery("/eod/CBA.AU").contains("from=2026-11-09"));
    QVERIFY(bench.days(u"CBA.AU"_s).contains(u"2026-11-20 10.4900 10.4900 1049"_s));
    QVERIFY(bench.gaps(u"CBA.AU"_s).contains(u"2026-11-20 2026-11-21 provider_empty healed"_s));
}

// Alone on its exchange nobody can tell a holiday from a hole; another symbol can.
void TestAssetSync::aloneAHoleIsUnknown()
{
    SyncBench bench;
    bench.add({u"BHP.AU"_s, u"CBA.AU"_s});
    const QDate holiday{2026, 11, 10};
    bench.market.setDays(u"BHP.AU"_s, risingDays(Friday, 50));
    bench.market.removeDay(u"BHP.AU"_s, holiday);
    bench.market.removeDay(u"BHP.AU"_s, holiday.addDays(1));
    QVERIFY(bench.sync({u"BHP.AU"_s}));
    QCOMPARE(bench.gaps(u"BHP.AU"_s), QStringList{u"2026-11-10 2026-11-12 unknown open"_s});
    QCOMPARE(bench.state(u"BHP.AU"_s), u"synced"_s);

    bench.market.setDays(u"CBA.AU"_s, risingDays(Friday, 50));
    bench.market.removeDay(u"CBA.AU"_s, holiday);
    QVERIFY(bench.sync({u"CBA.AU"_s}));
    QCOMPARE(bench.gaps(u"CBA.AU"_s), QStringList{});
    QVERIFY(bench.sync({u"BHP.AU"_s}));
    QCOMPARE(bench.gaps(u"BHP.AU"_s), QStringList{u"2026-11-11 2026-11-12 provider_empty open"_s});
}

void TestAssetSync::aSplitReadsTheHistoryAnew()
{
    SyncBench bench;
    bench.add({u"BHP.AU"_s});
    QList<DailyBar> days = risingDays(Friday, 60, 10'000);
    bench.market.setDays(u"BHP.AU"_s, days);
    QVERIFY(bench.sync());

    // Ten for one on Monday: what was is adjusted, raw it stays as it was traded.
    bench.now = bench.now.addDays(3);
    for (DailyBar &bar : days) {
        bar.adjustedClose = Price::fromUnits(bar.close.units() / 10);
        bench.market.setDay(u"BHP.AU"_s, bar);
    }
    bench.market.setDay(u"BHP.AU"_s, dayOf(Friday.addDays(3), u"10.07"_s));
    bench.market.setActions(u"BHP.AU"_s, {split(Friday.addDays(3), u"10"_s, u"1"_s)});
    QVERIFY(bench.sync());
    QCOMPARE(bench.market.paths(), (QList<QByteArray>{"/eod/BHP.AU", "/eod/BHP.AU", "/eod/BHP.AU",
                                                      "/splits/BHP.AU", "/div/BHP.AU"}));
    QVERIFY(!bench.market.lastQuery("/eod/BHP.AU").contains("from="));
    QCOMPARE(bench.days(u"BHP.AU"_s).first(), u"2026-08-31 100.0000 10.0000 1000"_s);
    QCOMPARE(bench.days(u"BHP.AU"_s).size(), 61);
    QCOMPARE(bench.database.value(
                     u"SELECT action_type || ' ' || numerator || ' ' || denominator || ' ' || "
                     "enabled FROM corporate_actions"_s),
             u"split 10.00000000 1.00000000 1"_s);
    QCOMPARE(bench.state(u"BHP.AU"_s), u"synced"_s);
}

// The old prices stay whole until the new history is: also where the budget ends between.
void TestAssetSync::oldPricesStayUntilTheNewAreThere()
{
    SyncBench bench;
    bench.add({u"BHP.AU"_s});
    QList<DailyBar> days = risingDays(Friday, 60, 10'000);
    bench.market.setDays(u"BHP.AU"_s, days);
    QVERIFY(bench.sync());
    const QStringList before = bench.days(u"BHP.AU"_s);

    bench.now = bench.now.addDays(3);
    for (DailyBar &bar : days) {
        bar.adjustedClose = Price::fromUnits(bar.close.units() / 2);
        bench.market.setDay(u"BHP.AU"_s, bar);
    }
    QVERIFY(SyncStore{bench.database.connection()}.setLimit(1, bench.now));
    QVERIFY(bench.sync());
    QVERIFY(bench.problem && bench.problem->kind == Error::Kind::CallsUsedUp);
    QCOMPARE(bench.days(u"BHP.AU"_s), before);
    QCOMPARE(bench.state(u"BHP.AU"_s), u"history_changed"_s);

    bench.restart();
    bench.now = bench.now.addDays(1);
    QVERIFY(bench.sync());
    QVERIFY(!bench.market.lastQuery("/eod/BHP.AU").contains("from="));
    QCOMPARE(bench.days(u"BHP.AU"_s).first(), u"2026-08-31 100.0000 50.0000 1000"_s);
    QCOMPARE(bench.state(u"BHP.AU"_s), u"synced"_s);
}

// Twenty calls a day and thirty symbols: twenty now, the other ten first tomorrow, never a 402.
void TestAssetSync::theBudgetIsSpentOldestFirst()
{
    SyncBench bench;
    const QStringList all = symbols(30);
    bench.add(all);
    for (const QString &symbol : all)
        bench.market.setDays(symbol, risingDays(Friday, 30));
    bench.market.setQuota(20);
    QVERIFY(bench.sync());
    QVERIFY(bench.problem && bench.problem->kind == Error::Kind::CallsUsedUp);
    QCOMPARE(bench.market.calls(), 20);
    QCOMPARE(bench.database.column(u"SELECT symbol FROM assets WHERE last_synced IS NOT NULL"_s),
             all.first(20));
    QCOMPARE(bench.run.status, RunStatus::Partial);

    bench.restart();
    QVERIFY(bench.sync()); // once more today: nothing is asked
    QCOMPARE(bench.market.calls(), 20);

    bench.now = bench.now.addDays(3);
    bench.market.newDay();
    QVERIFY(bench.sync());
    QList<QByteArray> asked = bench.market.paths().sliced(20);
    QCOMPARE(asked.size(), 20);
    for (qsizetype i = 0; i < 10; ++i)
        QVERIFY(asked.first(12).contains("/eod/" + all.at(20 + i).toLatin1()));
    QCOMPARE(bench.database.value(u"SELECT COUNT(*) FROM assets WHERE last_synced IS NULL"_s),
             u"0"_s);
    QCOMPARE(bench.market.refusedCalls(), 0);
}

void TestAssetSync::actionsWaitForBars()
{
    SyncBench bench;
    bench.add({u"AAA.AU"_s, u"BBB.AU"_s});
    for (const QString &symbol : {u"AAA.AU"_s, u"BBB.AU"_s}) {
        QList<DailyBar> days = risingDays(Friday, 10);
        days.first().adjustedClose = Price::parse(u"9.5"_s).value();
        bench.market.setDays(symbol, days);
    }
    QVERIFY(SyncStore{bench.database.connection()}.setLimit(5, bench.now));
    QVERIFY(bench.sync());
    QCOMPARE(bench.market.paths(),
             (QList<QByteArray>{"/eod/AAA.AU", "/eod/BBB.AU", "/splits/AAA.AU", "/div/AAA.AU"}));
    QVERIFY(bench.problem && bench.problem->kind == Error::Kind::CallsUsedUp);
    // What could not be asked for today is not forgotten.
    bench.now = bench.now.addDays(1);
    bench.restart();
    QVERIFY(bench.sync());
    QCOMPARE(bench.market.paths().sliced(4), (QList<QByteArray>{"/splits/BBB.AU", "/div/BBB.AU"}));
}

void TestAssetSync::neverMoreThanFourUnderWay()
{
    SyncBench bench;
    QVERIFY(SyncStore{bench.database.connection()}.setLimit(1000, bench.now));
    const QStringList all = symbols(24);
    bench.add(all);
    MarketAnswer slow = MarketAnswer::json("[{\"date\":\"2026-11-20\",\"open\":1,\"high\":1,"
                                           "\"low\":1,\"close\":1,\"adjusted_close\":1}]");
    slow.manner = Manner::Trickle;
    slow.interval = std::chrono::milliseconds{1};
    for (const QString &symbol : all) {
        bench.market.setDays(symbol, {});
        bench.market.setAnswer("/eod/" + symbol.toLatin1(), slow);
    }
    QVERIFY(bench.sync());
    QCOMPARE(bench.database.value(u"SELECT COUNT(*) FROM daily_data"_s), u"24"_s);
    QCOMPARE(bench.market.mostUnderWay(), 4);
}

void TestAssetSync::goesOnAfterAStop()
{
    SyncBench bench;
    QVERIFY(SyncStore{bench.database.connection()}.setLimit(1000, bench.now));
    const QStringList all = symbols(20);
    bench.add(all);
    for (const QString &symbol : all)
        bench.market.setDays(symbol, risingDays(Friday, 20));
    int stored = 0;
    QObject::connect(&bench.assetSync(), &AssetSync::stored, &bench.assetSync(), [&] {
        if (++stored == 7)
            bench.assetSync().stop();
    });
    QVERIFY(bench.sync());
    QVERIFY(bench.problem && bench.problem->kind == Error::Kind::Cancelled);
    const int done =
            bench.database.value(u"SELECT COUNT(*) FROM assets WHERE last_synced IS NOT NULL"_s)
                    .toInt();
    QVERIFY(done >= 7 && done < 20);
    bench.restart();
    QVERIFY(bench.sync());
    QCOMPARE(bench.run.attempts, 20 - done);
    QCOMPARE(bench.database.value(u"SELECT COUNT(*) FROM daily_data"_s), u"400"_s);
}

void TestAssetSync::roundsAndCounts()
{
    SyncBench bench;
    bench.add({u"AAA.AU"_s});
    bench.market.setDays(u"AAA.AU"_s, {});
    bench.market.setAnswer(
            "/eod/AAA.AU",
            MarketAnswer::json(
                    R"([{"date":"2026-11-19","open":1.00005,"high":1.00015,"low":0.99995,)"
                    R"("close":1.00005,"adjusted_close":1.000051,"volume":18204551.5},)"
                    R"({"date":"2026-11-20","open":1,"high":1,"low":1,"close":0,)"
                    R"("adjusted_close":1,"volume":3}])"));
    QVERIFY(bench.sync());
    QCOMPARE(bench.days(u"AAA.AU"_s), QStringList{u"2026-11-19 1.0000 1.0001 18204552"_s});
    QCOMPARE(bench.run.rounded, 1);
    QCOMPARE(bench.run.rejected, 1);
    QCOMPARE(bench.run.rejectedEntries.first().name, u"AAA.AU 2026-11-20"_s);
    QVERIFY(bench.database.value(u"SELECT rejected_details FROM collection_runs"_s)
                    .contains("\"rounded\":1"_L1));
}

void TestAssetSync::namedOnesAreNotAskedWhetherTheyAreDue()
{
    SyncBench bench;
    bench.add({u"AAA.AU"_s});
    bench.market.setDays(u"AAA.AU"_s, risingDays(Friday, 10));
    QVERIFY(bench.sync({u"AAA.AU"_s}));
    QVERIFY(bench.sync({u"AAA.AU"_s}));
    QCOMPARE(bench.market.calls(), 2);
    QVERIFY(bench.sync({u"NONE.AU"_s}));
    QVERIFY(bench.problem && bench.problem->kind == Error::Kind::NotFound);
    QCOMPARE(bench.market.calls(), 2);
}

// Bars take every call of every day: one asset a day gets its splits and dividends all the same.
void TestAssetSync::waitingActionsGetTheirTurn()
{
    SyncBench bench;
    const QStringList all = symbols(4);
    bench.add(all);
    for (const QString &symbol : all) {
        QList<DailyBar> days = risingDays(Friday, 10);
        days.first().adjustedClose = Price::parse(u"9.5"_s).value();
        bench.market.setDays(symbol, days);
    }
    QVERIFY(SyncStore{bench.database.connection()}.setLimit(4, bench.now));
    QVERIFY(bench.sync());
    QVERIFY(!bench.market.paths().join(' ').contains("splits"));
    bench.now = bench.now.addDays(3);
    QVERIFY(bench.sync());
    QCOMPARE(bench.market.paths().sliced(4).first(2),
             (QList<QByteArray>{"/splits/S00.AU", "/eod/S00.AU"}));
    QVERIFY(bench.market.paths().contains("/div/S00.AU"));
}

// A close that the provider corrects takes its adjusted close with it; the past is as it was.
void TestAssetSync::aCorrectedDayIsNoSplit()
{
    SyncBench bench;
    bench.add({u"AAA.AU"_s});
    bench.market.setDays(u"AAA.AU"_s, risingDays(Friday, 10));
    QVERIFY(bench.sync());
    bench.market.setDay(u"AAA.AU"_s, dayOf(Friday, u"12.34"_s));
    QVERIFY(bench.sync({u"AAA.AU"_s}));
    QCOMPARE(bench.market.calls(), 2);
    QCOMPARE(bench.days(u"AAA.AU"_s).last(), u"2026-11-20 12.3400 12.3400 1000"_s);
}

// As EODHD writes them, with an adjusted close that means nothing: every digit is kept, and no call
// goes into splits and dividends.
void TestAssetSync::currenciesComeExactly()
{
    SyncBench bench;
    bench.add({u"BTC-USD.CC"_s, u"SHIB-USD.CC"_s, u"EURUSD.FOREX"_s});
    const auto serve = [&](const QByteArray &symbol, const QByteArray &body) {
        bench.market.setDays(QString::fromLatin1(symbol), {});
        bench.market.setAnswer("/eod/" + symbol, MarketAnswer::json(body));
    };
    serve("BTC-USD.CC",
          R"([{"date":"2026-11-14","open":85120.33112345,"high":86900,"low":84777.02,)"
          R"("close":86012.44590001,"adjusted_close":43006.2,"volume":38422910976},)"
          R"({"date":"2026-11-15","open":86012.4459,"high":123456789012.12345678,)"
          R"("low":0.00000001,"close":85999.1,"adjusted_close":1,"volume":12.5}])");
    serve("SHIB-USD.CC",
          R"([{"date":"2026-11-15","open":0.00000799,"high":8.01e-6,"low":0.00000797,)"
          R"("close":0.00000799,"adjusted_close":0.00000799,"volume":null}])");
    serve("EURUSD.FOREX", R"([{"date":"2026-11-19","open":1.08213,"high":1.08501,"low":1.08001,)"
                          R"("close":1.082134567,"adjusted_close":1.08,"volume":0}])");
    QVERIFY(bench.sync());
    QVERIFY2(!bench.problem, qPrintable(bench.problem.value_or(Error{}).detail));
    QCOMPARE(bench.database.column(
                     u"SELECT symbol || ' ' || date(time / 1000, 'unixepoch') || ' ' || open || "
                     "' ' || high || ' ' || low || ' ' || close || ' ' || "
                     "coalesce(volume, 'none') FROM intraday_data WHERE bar_interval = '1d' "
                     "ORDER BY symbol, time"_s),
             (QStringList{u"BTC-USD.CC 2026-11-14 85120.33112345 86900.00000000 84777.02000000 "
                          "86012.44590001 38422910976"_s,
                          u"BTC-USD.CC 2026-11-15 86012.44590000 123456789012.12345678 "
                          "0.00000001 85999.10000000 13"_s,
                          u"EURUSD.FOREX 2026-11-19 1.08213000 1.08501000 1.08001000 "
                          "1.08213457 0"_s,
                          u"SHIB-USD.CC 2026-11-15 0.00000799 0.00000801 0.00000797 0.00000799 "
                          "none"_s}));
    QCOMPARE(bench.database.value(u"SELECT COUNT(*) FROM daily_data"_s), u"0"_s);
    QCOMPARE(bench.run.rounded, 2);
    QCOMPARE(bench.run.rejected, 0);
    QCOMPARE(bench.market.calls(), 3);
}

void TestAssetSync::currenciesAreAskedOnceADay()
{
    SyncBench bench;
    bench.add({u"BTC-USD.CC"_s});
    for (int i = 40; i >= 0; --i)
        bench.market.setDay(u"BTC-USD.CC"_s, dayOf(Friday.addDays(-i), u"85120.33112345"_s));
    bench.market.removeDay(u"BTC-USD.CC"_s, Friday.addDays(-12)); // a Sunday
    QVERIFY(bench.sync());
    QCOMPARE(bench.gaps(u"BTC-USD.CC"_s), QStringList{u"2026-11-08 2026-11-09 unknown open"_s});
    bench.now = bench.now.addSecs(24 * 3600 - 1);
    QVERIFY(bench.sync());
    QCOMPARE(bench.market.calls(), 1);
    // Today's bar was of half a day, and Sunday's comes late.
    bench.now = bench.now.addSecs(1);
    bench.market.setDay(u"BTC-USD.CC"_s, dayOf(Friday, u"84000.5"_s));
    bench.market.setDay(u"BTC-USD.CC"_s, dayOf(Friday.addDays(-12), u"83000.00000001"_s));
    bench.market.setDay(u"BTC-USD.CC"_s, dayOf(Friday.addDays(1), u"0.00000799"_s));
    QVERIFY(bench.sync());
    QVERIFY(bench.market.lastQuery("/eod/BTC-USD.CC").contains("from=2026-11-06"));
    QCOMPARE(bench.run.stored, 3);
    QCOMPARE(bench.database.column(u"SELECT close FROM intraday_data WHERE symbol = 'BTC-USD.CC' "
                                   "AND close <> '85120.33112345' ORDER BY time"_s),
             (QStringList{u"83000.00000001"_s, u"84000.50000000"_s, u"0.00000799"_s}));
    QCOMPARE(bench.gaps(u"BTC-USD.CC"_s), QStringList{u"2026-11-08 2026-11-09 unknown healed"_s});
    QCOMPARE(bench.market.paths(), (QList<QByteArray>{"/eod/BTC-USD.CC", "/eod/BTC-USD.CC"}));
}

QTEST_GUILESS_MAIN(TestAssetSync)
#include "tst_assetsync.moc"
