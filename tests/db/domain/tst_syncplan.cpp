// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/currencymarket.h"
#include "db/domain/exchangeday.h"
#include "db/domain/syncplan.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace {

QDateTime utc(const QString &text)
{
    return QDateTime::fromString(text + u":00.000Z"_s, Qt::ISODateWithMs);
}

AssetRow stock(const QString &symbol, const QString &lastSynced = {})
{
    AssetRow row;
    row.asset.symbol = symbol;
    row.asset.exchange = exchangeOf(symbol);
    row.asset.createdAt = utc(u"2026-11-01T00:00"_s);
    row.asset.lastSynced = lastSynced.isEmpty() ? QDateTime{} : utc(lastSynced);
    return row;
}

} // namespace

class TestSyncPlan final : public QObject
{
    Q_OBJECT

private slots:
    void dueAfterTheClose_data();
    void dueAfterTheClose();
    void lastReadyDays_data();
    void lastReadyDays();
    void whatPricesAreIn_data();
    void whatPricesAreIn();
    void staleDays_data();
    void staleDays();
    void whoIsNeverDue();
    void oldestGoesFirst();
    void forecastOfThirtySymbols();
    void forecastKeepsToTheBudget();
    void pausesGrow();
};

void TestSyncPlan::dueAfterTheClose_data()
{
    QTest::addColumn<QString>("symbol");
    QTest::addColumn<QString>("lastSynced");
    QTest::addColumn<QString>("due");
    // Sydney closes at 16:12, AEDT is UTC+11: its bars are ready at 08:12 UTC.
    QTest::newRow("the same day") << u"BHP.AU"_s << u"2026-11-18T02:00"_s << u"2026-11-18T08:12"_s;
    QTest::newRow("the next day") << u"BHP.AU"_s << u"2026-11-18T08:12"_s << u"2026-11-19T08:12"_s;
    QTest::newRow("over the weekend")
            << u"BHP.AU"_s << u"2026-11-20T09:00"_s << u"2026-11-23T08:12"_s;
    // New York: 16:00 EST is 21:00 UTC; in summer 20:00.
    QTest::newRow("winter") << u"AAPL.US"_s << u"2026-11-18T12:00"_s << u"2026-11-19T00:00"_s;
    QTest::newRow("summer") << u"AAPL.US"_s << u"2026-07-15T12:00"_s << u"2026-07-15T23:00"_s;
    QTest::newRow("no known hours")
            << u"EURUSD.FOREX"_s << u"2026-11-21T10:00"_s << u"2026-11-22T10:00"_s;
    QTest::newRow("never synced") << u"BHP.AU"_s << QString{} << u"2026-11-01T00:00"_s;
}

void TestSyncPlan::dueAfterTheClose()
{
    QFETCH(const QString, symbol);
    QFETCH(const QString, lastSynced);
    QFETCH(const QString, due);
    QCOMPARE(nextDue(stock(symbol, lastSynced).asset, {}), utc(due));
    const QDateTime moment = utc(u"2026-12-01T00:00"_s);
    QCOMPARE(nextDue(stock(symbol, lastSynced).asset, {1, moment, false}), moment);
}

void TestSyncPlan::lastReadyDays_data()
{
    QTest::addColumn<QString>("exchange");
    QTest::addColumn<QString>("now");
    QTest::addColumn<QDate>("day");
    QTest::newRow("before") << u"AU"_s << u"2026-11-18T08:11"_s << QDate{2026, 11, 17};
    QTest::newRow("after") << u"AU"_s << u"2026-11-18T08:12"_s << QDate{2026, 11, 18};
    QTest::newRow("Sunday") << u"AU"_s << u"2026-11-22T10:00"_s << QDate{2026, 11, 20};
    QTest::newRow("Monday morning") << u"US"_s << u"2026-11-23T13:00"_s << QDate{2026, 11, 20};
    QTest::newRow("not known") << u"INDX"_s << u"2026-11-18T10:00"_s << QDate{2026, 11, 17};
    QTest::newRow("currencies over the weekend")
            << u"FOREX"_s << u"2026-11-23T10:00"_s << QDate{2026, 11, 20};
    QTest::newRow("coins over the weekend")
            << u"CC"_s << u"2026-11-23T10:00"_s << QDate{2026, 11, 22};
}

void TestSyncPlan::lastReadyDays()
{
    QFETCH(const QString, exchange);
    QFETCH(const QString, now);
    QFETCH(const QDate, day);
    QCOMPARE(lastReadyDay(exchange, utc(now)), day);
}

void TestSyncPlan::whatPricesAreIn_data()
{
    QTest::addColumn<QString>("symbol");
    QTest::addColumn<QString>("currency");
    QTest::addColumn<QString>("type");
    QTest::newRow("share") << u"BHP.AU"_s << u"AUD"_s << u"Common Stock"_s;
    QTest::newRow("pence") << u"VOD.LSE"_s << u"GBX"_s << u"Common Stock"_s;
    QTest::newRow("pair") << u"EURUSD.FOREX"_s << u"USD"_s << u"currency"_s;
    QTest::newRow("metal") << u"XAUAUD.FOREX"_s << u"AUD"_s << u"currency"_s;
    QTest::newRow("no pair") << u"EUR.FOREX"_s << u""_s << u"currency"_s;
    QTest::newRow("coin") << u"BTC-USD.CC"_s << u"USD"_s << u"crypto"_s;
    QTest::newRow("coin with a hyphen") << u"BTC2X-FLI-USD.CC"_s << u"USD"_s << u"crypto"_s;
    QTest::newRow("coin alone") << u"BTC.CC"_s << u""_s << u"crypto"_s;
    QTest::newRow("not known") << u"SIX-ABC.INDX"_s << u""_s << u"Common Stock"_s;
}

void TestSyncPlan::whatPricesAreIn()
{
    QFETCH(const QString, symbol);
    QFETCH(const QString, currency);
    QFETCH(const QString, type);
    QCOMPARE(currencyOf(symbol), currency);
    QCOMPARE(usualTypeOf(exchangeOf(symbol)), type);
    QCOMPARE(*stockSymbol(symbol.toLower()), symbol);
}

void TestSyncPlan::staleDays_data()
{
    QTest::addColumn<QString>("symbol");
    QTest::addColumn<QString>("from");
    // The newest bar is of Friday 20 November. AU is ready at 08:12 UTC.
    QTest::newRow("share") << u"BHP.AU"_s << u"2026-11-23T10:12"_s;
    // Asked for once a day, so that Monday's bar may come until Wednesday 03:00.
    QTest::newRow("pair") << u"EURUSD.FOREX"_s << u"2026-11-25T05:00"_s;
    QTest::newRow("coin") << u"BTC-USD.CC"_s << u"2026-11-23T05:00"_s;
}

void TestSyncPlan::staleDays()
{
    QFETCH(const QString, symbol);
    QFETCH(const QString, from);
    QCOMPARE(staleFrom(symbol, {2026, 11, 20}), utc(from));
}

void TestSyncPlan::whoIsNeverDue()
{
    AssetRow paused = stock(u"BHP.AU"_s);
    paused.asset.isActive = false;
    QVERIFY(!nextDue(paused.asset, {}).isValid());
    QVERIFY(!nextDue(stock(u"BTC.COINSPOT"_s).asset, {}).isValid());
}

void TestSyncPlan::oldestGoesFirst()
{
    QList<AssetRow> rows{stock(u"A.AU"_s, u"2026-11-17T09:00"_s),
                         stock(u"B.AU"_s, u"2026-11-16T09:00"_s), stock(u"C.AU"_s),
                         stock(u"D.AU"_s, u"2026-11-18T09:00"_s),
                         stock(u"E.AU"_s, u"2026-11-10T09:00"_s)};
    const QDateTime now = utc(u"2026-11-18T10:00"_s);
    placeInQueue(rows, {{u"E.AU"_s, {2, now.addSecs(60), false}}}, now);
    QList<int> places;
    for (const AssetRow &row : rows)
        places.append(row.place);
    QCOMPARE(places, (QList<int>{3, 2, 1, 0, 0}));
}

// Thirty symbols and twenty calls: Friday's bars take until Saturday, Sunday nothing is due.
void TestSyncPlan::forecastOfThirtySymbols()
{
    QList<AssetRow> rows;
    for (int i = 0; i < 30; ++i)
        rows.append(stock(u"S%1.AU"_s.arg(i), u"2026-11-19T08:30"_s));
    const QDateTime now = utc(u"2026-11-20T09:00"_s); // Friday
    placeInQueue(rows, {}, now);
    CallBudget budget;
    budget.day = now.date();
    budget.used = 13;
    QList<int> expected;
    for (const ForecastDay &day : forecastCalls(rows, budget, now))
        expected.append(day.expected);
    QCOMPARE(expected, (QList<int>{7, 20, 3, 20, 20, 20, 20}));
    QCOMPARE(forecastCalls(rows, budget, now).first().used, 13);
}

void TestSyncPlan::forecastKeepsToTheBudget()
{
    QList<AssetRow> rows{stock(u"A.AU"_s)};
    const QDateTime now = utc(u"2026-11-20T09:00"_s);
    placeInQueue(rows, {}, now);
    CallBudget budget;
    budget.day = now.date();
    budget.blockedUntil = utc(u"2026-11-21T00:05"_s);
    const QList<ForecastDay> days = forecastCalls(rows, budget, now);
    QCOMPARE(days.at(0).expected, 0);
    QCOMPARE(days.at(1).expected, 1);
    // Yesterday's calls are over at 00:00 GMT; the refusal waits some minutes more, in case our
    // clock is ahead.
    const CallBudget next = budget.onDay(now.date().addDays(1));
    QCOMPARE(next.used, 0);
    QVERIFY(next.isBlocked(utc(u"2026-11-21T00:04"_s)));
    QVERIFY(!next.isBlocked(utc(u"2026-11-21T00:05"_s)));
    QVERIFY(!budget.onDay(now.date().addDays(2)).blockedUntil.isValid());
}

void TestSyncPlan::pausesGrow()
{
    using namespace std::chrono_literals;
    QCOMPARE(pauseAfterFailure(1, false), 15min);
    QCOMPARE(pauseAfterFailure(2, false), 30min);
    QCOMPARE(pauseAfterFailure(100, false), 24h);
    QCOMPARE(pauseAfterFailure(1, true), 24h);
}

QTEST_GUILESS_MAIN(TestSyncPlan)
#include "tst_syncplan.moc"
