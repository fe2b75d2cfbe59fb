// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/adjustment.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

// What splits and dividends make of the prices before them.
class TestAdjustment : public QObject
{
    Q_OBJECT

private slots:
    void adjusts_data();
    void adjusts();
    void roundsOnceHalfToEven_data();
    void roundsOnceHalfToEven();
    void agreesWithThePublishedExample();
    void switchingOffLeavesNoTrace();
    void takesTheProvidersWordWithoutActions();
    void isExactOverAHugeChain();
    void neverGrowsOverTwelveDigits();
};

namespace {

Price price(const QString &text)
{
    return Price::parse(text).value();
}

const QDate First{2024, 1, 1};

QDate day(int number)
{
    return First.addDays(number - 1);
}

// One bar a day from day 1 on; the other prices are the close.
QList<DailyBar> closes(const QStringList &texts)
{
    QList<DailyBar> bars;
    for (const QString &text : texts) {
        const Price close = price(text);
        bars.append({day(int(bars.size()) + 1), close, close, close, close, close, 1000});
    }
    return bars;
}

CorporateAction split(int onDay, const QString &numerator, const QString &denominator)
{
    CorporateAction action;
    action.date = day(onDay);
    action.numerator = price(numerator);
    action.denominator = price(denominator);
    return action;
}

CorporateAction dividend(int onDay, const QString &value, const QString &currency = u"AUD"_s)
{
    CorporateAction action;
    action.date = day(onDay);
    action.type = CorporateAction::Type::Dividend;
    action.value = price(value);
    action.currency = currency;
    return action;
}

CorporateAction switchedOff(CorporateAction action)
{
    action.isEnabled = false;
    return action;
}

QStringList adjusted(const QList<DailyBar> &bars, const QList<CorporateAction> &actions)
{
    const Adjustment adjustment{bars, actions, u"AUD"_s};
    QStringList texts;
    for (const DailyBar &bar : bars)
        texts.append(adjustment.apply(bar.close, bar.day).toString());
    return texts;
}

} // namespace

using Actions = QList<CorporateAction>;
using Uses = QList<ActionUse>;

void TestAdjustment::adjusts_data()
{
    QTest::addColumn<QStringList>("raw");
    QTest::addColumn<Actions>("actions");
    QTest::addColumn<QStringList>("expected");
    QTest::addColumn<Uses>("uses");

    const auto row = [](const char *name, const QStringList &raw, const Actions &actions,
                        const QStringList &expected, const Uses &uses) {
        QTest::newRow(name) << raw << actions << expected << uses;
    };
    using enum ActionUse;
    row("ten for one", {u"500"_s, u"510"_s, u"51.5"_s}, {split(3, u"10"_s, u"1"_s)},
        {u"50.00000000"_s, u"51.00000000"_s, u"51.50000000"_s}, {Used});
    row("reverse split", {u"0.01"_s, u"0.012"_s, u"0.25"_s}, {split(3, u"1"_s, u"20"_s)},
        {u"0.20000000"_s, u"0.24000000"_s, u"0.25000000"_s}, {Used});
    row("uneven split", {u"13.98"_s, u"10"_s}, {split(2, u"1398.000000"_s, u"1000.000000"_s)},
        {u"10.00000000"_s, u"10.00000000"_s}, {Used});
    row("dividend", {u"100"_s, u"200"_s, u"198"_s}, {dividend(3, u"2"_s)},
        {u"99.00000000"_s, u"198.00000000"_s, u"198.00000000"_s}, {Used});
    row("dividend on a day without a bar", {u"100"_s, u"200"_s}, {[] {
            CorporateAction action = dividend(1, u"1"_s);
            action.date = day(1).addDays(1);
            return action;
        }()},
        {u"99.00000000"_s, u"200.00000000"_s}, {Used});
    row("dividend served after a later split", {u"100"_s, u"98"_s, u"9.8"_s},
        {dividend(2, u"0.2"_s), split(3, u"10"_s, u"1"_s)},
        {u"9.80000000"_s, u"9.80000000"_s, u"9.80000000"_s}, {Used, Used});
    row("its value is as paid although the split is switched off", {u"100"_s, u"98"_s, u"9.8"_s},
        {dividend(2, u"0.2"_s), switchedOff(split(3, u"10"_s, u"1"_s))},
        {u"98.00000000"_s, u"98.00000000"_s, u"9.80000000"_s}, {Used, SwitchedOff});
    row("split and dividend on one day", {u"100"_s, u"9.8"_s},
        {dividend(2, u"0.2"_s), split(2, u"10"_s, u"1"_s)}, {u"9.80000000"_s, u"9.80000000"_s},
        {Used, Used});
    row("two dividends on one day", {u"100"_s, u"90"_s}, {dividend(2, u"4"_s), dividend(2, u"6"_s)},
        {u"90.00000000"_s, u"90.00000000"_s}, {Used, Used});
    row("two splits on one day", {u"60"_s, u"10"_s},
        {split(2, u"2"_s, u"1"_s), split(2, u"3"_s, u"1"_s)}, {u"10.00000000"_s, u"10.00000000"_s},
        {Used, Used});
    row("one for one", {u"60"_s, u"61"_s}, {split(2, u"1"_s, u"1"_s)},
        {u"60.00000000"_s, u"61.00000000"_s}, {Used});
    row("no denominator", {u"60"_s, u"10"_s}, {split(2, u"2"_s, u"0"_s)},
        {u"60.00000000"_s, u"10.00000000"_s}, {Incomplete});
    row("no numerator", {u"60"_s, u"10"_s}, {split(2, u"0"_s, u"1"_s)},
        {u"60.00000000"_s, u"10.00000000"_s}, {Incomplete});
    row("no value", {u"60"_s, u"10"_s}, {dividend(2, u"0"_s)}, {u"60.00000000"_s, u"10.00000000"_s},
        {Incomplete});
    row("negative value", {u"60"_s, u"10"_s}, {dividend(2, u"-1"_s)},
        {u"60.00000000"_s, u"10.00000000"_s}, {Incomplete});
    row("another currency", {u"60"_s, u"58"_s}, {dividend(2, u"2"_s, u"USD"_s)},
        {u"60.00000000"_s, u"58.00000000"_s}, {OtherCurrency});
    row("pence for a price in another currency", {u"60"_s, u"58"_s},
        {dividend(2, u"2"_s, u"GBX"_s)}, {u"60.00000000"_s, u"58.00000000"_s}, {OtherCurrency});
    row("currency not known", {u"60"_s, u"57"_s}, {dividend(2, u"3"_s, {})},
        {u"57.00000000"_s, u"57.00000000"_s}, {Used});
    row("as large as the price", {u"60"_s, u"1"_s}, {dividend(2, u"60"_s)},
        {u"60.00000000"_s, u"1.00000000"_s}, {TooLarge});
    row("together as large as the price", {u"60"_s, u"30"_s},
        {dividend(2, u"30"_s), dividend(2, u"30"_s)}, {u"30.00000000"_s, u"30.00000000"_s},
        {Used, TooLarge});
    row("price of zero", {u"0"_s, u"1"_s}, {dividend(2, u"0.5"_s)},
        {u"0.00000000"_s, u"1.00000000"_s}, {TooLarge});
    row("before all prices", {u"60"_s, u"61"_s}, {dividend(1, u"1"_s), split(1, u"2"_s, u"1"_s)},
        {u"60.00000000"_s, u"61.00000000"_s}, {BeforePrices, BeforePrices});
    row("behind all prices", {u"60"_s, u"61"_s}, {dividend(3, u"1"_s), split(3, u"2"_s, u"1"_s)},
        {u"60.00000000"_s, u"61.00000000"_s}, {AfterPrices, AfterPrices});
    row("told again the day after", {u"100"_s, u"10"_s, u"10.1"_s, u"10.2"_s},
        {split(2, u"10"_s, u"1"_s), split(3, u"10"_s, u"1"_s)},
        {u"10.00000000"_s, u"10.00000000"_s, u"10.10000000"_s, u"10.20000000"_s}, {Used, Repeated});
    row("told the day before, too", {u"100"_s, u"101"_s, u"10.2"_s},
        {split(2, u"10"_s, u"1"_s), split(3, u"10"_s, u"1"_s)},
        {u"10.00000000"_s, u"10.10000000"_s, u"10.20000000"_s}, {Repeated, Used});
    row("told three times", {u"100"_s, u"101"_s, u"10.2"_s, u"10.3"_s},
        {split(2, u"10"_s, u"1"_s), split(3, u"10"_s, u"1"_s), split(4, u"10"_s, u"1"_s)},
        {u"10.00000000"_s, u"10.10000000"_s, u"10.20000000"_s, u"10.30000000"_s},
        {Repeated, Used, Repeated});
    row("reverse split told again", {u"0.01"_s, u"0.21"_s, u"0.2"_s},
        {split(2, u"1"_s, u"20"_s), split(3, u"2"_s, u"40"_s)},
        {u"0.20000000"_s, u"0.21000000"_s, u"0.20000000"_s}, {Used, Repeated});
    row("told twice on one day", {u"100"_s, u"10"_s},
        {split(2, u"10"_s, u"1"_s), split(2, u"10"_s, u"1"_s)},
        {u"10.00000000"_s, u"10.00000000"_s}, {Used, Repeated});
    row("two that the price followed", {u"100"_s, u"10"_s, u"1"_s},
        {split(2, u"10"_s, u"1"_s), split(3, u"10"_s, u"1"_s)},
        {u"1.00000000"_s, u"1.00000000"_s, u"1.00000000"_s}, {Used, Used});
    row("two that the price did not follow", {u"100"_s, u"100"_s, u"100"_s},
        {split(2, u"10"_s, u"1"_s), split(3, u"10"_s, u"1"_s)},
        {u"10.00000000"_s, u"100.00000000"_s, u"100.00000000"_s}, {Used, Repeated});
    row("another ratio the day after", {u"100"_s, u"10"_s, u"10"_s},
        {split(2, u"10"_s, u"1"_s), split(3, u"2"_s, u"1"_s)},
        {u"5.00000000"_s, u"5.00000000"_s, u"10.00000000"_s}, {Used, Used});
    row("a fortnight later it is another", QStringList{u"100"_s} + QStringList{15, u"10"_s},
        {split(2, u"10"_s, u"1"_s), split(16, u"10"_s, u"1"_s)},
        QStringList{u"1.00000000"_s} + QStringList{14, u"1.00000000"_s} +
                QStringList{u"10.00000000"_s},
        {Used, Used});
    row("beside one that is switched off", {u"100"_s, u"10"_s, u"10"_s},
        {switchedOff(split(2, u"10"_s, u"1"_s)), split(3, u"10"_s, u"1"_s)},
        {u"10.00000000"_s, u"1.00000000"_s, u"10.00000000"_s}, {SwitchedOff, Used});
    row("a dividend was paid before the one that counts", {u"100"_s, u"98"_s, u"9.8"_s, u"9.8"_s},
        {dividend(2, u"0.2"_s), split(3, u"10"_s, u"1"_s), split(4, u"10"_s, u"1"_s)},
        {u"9.80000000"_s, u"9.80000000"_s, u"9.80000000"_s, u"9.80000000"_s},
        {Used, Used, Repeated});
    row("no prices at all", {}, {split(3, u"2"_s, u"1"_s)}, {}, {AfterPrices});
}

void TestAdjustment::adjusts()
{
    QFETCH(const QStringList, raw);
    QFETCH(const Actions, actions);
    const QList<DailyBar> bars = closes(raw);
    QTEST(adjusted(bars, actions), "expected");
    const Adjustment adjustment{bars, actions, u"AUD"_s};
    QTEST(adjustment.uses(), "uses");
    // In whatever order they come; those of one day keep theirs.
    Actions turned = actions;
    std::ranges::stable_sort(turned, std::ranges::greater{}, &CorporateAction::date);
    QTEST(adjusted(bars, turned), "expected");
}

void TestAdjustment::roundsOnceHalfToEven_data()
{
    QTest::addColumn<QString>("raw");
    QTest::addColumn<QString>("expected");
    QTest::newRow("half above an even unit") << u"0.00000001"_s << u"0.00000000"_s;
    QTest::newRow("half above an odd unit") << u"0.00000003"_s << u"0.00000002"_s;
    QTest::newRow("half, below zero") << u"-0.00000003"_s << u"-0.00000002"_s;
    QTest::newRow("whole") << u"0.00000004"_s << u"0.00000002"_s;
    QTest::newRow("largest") << u"999999999999.99999999"_s << u"500000000000.00000000"_s;
}

void TestAdjustment::roundsOnceHalfToEven()
{
    QFETCH(const QString, raw);
    // Three thirds and a half: rounding in between would not end at the half.
    const Adjustment adjustment{
            closes({u"8"_s, u"8"_s, u"8"_s, u"8"_s}),
            {split(2, u"3"_s, u"1"_s), split(3, u"1"_s, u"3"_s), split(4, u"2"_s, u"1"_s)},
            u"AUD"_s};
    QTEST(adjustment.apply(price(raw), day(1)).toString(), "expected");
}

void TestAdjustment::agreesWithThePublishedExample()
{
    // help.yahoo.com, "What is the adjusted close?"
    QList<DailyBar> bars =
            closes({u"46.99"_s, u"48.30"_s, u"24.96"_s, u"24.91"_s, u"24.95"_s, u"24.53"_s});
    const QStringList all = adjusted(bars, {split(3, u"2"_s, u"1"_s), dividend(6, u"0.08"_s)});
    QStringList cents;
    for (const QString &text : all)
        cents.append(QString::number(text.toDouble(), 'f', 2));
    QCOMPARE(cents,
             (QStringList{u"23.42"_s, u"24.07"_s, u"24.88"_s, u"24.83"_s, u"24.87"_s, u"24.53"_s}));
    // 46.99 / 2 * 2487 / 2495, to the last digit.
    QCOMPARE(all.first(), u"23.41966533"_s);
}

void TestAdjustment::switchingOffLeavesNoTrace()
{
    const QList<DailyBar> bars = closes({u"501"_s, u"499"_s, u"52"_s, u"51"_s, u"50.5"_s});
    const CorporateAction paid = dividend(5, u"0.35"_s);
    const QStringList before = adjusted(bars, {paid});
    const CorporateAction tenForOne = split(3, u"10"_s, u"1"_s);
    QVERIFY(adjusted(bars, {tenForOne, paid}) != before);
    QCOMPARE(adjusted(bars, {switchedOff(tenForOne), paid}), before);
    QCOMPARE(adjusted(bars, {switchedOff(tenForOne), switchedOff(paid)}),
             adjusted(bars, {switchedOff(paid)}));
}

void TestAdjustment::takesTheProvidersWordWithoutActions()
{
    QList<DailyBar> bars = closes({u"30"_s, u"20"_s, u"0"_s, u"10"_s});
    bars[0].adjustedClose = price(u"10"_s);
    bars[1].adjustedClose = price(u"19.99"_s);
    const Adjustment adjustment{bars, {}, u"AUD"_s};
    QCOMPARE(adjustment.apply(price(u"31"_s), day(1)), price(u"10.33333333"_s));
    QCOMPARE(adjustment.apply(price(u"20"_s), day(2)), price(u"19.99"_s));
    // A close of zero says nothing: the day before still holds.
    QCOMPARE(adjustment.apply(price(u"20"_s), day(3)), price(u"19.99"_s));
    QCOMPARE(adjustment.apply(price(u"10"_s), day(4)), price(u"10"_s));
    QCOMPARE(adjustment.apply(price(u"10"_s), day(9)), price(u"10"_s));
    QCOMPARE(Adjustment({}, {}, {}).apply(price(u"10"_s), day(9)), price(u"10"_s));
}

void TestAdjustment::isExactOverAHugeChain()
{
    // 3,000 splits and as many the other way round, a week or more between: what is left is one.
    QStringList raw;
    Actions actions;
    for (int i = 0; i < 3000; ++i) {
        raw += {u"7"_s, u"7"_s};
        actions.append(split(10 * i + 2, u"1398"_s, u"1000"_s));
        actions.append(split(10 * i + 3, u"1000"_s, u"1398"_s));
    }
    raw.append(u"7"_s);
    QList<DailyBar> bars = closes(raw);
    for (int i = 1; i < bars.size(); ++i)
        bars[i].day = day((i - 1) / 2 * 10 + (i % 2 ? 2 : 3));
    const Adjustment adjustment{bars, actions, u"AUD"_s};
    QCOMPARE(adjustment.apply(price(u"7.12345678"_s), day(1)), price(u"7.12345678"_s));
    QCOMPARE(adjustment.apply(price(u"1398"_s), day(2)), price(u"1954.404"_s));
    for (CorporateAction &action : actions)
        action = dividend(int(First.daysTo(action.date)) + 1, u"0.07"_s);
    const Adjustment paid{bars, actions, u"AUD"_s};
    // 0.99 to the 6,000th, times a hundred thousand million.
    QCOMPARE(paid.apply(price(u"100000000000"_s), day(1)), Price{});
    QCOMPARE(paid.apply(price(u"100000000000"_s), bars.at(5999).day), price(u"99000000000"_s));
}

void TestAdjustment::neverGrowsOverTwelveDigits()
{
    const QList<DailyBar> bars = closes({u"1"_s, u"1"_s});
    const Adjustment adjustment{bars, {split(2, u"0.00000001"_s, u"999999999999"_s)}, u"AUD"_s};
    QCOMPARE(adjustment.apply(price(u"1"_s), day(1)), price(u"999999999999.99999999"_s));
}

QTEST_GUILESS_MAIN(TestAdjustment)
#include "tst_adjustment.moc"
