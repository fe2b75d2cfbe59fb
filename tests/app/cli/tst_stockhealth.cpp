// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/stocks.h"

using namespace Qt::Literals::StringLiterals;

// What health says of stocks, through the finished program on every engine.
class TestStockHealth final : public QObject
{
    Q_OBJECT

private slots:
    void saysHowStocksAre_data() { addEngineRows(); }
    void saysHowStocksAre();
    void saysNothingWithoutStocks();
    void aUsedUpDayHasNoCallsLeft();
};

namespace {

const QDate Friday = [] {
    QDate day = QDate::currentDate().addDays(-3);
    while (day.dayOfWeek() != Qt::Friday)
        day = day.addDays(-1);
    return day;
}();

} // namespace

void TestStockHealth::saysHowStocksAre()
{
    QFETCH(const Engine, engine);
    Stocks stocks{engine};
    stocks.market.setDays(u"AAA.AU"_s, risingDays(Friday, 20));
    stocks.market.setDays(u"BBB.AU"_s, risingDays(Friday, 20));
    stocks.market.removeDay(u"BBB.AU"_s, Friday.addDays(-2));
    stocks.market.setDays(u"EEE.LSE"_s, risingDays(Friday, 20));
    stocks.market.removeDay(u"EEE.LSE"_s, Friday.addDays(-3)); // alone on its exchange
    VERIFY_DONE(stocks.run({u"assets"_s, u"add"_s, u"AAA.AU"_s, u"BBB.AU"_s, u"CCC.AU"_s,
                            u"DDD.AU"_s, u"EEE.LSE"_s}));
    VERIFY_DONE(stocks.run({u"assets"_s, u"pause"_s, u"DDD.AU"_s}));
    const auto health = [&] { return stocks.run({u"health"_s}).json()[u"stocks"].toObject(); };
    QJsonObject found = health();
    QCOMPARE(found[u"active"].toInt(), 4);
    QCOMPARE(found[u"paused"].toInt(), 1);
    QCOMPARE(found[u"due"].toInt(), 4);
    QCOMPARE(found[u"never_synced"].toInt(), 4);
    QVERIFY(found[u"oldest_synced"].isNull());
    QCOMPARE(found[u"failed"].toInt(), 0);
    QVERIFY(found[u"last_error"].isNull());
    QCOMPARE(found[u"calls_used"].toInt(), 0);
    QCOMPARE(found[u"calls_left"].toInt(), 20);
    QCOMPARE(found[u"gaps"].toObject(), QJsonObject{});

    for (const QString &symbol : {u"AAA.AU"_s, u"BBB.AU"_s, u"EEE.LSE"_s, u"CCC.AU"_s})
        QCOMPARE(stocks.run({u"assets"_s, u"sync"_s, symbol}).exitCode,
                 symbol == u"CCC.AU"_s ? 1 : 0); // nobody knows that one
    found = health();
    QCOMPARE(found[u"due"].toInt(), 0);
    QCOMPARE(found[u"never_synced"].toInt(), 1);
    const QJsonObject listed = stocks.run({u"assets"_s, u"list"_s}).json();
    QCOMPARE(found[u"oldest_synced"], listed[u"assets"][0][u"last_synced"]);
    QCOMPARE(found[u"failed"].toInt(), 1);
    QCOMPARE(found[u"last_error"][u"symbol"].toString(), u"CCC.AU"_s);
    QVERIFY(found[u"last_error"][u"message"].toString().contains("check the symbol"_L1));
    QCOMPARE(found[u"calls_used"].toInt(), 4);
    QCOMPARE(found[u"calls_left"].toInt(), 16);
    QCOMPARE(found[u"gaps"].toObject(), (QJsonObject{{u"provider_empty"_s, 1}, {u"unknown"_s, 1}}));

    const QByteArray text = stocks.program.run({u"health"_s}).out;
    for (const char *words :
         {"Stocks: 4 active, 1 paused, 0 due, 1 never synced", "Oldest sync: AAA.AU, at ",
          "Calls of EODHD today: 4 of 20 used", "Gaps of stocks: 1, and 1 that may be holidays",
          "! Stocks that failed at their last sync: 1. The last was CCC.AU: "})
        QVERIFY2(text.contains(words), text);
    // Paused, it is nobody's worry.
    VERIFY_DONE(stocks.run({u"assets"_s, u"pause"_s, u"CCC.AU"_s}));
    QVERIFY(!stocks.program.run({u"health"_s}).out.contains("failed at their last sync"));
}

void TestStockHealth::saysNothingWithoutStocks()
{
    Stocks stocks{Engine::Sqlite};
    VERIFY_DONE(stocks.run({u"assets"_s, u"plan"_s, u"--calls-a-day"_s, u"100"_s}));
    const QJsonObject found = stocks.run({u"health"_s}).json()[u"stocks"].toObject();
    QCOMPARE(found[u"active"].toInt(), 0);
    QCOMPARE(found[u"calls_left"].toInt(), 100);
    QVERIFY(!stocks.program.run({u"health"_s}).out.contains("tocks"));
}

void TestStockHealth::aUsedUpDayHasNoCallsLeft()
{
    Stocks stocks{Engine::Sqlite};
    VERIFY_DONE(stocks.run({u"assets"_s, u"add"_s, u"AAA.AU"_s}));
    stocks.market.setQuota(0);
    QVERIFY(stocks.run({u"assets"_s, u"sync"_s}).all().contains("00:00 GMT"));
    const QJsonObject found = stocks.run({u"health"_s}).json()[u"stocks"].toObject();
    QCOMPARE(found[u"calls_left"].toInt(), 0);
    QVERIFY(stocks.program.run({u"health"_s}).out.contains("the next are made at"));
}

QTEST_GUILESS_MAIN(TestStockHealth)
#include "tst_stockhealth.moc"
