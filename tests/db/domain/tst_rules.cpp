// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/change.h"
#include "db/domain/coin.h"
#include "db/domain/series.h"
#include "db/domain/slot.h"

#include <QSet>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

// The pure rules of db/domain that are smaller than a class.
class TestRules : public QObject
{
    Q_OBJECT

private slots:
    void changes_data();
    void changes();
    void namesCoins_data();
    void namesCoins();
    void symbolsNeverCollide();
    void findsSlots();
    void choosesBuckets_data();
    void choosesBuckets();
    void reducesWithoutLosingSpikes();
    void findsGapsWithTheirCause();
};

namespace {

Price price(const QString &text)
{
    return Price::parse(text).value();
}

QDateTime time(const QString &iso)
{
    return QDateTime::fromString(iso, Qt::ISODateWithMs);
}

} // namespace

void TestRules::changes_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<int>("hundredths");
    QTest::newRow("up") << u"100"_s << u"101.72"_s << 172;
    QTest::newRow("down") << u"100"_s << u"99.16"_s << -84;
    QTest::newRow("half rounds away from zero, up") << u"10000"_s << u"10000.50"_s << 1;
    QTest::newRow("half rounds away from zero, down") << u"10000"_s << u"9999.50"_s << -1;
    QTest::newRow("less than half") << u"10000"_s << u"10000.49999999"_s << 0;
    QTest::newRow("largest prices")
            << u"999999999999.99999999"_s << u"499999999999.99999999"_s << -5000;
    QTest::newRow("smallest step") << u"0.00000001"_s << u"0.00000002"_s << 10000;
}

void TestRules::changes()
{
    QFETCH(const QString, from);
    QFETCH(const QString, to);
    QFETCH(const int, hundredths);
    QCOMPARE(changeInHundredths(price(from), price(to)), std::optional<qint64>{hundredths});
    QVERIFY(!changeInHundredths(Price{}, price(to)));
}

void TestRules::namesCoins_data()
{
    QTest::addColumn<QString>("coin");
    QTest::addColumn<QString>("symbol");
    QTest::addColumn<QString>("currency");
    QTest::newRow("plain") << u"btc"_s << u"BTC.COINSPOT"_s << u"AUD"_s;
    QTest::newRow("other currency") << u"btc_usdt"_s << u"BTC_USDT.COINSPOT"_s << u"USDT"_s;
    QTest::newRow("last underscore counts") << u"a_b_usdt"_s << u"A_B_USDT.COINSPOT"_s << u"USDT"_s;
    QTest::newRow("underscore at the end") << u"abc_"_s << u"ABC_.COINSPOT"_s << u"AUD"_s;
    QTest::newRow("upper case keeps its spelling") << u"BTC"_s << u"=BTC.COINSPOT"_s << u"AUD"_s;
}

void TestRules::namesCoins()
{
    QFETCH(const QString, coin);
    QFETCH(const QString, symbol);
    QFETCH(const QString, currency);
    QCOMPARE(symbolOfCoin(coin), symbol);
    QCOMPARE(coinOfSymbol(symbol), coin);
    QCOMPARE(currencyOfCoin(coin), currency);
    QVERIFY(coinNameFault(coin).isEmpty());
}

void TestRules::symbolsNeverCollide()
{
    const QStringList coins{u"btc"_s, u"BTC"_s, u"Btc"_s, u"=btc"_s, u"=BTC"_s, u"==btc"_s};
    QSet<QString> symbols;
    for (const QString &coin : coins) {
        symbols.insert(symbolOfCoin(coin));
        QCOMPARE(coinOfSymbol(symbolOfCoin(coin)), coin);
    }
    QCOMPARE(symbols.size(), coins.size());
    QVERIFY(coinOfSymbol(u"AAPL.US"_s).isEmpty());
    QVERIFY(!coinNameFault(u"").isEmpty());
    QVERIFY(!coinNameFault(u"with space").isEmpty());
    QVERIFY(!coinNameFault(u"twentyonecharacterslo").isEmpty());
    QVERIFY(!coinNameFault(u"ätsch").isEmpty());
}

void TestRules::findsSlots()
{
    const SlotGrid grid;
    QCOMPARE(grid.slotAt(time(u"2026-11-20T03:17:59.999Z"_s)), time(u"2026-11-20T03:15:00.000Z"_s));
    QCOMPARE(grid.slotAt(time(u"2026-11-20T03:15:00.000Z"_s)), time(u"2026-11-20T03:15:00.000Z"_s));
    QCOMPARE(grid.next(time(u"2026-11-20T03:15:00.000Z"_s)), time(u"2026-11-20T03:20:00.000Z"_s));
    QCOMPARE(grid.slotAt(time(u"1969-12-31T23:59:59.000Z"_s)), time(u"1969-12-31T23:55:00.000Z"_s));
    QCOMPARE(grid.count(time(u"2026-11-20T03:00:00Z"_s), time(u"2026-11-20T03:15:00Z"_s)), 3);
    QCOMPARE(grid.count(time(u"2026-11-20T03:01:00Z"_s), time(u"2026-11-20T03:04:00Z"_s)), 0);
    QCOMPARE(grid.count(time(u"2026-11-20T04:00:00Z"_s), time(u"2026-11-20T03:00:00Z"_s)), 0);
}

void TestRules::choosesBuckets_data()
{
    QTest::addColumn<qint64>("rangeMs");
    QTest::addColumn<int>("points");
    QTest::addColumn<qint64>("stepMs");
    constexpr qint64 Hour = 3'600'000;
    constexpr qint64 Day = 24 * Hour;
    QTest::newRow("two years, 2000 points") << 730 * Day << 2000 << 9 * Hour;
    QTest::newRow("one year, 1000 points") << 365 * Day << 1000 << 9 * Hour;
    QTest::newRow("five years, 1000 points") << 1825 * Day << 1000 << 2 * Day;
    QTest::newRow("a week, 1000 points") << 7 * Day << 1000 << Hour / 4;
    QTest::newRow("an hour") << Hour << 1000 << qint64{5000};
    QTest::newRow("one point") << 30 * Day << 1 << 31 * Day;
}

void TestRules::choosesBuckets()
{
    QFETCH(const qint64, rangeMs);
    QFETCH(const int, points);
    QFETCH(const qint64, stepMs);
    QCOMPARE(bucketStepMs(rangeMs, points), stepMs);
    QVERIFY(points == 1 || rangeMs / stepMs + 1 <= points);
}

void TestRules::reducesWithoutLosingSpikes()
{
    QList<SeriesPoint> points;
    for (int i = 0; i < 1000; ++i)
        points.append({Bar::of(i * 300'000, price(i == 437 ? u"1000000"_s : u"5"_s)), {}, {}});
    const QList<SeriesPoint> buckets = reduceToBuckets(points, 100 * 300'000);
    QCOMPARE(buckets.size(), 10);
    QCOMPARE(buckets[4].bar.high, price(u"1000000"_s));
    QCOMPARE(buckets[4].bar.low, price(u"5"_s));
    QCOMPARE(buckets[4].bar.time, 400 * 300'000);
    QCOMPARE(buckets[3].bar.high, price(u"5"_s));
}

void TestRules::findsGapsWithTheirCause()
{
    const auto at = [](int slot) { return SeriesPoint{Bar::of(slot * 300'000, Price{}), {}, {}}; };
    const QList<SeriesPoint> points{at(0), at(1), at(5), at(6), at(8)};
    const auto utc = [](int slot) {
        return QDateTime::fromMSecsSinceEpoch(slot * 300'000, Qt::UTC);
    };
    const QList<DataGap> recorded{{1, u"coinspot"_s, {}, utc(2), utc(5), GapCause::Asleep}};
    const QList<DataGap> gaps = gapsBetween(points, 0, recorded);
    QCOMPARE(gaps.size(), 2);
    QCOMPARE(gaps[0].from, utc(2));
    QCOMPARE(gaps[0].to, utc(5));
    QCOMPARE(gaps[0].cause, GapCause::Asleep);
    QCOMPARE(gaps[1].cause, GapCause::Unknown);
    QVERIFY(gapsBetween({at(0), {Bar::of(420'000, Price{}), {}, {}}}, 0, {}).isEmpty());
}

QTEST_APPLESS_MAIN(TestRules)
#include "tst_rules.moc"
