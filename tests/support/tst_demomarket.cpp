// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/collector/coinspotanswer.h"
#include "tests/support/demomarket.h"
#include "tests/support/marketserver.h"

#include <QTest>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

const QDateTime Start{{2026, 7, 17}, {3, 15, 0}, Qt::UTC};

Price lastOf(const QString &coin, const QDateTime &time)
{
    for (const Quote &quote : demoQuotes(time)) {
        if (quote.coin == coin)
            return quote.last;
    }
    return {};
}

double relativeMove(Price from, Price to)
{
    return (to.toDouble() - from.toDouble()) / from.toDouble();
}

} // namespace

class TestDemoMarket final : public QObject
{
    Q_OBJECT

private slots:
    void speaksTheWireFormat();
    void isTheSameEachTime();
    void movesWithoutAStep();
    void movesAsMarketsDo_data();
    void movesAsMarketsDo();
    void everyQuoteIsPossible();
    void spoilsACoinNowAndThen();
    void answersOtherPathsWithAnError();
};

void TestDemoMarket::speaksTheWireFormat()
{
    for (int slot = 0; slot < 2000; ++slot) {
        const QDateTime time = Start.addSecs(slot * 300);
        const Result<ParsedPrices> parsed = parseLatestPrices(demoPrices(time));
        QVERIFY(parsed);
        const QList<Quote> quotes = demoQuotes(time);
        QCOMPARE(parsed->quotes.size(), quotes.size());
        for (qsizetype i = 0; i < quotes.size(); ++i) {
            QCOMPARE(parsed->quotes[i].coin, quotes[i].coin);
            QCOMPARE(parsed->quotes[i].bid.toString(), quotes[i].bid.toString());
            QCOMPARE(parsed->quotes[i].ask.toString(), quotes[i].ask.toString());
            QCOMPARE(parsed->quotes[i].last.toString(), quotes[i].last.toString());
            QCOMPARE(quotes[i].timestamp, time);
        }
        for (const RejectedEntry &entry : parsed->rejected)
            QCOMPARE(entry, (RejectedEntry{u"gas"_s, u"ask is \"NaN\", not a number"_s}));
    }
}

void TestDemoMarket::isTheSameEachTime()
{
    QCOMPARE(demoPrices(Start), demoPrices(Start));
    // Fixed for good: a database that was filled by an older build goes on without a step.
    QCOMPARE(lastOf(u"btc"_s, Start).toString(), u"139460.08610000"_s);
    QCOMPARE(lastOf(u"rhoc"_s, Start).toString(), u"0.00001301"_s);
}

void TestDemoMarket::movesWithoutAStep()
{
    for (const QString &coin : {u"btc"_s, u"doge"_s, u"usdt"_s}) {
        Price before = lastOf(coin, Start);
        for (int i = 1; i < 20'000; ++i) { // crosses corners of every wave up to eight minutes
            const Price now = lastOf(coin, Start.addMSecs(i * 50));
            const double move = relativeMove(before, now);
            QVERIFY2(std::abs(move) < 0.0003, qPrintable(u"%1 at %2"_s.arg(move).arg(i)));
            before = now;
        }
    }
}

void TestDemoMarket::movesAsMarketsDo_data()
{
    QTest::addColumn<double>("mostADay");

    QTest::newRow("btc") << 0.12;
    QTest::newRow("eth") << 0.14;
    QTest::newRow("xrp") << 0.16;
    QTest::newRow("usdt") << 0.02;
    QTest::newRow("btc_usdt") << 0.14;
}

void TestDemoMarket::movesAsMarketsDo()
{
    QFETCH(const double, mostADay);

    const QString coin = QString::fromLatin1(QTest::currentDataTag());
    QList<double> moves;
    for (int day = 0; day < 365; ++day)
        moves += std::abs(relativeMove(lastOf(coin, Start.addDays(day)),
                                       lastOf(coin, Start.addDays(day + 1))));
    std::sort(moves.begin(), moves.end());
    QVERIFY2(moves.last() < mostADay, qPrintable(QString::number(moves.last())));
    QVERIFY2(moves[182] > mostADay / 20, qPrintable(QString::number(moves[182])));

    int changes = 0; // a person sees prices move within ten seconds
    for (int i = 0; i < 100; ++i)
        changes += lastOf(coin, Start.addSecs(i * 5)) != lastOf(coin, Start.addSecs(i * 5 + 5));
    QVERIFY(changes >= 95);
}

void TestDemoMarket::everyQuoteIsPossible()
{
    for (int hour = -50'000; hour < 50'000; hour += 7) {
        const QList<Quote> quotes = demoQuotes(Start.addSecs(hour * 3600LL));
        QVERIFY(quotes.size() >= 13);
        for (const Quote &quote : quotes) {
            QVERIFY(quote.bid > Price{});
            QVERIFY(quote.ask > quote.bid);
            QVERIFY(quote.last > Price{});
        }
    }
}

void TestDemoMarket::spoilsACoinNowAndThen()
{
    int missing = 0;
    int withoutAsk = 0;
    for (int stretch = 0; stretch < 1000; ++stretch) {
        const QByteArray prices = demoPrices(Start.addSecs(stretch * 600));
        missing += !prices.contains("\"eos\"");
        withoutAsk += prices.contains("\"NaN\"");
    }
    QVERIFY2(missing > 15 && missing < 90, qPrintable(QString::number(missing)));
    QVERIFY2(withoutAsk > 15 && withoutAsk < 90, qPrintable(QString::number(withoutAsk)));
}

void TestDemoMarket::answersOtherPathsWithAnError()
{
    QCOMPARE(demoAnswer({"GET", "/pubapi/v2/latest", {}}).status, 200);
    QCOMPARE(demoAnswer({"GET", "/pubapi/v2/latest?x=1", {}}).status, 200);
    QCOMPARE(demoAnswer({"GET", "/", {}}).status, 404);
    QCOMPARE(demoAnswer({"POST", "/pubapi/v2/latest", {}}).status, 404);
}

QTEST_GUILESS_MAIN(TestDemoMarket)
#include "tst_demomarket.moc"
