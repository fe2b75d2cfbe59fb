// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/assets/syncbench.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using Manner = MarketAnswer::Manner;

namespace {

const QDate Friday{2026, 11, 20};

// Days that say that there are splits or dividends to ask for.
QList<DailyBar> adjustedDays()
{
    QList<DailyBar> days = risingDays(Friday, 10);
    days.first().adjustedClose = Price::parse(u"9.5"_s).value();
    return days;
}

MarketAnswer words(int status, const QByteArray &body)
{
    return MarketAnswer::json(body, status);
}

} // namespace

// What goes wrong on the way to EODHD, whose fault it is and what it costs.
class TestSyncFailures final : public QObject
{
    Q_OBJECT

private slots:
    void quotaWaitsForMidnight();
    void refusedTokenStopsAndAsks();
    void aTokenRefusedOnTheWayKeepsWhatIsDone();
    void oneFailureIsItsOwn_data();
    void oneFailureIsItsOwn();
    void aCutAnswerTouchesNothing();
    void waitsAsTheServerAsks();
    void anOutageCostsNoCallsAndBlamesNobody();
    void aRefusedPlanIsAskedAgain();
    void fundsHaveNoActions_data();
    void fundsHaveNoActions();
    void whatWasNotAskedIsNotSpent_data();
    void whatWasNotAskedIsNotSpent();
    void aStopLeavesARecord();
    void aStopGivesBackWhatWaited();
};

void TestSyncFailures::quotaWaitsForMidnight()
{
    SyncBench bench;
    bench.add({u"AAA.AU"_s});
    bench.market.setDays(u"AAA.AU"_s, risingDays(Friday, 10));
    bench.market.setQuota(0); // another program of the same owner used them
    QVERIFY(bench.sync());
    QVERIFY(bench.problem && bench.problem->kind == Error::Kind::CallsUsedUp);
    QCOMPARE(bench.market.refusedCalls(), 1);
    QCOMPARE(bench.state(u"AAA.AU"_s), u"idle"_s); // it is not its fault
    bench.market.setQuota(20);
    bench.restart();
    QVERIFY(bench.sync());
    QCOMPARE(bench.market.calls(), 0);
    // Right after midnight the provider's clock may still show yesterday.
    bench.now = QDateTime{QDate{2026, 11, 21}, QTime{0, 0, 1}, Qt::UTC};
    QVERIFY(bench.sync());
    QCOMPARE(bench.market.calls(), 0);
    bench.now = QDateTime{QDate{2026, 11, 21}, QTime{0, 11}, Qt::UTC};
    QVERIFY(bench.sync());
    QCOMPARE(bench.state(u"AAA.AU"_s), u"synced"_s);
}

void TestSyncFailures::refusedTokenStopsAndAsks()
{
    SyncBench bench;
    bench.add(symbols(10));
    bench.market.setAnswer("/eod/S00.AU", [] {
        MarketAnswer answer = MarketAnswer::json("Unauthenticated", 401);
        return answer;
    }());
    for (const QString &symbol : symbols(10).sliced(1))
        bench.market.setAnswer("/eod/" + symbol.toLatin1(),
                               MarketAnswer::json("Unauthenticated", 401));
    QVERIFY(bench.sync());
    QVERIFY(bench.problem && bench.problem->kind == Error::Kind::TokenRefused);
    QVERIFY(bench.market.paths().size() <= 4);
    QCOMPARE(bench.state(u"S00.AU"_s), u"idle"_s);
}

// The token was changed by its owner: what is stored by then stays, the rest is for the next run.
void TestSyncFailures::aTokenRefusedOnTheWayKeepsWhatIsDone()
{
    SyncBench bench;
    const QStringList all = symbols(12);
    bench.add(all);
    for (const QString &symbol : all)
        bench.market.setDays(symbol, risingDays(Friday, 10));
    bench.market.setAnswer("/eod/S05.AU", words(401, "Unauthenticated"));
    QVERIFY(bench.sync());
    QVERIFY(bench.problem && bench.problem->kind == Error::Kind::TokenRefused);
    QCOMPARE(bench.run.status, RunStatus::Partial);
    const QStringList done =
            bench.database.column(u"SELECT symbol FROM assets WHERE last_synced IS NOT NULL"_s);
    QVERIFY(done.size() >= 2 && done.size() < 11);
    for (const QString &symbol : done)
        QCOMPARE(bench.days(symbol).size(), 10);
    QCOMPARE(bench.state(u"S05.AU"_s), u"idle"_s); // it is not its fault
    QCOMPARE(bench.market.paths().size(), done.size() + 1);
    QCOMPARE(bench.usedCalls(), done.size()); // a call that is refused costs nothing

    bench.market.clearAnswer("/eod/S05.AU");
    QVERIFY(bench.sync());
    QVERIFY(!bench.problem);
    QCOMPARE(bench.run.attempts, 12 - done.size());
    QCOMPARE(bench.database.value(u"SELECT COUNT(*) FROM daily_data"_s), u"120"_s);
}

void TestSyncFailures::oneFailureIsItsOwn_data()
{
    QTest::addColumn<MarketAnswer>("answer");
    QTest::addColumn<QString>("error"); // part of the sentence

    const auto words = [](int status, const QByteArray &body) {
        return MarketAnswer::json(body, status);
    };
    QTest::newRow("404") << words(404, "Ticker Not Found") << u"does not know it"_s;
    QTest::newRow("404 as 200") << words(200, "Ticker Not Found.") << u"does not know it"_s;
    QTest::newRow("403") << words(403, "Only EOD data allowed for free users.")
                         << u"Only EOD data allowed"_s;
    QTest::newRow("422") << words(422, "{\"message\":\"bad\"}") << u"HTTP 422"_s;
    QTest::newRow("CSV") << words(200, "Date,Open,High,Low,Close\n2026-07-15,1,1,1,1\n")
                         << u"Date,Open"_s;
    QTest::newRow("a web page") << MarketAnswer::html(200, "Sorry") << u"Sorry"_s;
    QTest::newRow("empty") << words(200, "") << u"empty"_s;
    QTest::newRow("no bars") << words(200, "[]") << u"no usable bar"_s;
    QTest::newRow("cut off") << words(200, "[{\"date\":\"2026-11-20\",\"open\":1") << u"cut off"_s;
    QTest::newRow("token in the error")
            << words(422, "<html><head><title>No /eod?api_token=" +
                                  EodhdMarket::token().toLatin1() + "</title></head></html>")
            << u"No /eod?api_token=…"_s;
}

void TestSyncFailures::oneFailureIsItsOwn()
{
    QFETCH(const MarketAnswer, answer);
    QFETCH(const QString, error);
    SyncBench bench;
    QVERIFY(SyncStore{bench.database.connection()}.setLimit(1000, bench.now));
    const QStringList all = symbols(50);
    bench.add(all);
    for (const QString &symbol : all)
        bench.market.setDays(symbol, risingDays(Friday, 20));
    bench.market.setAnswer("/eod/S17.AU", answer);
    QVERIFY(bench.sync());
    QCOMPARE(bench.database.value(u"SELECT COUNT(*) FROM assets WHERE sync_state = 'synced'"_s),
             u"49"_s);
    QCOMPARE(bench.state(u"S17.AU"_s), u"failed"_s);
    const QString told =
            bench.database.value(u"SELECT sync_error FROM assets WHERE symbol = 'S17.AU'"_s);
    QVERIFY2(told.contains(error), qPrintable(told));
    QVERIFY(!told.contains(EodhdMarket::token()));
    QCOMPARE(bench.run.status, RunStatus::Partial);
    // Left alone for a while, then asked again.
    const int calls = bench.market.calls();
    QVERIFY(bench.sync());
    QCOMPARE(bench.market.calls(), calls);
    bench.market.clearAnswer("/eod/S17.AU");
    bench.now = bench.now.addDays(1).addSecs(60);
    QVERIFY(bench.sync());
    QCOMPARE(bench.state(u"S17.AU"_s), u"synced"_s);
}

// Without Content-Length a cut answer is whole for HTTP and broken for JSON.
void TestSyncFailures::aCutAnswerTouchesNothing()
{
    SyncBench bench;
    bench.add({u"AAA.AU"_s});
    bench.market.setDays(u"AAA.AU"_s, risingDays(Friday, 10));
    QVERIFY(bench.sync());
    const QStringList before = bench.days(u"AAA.AU"_s);
    bench.market.setAnswer(
            "/eod/AAA.AU",
            words(200, R"([{"date":"2026-11-19","open":9,"high":9,"low":9,"close":9,)"
                       R"("adjusted_close":9,"volume":9},{"date":"2026-11-20","open":9,"hi)"));
    QVERIFY(bench.sync({u"AAA.AU"_s}));
    QCOMPARE(bench.days(u"AAA.AU"_s), before);
    QCOMPARE(bench.state(u"AAA.AU"_s), u"failed"_s);
}

// 429: the whole queue waits, and no longer than it was asked to.
void TestSyncFailures::waitsAsTheServerAsks()
{
    SyncBench bench;
    QVERIFY(SyncStore{bench.database.connection()}.setLimit(1000, bench.now));
    const QStringList all = symbols(12);
    bench.add(all);
    for (const QString &symbol : all)
        bench.market.setDays(symbol, risingDays(Friday, 10));
    // The three beside the first are still under way when it is turned away.
    MarketAnswer slow = MarketAnswer::json(R"([{"date":"2026-11-20","open":1,"high":1,"low":1,)"
                                           R"("close":1,"adjusted_close":1}])");
    slow.manner = Manner::Trickle;
    slow.interval = std::chrono::milliseconds{2};
    bench.market.server().enqueue(MarketAnswer::retryAfter(429, "1"));
    for (int i = 1; i < EodhdClient::MostUnderWay; ++i)
        bench.market.server().enqueue(slow);
    QElapsedTimer timer;
    timer.start();
    QList<qint64> arrivals;
    QObject::connect(&bench.market.server(), &MarketServer::requested, &bench.market.server(),
                     [&] { arrivals.append(timer.elapsed()); });
    QVERIFY(bench.sync());
    QCOMPARE(arrivals.size(), 13);
    const qint64 pause = arrivals.at(4) - arrivals.at(0);
    QVERIFY2(pause >= 1000, qPrintable(QString::number(pause)));
    QVERIFY2(pause < 4000, qPrintable(QString::number(pause)));
    QCOMPARE(bench.database.value(u"SELECT COUNT(*) FROM assets WHERE sync_state = 'synced'"_s),
             u"12"_s);
    QCOMPARE(bench.run.attempts, 13);
    QCOMPARE(bench.usedCalls(), 12);
}

// Nothing can be reached: no call is spent, nobody is left alone for long, and the run gives up.
void TestSyncFailures::anOutageCostsNoCallsAndBlamesNobody()
{
    SyncBench bench;
    const QStringList all = symbols(12);
    bench.add(all);
    for (const QString &symbol : all) {
        bench.market.setDays(symbol, risingDays(Friday, 10));
        bench.market.setAnswer("/eod/" + symbol.toLatin1(), MarketAnswer::json("", 503));
    }
    QVERIFY(bench.sync());
    QVERIFY(bench.problem && bench.problem->kind == Error::Kind::Http);
    QVERIFY(bench.run.attempts <= 3 * 12);
    QCOMPARE(SyncStore{bench.database.connection()}.queue(bench.now)->budget.used, 0);
    for (const QString &symbol : all)
        bench.market.clearAnswer("/eod/" + symbol.toLatin1());
    bench.now = bench.now.addSecs(15 * 60 + 1);
    QVERIFY(bench.sync());
    QCOMPARE(bench.database.value(u"SELECT COUNT(*) FROM assets WHERE sync_state = 'synced'"_s),
             u"12"_s);
}

// A plan that does not tell splits is no stock without any.
void TestSyncFailures::aRefusedPlanIsAskedAgain()
{
    SyncBench bench;
    bench.add({u"AAA.AU"_s});
    QList<DailyBar> days = risingDays(Friday, 10);
    days.first().adjustedClose = Price::parse(u"9.5"_s).value();
    bench.market.setDays(u"AAA.AU"_s, days);
    bench.market.setAnswer("/splits/AAA.AU", MarketAnswer::json("Only EOD data allowed", 403));
    QVERIFY(bench.sync());
    QCOMPARE(bench.state(u"AAA.AU"_s), u"synced"_s);
    QVERIFY(bench.run.rejectedEntries.first().reason.contains("Only EOD"_L1));
    bench.market.clearAnswer("/splits/AAA.AU");
    bench.market.setAnswer("/div/AAA.AU", MarketAnswer::json("Ticker Not Found", 404));
    bench.now = bench.now.addDays(3);
    QVERIFY(bench.sync());
    QVERIFY(bench.market.paths().contains("/div/AAA.AU"));
    const int calls = bench.market.calls();
    bench.now = bench.now.addDays(1);
    QVERIFY(bench.sync());
    QCOMPARE(bench.market.calls(), calls + 1); // 404 means none: the bars alone
}

void TestSyncFailures::fundsHaveNoActions_data()
{
    QTest::addColumn<int>("splits"); // HTTP status
    QTest::addColumn<int>("dividends");
    QTest::addColumn<int>("calls"); // of the day: 422 costs nothing, an unknown symbol does
    QTest::newRow("no splits, 422") << 422 << 200 << 2;
    QTest::newRow("no splits, 404") << 404 << 200 << 3;
    QTest::newRow("no dividends, 422") << 200 << 422 << 2;
    QTest::newRow("no dividends, 404") << 200 << 404 << 3;
    QTest::newRow("neither, 422") << 422 << 422 << 1;
}

// 422 and 404 on splits or dividends mean that there are none of them (market-apis.md 2.9).
void TestSyncFailures::fundsHaveNoActions()
{
    QFETCH(const int, splits);
    QFETCH(const int, dividends);
    QFETCH(const int, calls);
    SyncBench bench;
    bench.add({u"AAA.AU"_s});
    bench.market.setDays(u"AAA.AU"_s, adjustedDays());
    const auto answer = [](int status, const QByteArray &body) {
        return status == 200 ? words(200, body) : words(status, R"({"message":"no such"})");
    };
    bench.market.setAnswer("/splits/AAA.AU",
                           answer(splits, R"([{"date":"2026-11-16","split":"2/1"}])"));
    bench.market.setAnswer("/div/AAA.AU",
                           answer(dividends, R"([{"date":"2026-11-17","value":0.5}])"));
    QVERIFY(bench.sync());
    QVERIFY2(!bench.problem, qPrintable(bench.problem.value_or(Error{}).detail));
    QCOMPARE(bench.run.status, RunStatus::Ok);
    QCOMPARE(bench.state(u"AAA.AU"_s), u"synced"_s);
    QStringList stored;
    if (dividends == 200)
        stored.append(u"dividend"_s);
    if (splits == 200)
        stored.append(u"split"_s);
    QCOMPARE(bench.database.column(
                     u"SELECT action_type FROM corporate_actions ORDER BY action_type"_s),
             stored);
    QCOMPARE(bench.usedCalls(), calls);
    // It is answered, so nobody asks for them again.
    QVERIFY(bench.sync({u"AAA.AU"_s}));
    QCOMPARE(bench.market.paths().sliced(3), QList<QByteArray>{"/eod/AAA.AU"});
}

void TestSyncFailures::whatWasNotAskedIsNotSpent_data()
{
    QTest::addColumn<MarketAnswer>("answer"); // to the splits, for which two calls are taken
    QTest::addColumn<int>("calls");
    QTest::newRow("not in the plan") << words(403, "Only EOD data allowed") << 1;
    QTest::newRow("cut off") << words(200, "[{\"date\":") << 2;
    QTest::newRow("token refused") << words(401, "Unauthenticated") << 1;
}

void TestSyncFailures::whatWasNotAskedIsNotSpent()
{
    QFETCH(const MarketAnswer, answer);
    SyncBench bench;
    bench.add({u"AAA.AU"_s});
    bench.market.setDays(u"AAA.AU"_s, adjustedDays());
    bench.market.setAnswer("/splits/AAA.AU", answer);
    QVERIFY(bench.sync());
    QVERIFY(!bench.market.paths().contains("/div/AAA.AU"));
    QTEST(bench.usedCalls(), "calls");
}

// The program ends while requests are under way: EODHD may have counted them, and so do we.
void TestSyncFailures::aStopLeavesARecord()
{
    SyncBench bench;
    const QStringList all = symbols(3);
    bench.add(all);
    for (const QString &symbol : all)
        bench.market.setAnswer("/eod/" + symbol.toLatin1(), MarketAnswer::inManner(Manner::Silent));
    bench.assetSync().start();
    QTRY_COMPARE(bench.market.paths().size(), 3);
    bench.assetSync().stopNow();
    QVERIFY(!bench.assetSync().isRunning());
    QVERIFY(bench.problem && bench.problem->kind == Error::Kind::Cancelled);
    QCOMPARE(bench.usedCalls(), 3);
    QCOMPARE(bench.database.value(
                     u"SELECT source || ' ' || status || ' ' || attempts FROM collection_runs"_s),
             u"eodhd failed 3"_s);
    QCOMPARE(bench.state(u"S00.AU"_s), u"idle"_s);
}

void TestSyncFailures::aStopGivesBackWhatWaited()
{
    SyncBench bench;
    const QStringList all = symbols(8);
    bench.add(all);
    for (const QString &symbol : all)
        bench.market.setAnswer("/eod/" + symbol.toLatin1(), MarketAnswer::inManner(Manner::Silent));
    bench.client().setPace(std::chrono::hours{1});
    bench.assetSync().start();
    QTRY_COMPARE(bench.market.paths().size(), 1);
    bench.assetSync().stop();
    QTRY_VERIFY(!bench.assetSync().isRunning());
    QCOMPARE(bench.usedCalls(), 1);
    QCOMPARE(bench.run.attempts, 1);
}

QTEST_GUILESS_MAIN(TestSyncFailures)
#include "tst_syncfailures.moc"
