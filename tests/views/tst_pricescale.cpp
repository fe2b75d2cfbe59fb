// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/quotes/pricescale.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace {

Price price(QStringView text)
{
    return Price::parse(text).value();
}

} // namespace

class TestPriceScale final : public QObject
{
    Q_OBJECT

private slots:
    void ticksAreRoundAndHaveTheDecimalsTheyNeed_data();
    void ticksAreRoundAndHaveTheDecimalsTheyNeed();
    void boundsAreInside_data();
    void boundsAreInside();
    void nothingBelowZero();
};

void TestPriceScale::ticksAreRoundAndHaveTheDecimalsTheyNeed_data()
{
    QTest::addColumn<QString>("low");
    QTest::addColumn<QString>("high");
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::addColumn<int>("decimals");

    QTest::newRow("thousands") << u"139700"_s << u"142300"_s << u"140000.00000000"_s
                               << u"140500.00000000"_s << 2;
    QTest::newRow("cents") << u"1.01"_s << u"1.20"_s << u"1.05000000"_s << u"1.10000000"_s << 2;
    QTest::newRow("small coin") << u"0.00000790"_s << u"0.00000812"_s << u"0.00000790"_s
                                << u"0.00000795"_s << 8;
    QTest::newRow("three decimals")
            << u"0.230"_s << u"0.2375"_s << u"0.23000000"_s << u"0.23200000"_s << 3;
    QTest::newRow("largest") << u"999999999999.99999990"_s << u"999999999999.99999999"_s
                             << u"999999999999.99999990"_s << u"999999999999.99999992"_s << 8;
}

void TestPriceScale::ticksAreRoundAndHaveTheDecimalsTheyNeed()
{
    QFETCH(const QString, low);
    QFETCH(const QString, high);
    QFETCH(const QString, first);
    QFETCH(const QString, second);
    QFETCH(const int, decimals);

    const PriceTicks ticks = priceTicks({price(low), price(high)}, 6);
    QCOMPARE(ticks.prices.value(0).toString(), first);
    QCOMPARE(ticks.prices.value(1).toString(), second);
    QCOMPARE(ticks.decimals, decimals);
    QVERIFY(ticks.prices.size() <= 7);
    QVERIFY(ticks.prices.constLast() <= price(high));
}

void TestPriceScale::boundsAreInside_data()
{
    QTest::addColumn<QString>("low");
    QTest::addColumn<QString>("high");
    QTest::newRow("usual") << u"139700"_s << u"142300"_s;
    QTest::newRow("one step apart") << u"0.00000001"_s << u"0.00000002"_s;
    QTest::newRow("never moved") << u"5"_s << u"5"_s;
    QTest::newRow("smallest, never moved") << u"0.00000001"_s << u"0.00000001"_s;
    QTest::newRow("all there is") << u"0.00000001"_s << u"999999999999.99999999"_s;
}

void TestPriceScale::boundsAreInside()
{
    QFETCH(const QString, low);
    QFETCH(const QString, high);
    const PriceScale scale = PriceScale::around({price(low), price(high)});
    QVERIFY(scale.low < scale.high);
    QVERIFY(scale.shareOf(price(low)) > 0);
    QVERIFY(scale.shareOf(price(high)) < 1);
    QVERIFY(scale.shareOf(price(low)) <= scale.shareOf(price(high)));
    QVERIFY(!priceTicks(scale, 5).prices.isEmpty());
}

void TestPriceScale::nothingBelowZero()
{
    QCOMPARE(PriceScale::around({price(u"0.00000001"), price(u"100")}).low, Price{});
}

QTEST_GUILESS_MAIN(TestPriceScale)
#include "tst_pricescale.moc"
