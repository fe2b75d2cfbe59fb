// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/alerts/alertrule.h"
#include "db/domain/alerts/rulefaults.h"
#include "db/domain/alerts/span.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestAlertCondition final : public QObject
{
    Q_OBJECT

private slots:
    void parses_data();
    void parses();
    void refuses_data();
    void refuses();
    void readsWhatItWrites_data() { parses_data(); }
    void readsWhatItWrites();
    void spans_data();
    void spans();
    void refusesRules_data();
    void refusesRules();
    void acceptsWhatCanBeMet_data();
    void acceptsWhatCanBeMet();
    void looksAtOthersAndTheTime();
    void namesARule();
    void quietHoursGoOverMidnight();
};

namespace {

std::optional<Price> priceOf(const QString &text)
{
    return text.isEmpty() ? std::nullopt : std::optional{*Price::parse(text)};
}

AlertRule ruleOf(const QString &symbol, const QString &condition)
{
    AlertRule rule;
    rule.symbol = symbol;
    rule.condition = *AlertCondition::parse(condition);
    return rule;
}

} // namespace

void TestAlertCondition::parses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("level");
    QTest::addColumn<QString>("canonical");

    QTest::newRow("level beside it") << u"above"_s << u"142000"_s << u"above"_s;
    QTest::newRow("level in it") << u"above 142000"_s << u""_s << u"above"_s;
    QTest::newRow("sign") << u">142000"_s << u""_s << u"above"_s;
    QTest::newRow("other spelling") << u"Price_Below"_s << u"1"_s << u"below"_s;
    QTest::newRow("hyphens") << u"crosses-above 5"_s << u""_s << u"crosses above"_s;
    QTest::newRow("either side") << u"crosses 5"_s << u""_s << u"crosses"_s;
    QTest::newRow("change") << u"change 1h below -5%"_s << u""_s << u"change 1h below"_s;
    QTest::newRow("minutes as hours") << u"move 60m above 5"_s << u""_s << u"move 1h above"_s;
    QTest::newRow("amount") << u"difference 1d above 500"_s << u""_s << u"difference 1d above"_s;
    QTest::newRow("from high") << u"high 4w above 10%"_s << u""_s << u"high 28d above"_s;
    QTest::newRow("from low") << u"low 30d above 10"_s << u""_s << u"low 30d above"_s;
    QTest::newRow("averages") << u"average 20d over 50d crosses above 0"_s << u""_s
                              << u"average 20d over 50d crosses above"_s;
    QTest::newRow("no data") << u"no data 15m"_s << u""_s << u"no data"_s;
    QTest::newRow("no data, minutes beside it") << u"no-data"_s << u"15"_s << u"no data"_s;
    QTest::newRow("and") << u"above 10 and spread below 0.5"_s << u""_s
                         << u"above and spread below 0.5%"_s;
    QTest::newRow("first level beside a longer one")
            << u"above and spread below 0.50"_s << u"10"_s << u"above and spread below 0.5%"_s;
    QTest::newRow("and binds first")
            << u"above 3 or below 1 and volume above 1000 or no data 1.5"_s << u""_s
            << u"above or below 1 and volume above 1000 or no data 1m30s"_s;
    QTest::newRow("clear") << u"above 3 clear 2 or below 1 clear 1.2"_s << u""_s
                           << u"above or below 1 clear 1.2"_s;
}

void TestAlertCondition::parses()
{
    QFETCH(const QString, text);
    QFETCH(const QString, level);
    QFETCH(const QString, canonical);

    const Result<AlertCondition> condition = AlertCondition::parse(text, priceOf(level));
    QVERIFY2(condition.has_value(), condition ? "" : qPrintable(condition.error().detail));
    QCOMPARE(condition->toString(), canonical);
}

void TestAlertCondition::readsWhatItWrites()
{
    QFETCH(const QString, text);
    QFETCH(const QString, level);

    const AlertCondition condition = *AlertCondition::parse(text, priceOf(level));
    const AlertTerm &first = condition.first();
    const Result<AlertCondition> again =
            AlertCondition::parse(condition.toString(), first.level, first.clear);
    QVERIFY(again.has_value());
    QCOMPARE(*again, condition);
}

void TestAlertCondition::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("level");
    QTest::addColumn<QString>("says");

    QTest::newRow("nothing") << u""_s << u"1"_s << u"too early"_s;
    QTest::newRow("unknown word") << u"over 5"_s << u""_s << u"'over'"_s;
    QTest::newRow("no level") << u"above"_s << u""_s << u"level is missing"_s;
    QTest::newRow("level twice") << u"above 5"_s << u"6"_s << u"twice"_s;
    QTest::newRow("no number") << u"above 1,5"_s << u""_s << u"'1,5'"_s;
    QTest::newRow("too fine") << u"above 0.000000001"_s << u""_s << u"eight behind"_s;
    QTest::newRow("percent of a price") << u"above 5%"_s << u""_s << u"in percent"_s;
    QTest::newRow("no span") << u"change above 5"_s << u""_s << u"'above'"_s;
    QTest::newRow("span without unit") << u"change 60 above 5"_s << u""_s << u"'60'"_s;
    QTest::newRow("high of hours") << u"high 5h above 5"_s << u""_s << u"whole days"_s;
    QTest::newRow("averages the wrong way")
            << u"average 50d over 20d above 0"_s << u""_s << u"shorter"_s;
    QTest::newRow("goes on") << u"above 5 below 4"_s << u""_s << u"'below'"_s;
    QTest::newRow("ends with and") << u"above 5 and"_s << u""_s << u"too early"_s;
    QTest::newRow("no what") << u"no 15m"_s << u""_s << u"'data'"_s;
    QTest::newRow("percent without end") << u"spread above 1000001"_s << u""_s << u"at most"_s;
    QTest::newRow("too many") << u"above 1"_s + u" or above 2"_s.repeated(16) << u""_s
                              << u"at most 16"_s;
}

void TestAlertCondition::refuses()
{
    QFETCH(const QString, text);
    QFETCH(const QString, level);
    QFETCH(const QString, says);

    const Result<AlertCondition> condition = AlertCondition::parse(text, priceOf(level));
    QVERIFY(!condition.has_value());
    QCOMPARE(condition.error().kind, Error::Kind::Usage);
    QVERIFY2(condition.error().detail.contains(says), qPrintable(condition.error().detail));
}

void TestAlertCondition::spans_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("ms"); // 0: refused
    QTest::addColumn<QString>("canonical");

    QTest::newRow("seconds") << u"90s"_s << qint64{90'000} << u"1m30s"_s;
    QTest::newRow("two units") << u"1h30m"_s << qint64{5'400'000} << u"1h30m"_s;
    QTest::newRow("week") << u"1W"_s << qint64{604'800'000} << u"7d"_s;
    QTest::newRow("longest") << u"3660d"_s << qint64{316'224'000'000} << u"3660d"_s;
    QTest::newRow("too long") << u"3661d"_s << qint64{0} << u""_s;
    QTest::newRow("too long for 64 bits") << u"99999999999999999999d"_s << qint64{0} << u""_s;
    QTest::newRow("nothing") << u"0m"_s << qint64{0} << u""_s;
    QTest::newRow("no unit") << u"10"_s << qint64{0} << u""_s;
    QTest::newRow("no number") << u"m"_s << qint64{0} << u""_s;
    QTest::newRow("below zero") << u"-5m"_s << qint64{0} << u""_s;
}

void TestAlertCondition::spans()
{
    QFETCH(const QString, text);
    QFETCH(const qint64, ms);
    QFETCH(const QString, canonical);

    const Result<qint64> span = parseSpan(text);
    QCOMPARE(span.value_or(0), ms);
    if (span)
        QCOMPARE(spanText(*span), canonical);
}

void TestAlertCondition::refusesRules_data()
{
    QTest::addColumn<AlertRule>("rule");
    QTest::addColumn<QString>("says");

    QTest::newRow("clear level above")
            << ruleOf(u"BTC.COINSPOT"_s, u"above 100 clear 101"_s) << u"must not be above"_s;
    QTest::newRow("clear level below")
            << ruleOf(u"BTC.COINSPOT"_s, u"below 100 clear 99"_s) << u"must not be below"_s;
    QTest::newRow("clear level of either side")
            << ruleOf(u"BTC.COINSPOT"_s, u"crosses 100 clear 99"_s) << u"no clear level"_s;
    QTest::newRow("volume of a coin")
            << ruleOf(u"BTC.COINSPOT"_s, u"volume above 100"_s) << u"no volume"_s;
    QTest::newRow("spread of a share")
            << ruleOf(u"BHP.AU"_s, u"spread above 1"_s) << u"no bid and ask"_s;
    QTest::newRow("price below zero") << ruleOf(u"BHP.AU"_s, u"below 0"_s) << u"above zero"_s;
    AlertRule holds = ruleOf(u"BHP.AU"_s, u"crosses 5"_s);
    holds.holdMs = 60'000;
    QTest::newRow("a moment cannot hold") << holds << u"cannot hold"_s;
    AlertRule neverActive = ruleOf(u"BHP.AU"_s, u"above 5"_s);
    neverActive.activeDays = 0;
    QTest::newRow("no active day") << neverActive << u"active day"_s;
    QTest::newRow("high always further down")
            << ruleOf(u"BTC.COINSPOT"_s, u"high 30d above -10"_s)
            << u"'high 30d above -10%' would be met at any price, because what it looks at is "
               "never below 0%. Write a higher level."_s;
    QTest::newRow("high never further up")
            << ruleOf(u"BTC.COINSPOT"_s, u"high 30d below 0"_s) << u"would never be met"_s;
    QTest::newRow("high never all the way")
            << ruleOf(u"BTC.COINSPOT"_s, u"high 30d above 100"_s)
            << u"never be met, because what it looks at is always below 100%. Write a lower"_s;
    QTest::newRow("high always less than all the way")
            << ruleOf(u"BTC.COINSPOT"_s, u"high 30d below 120"_s) << u"met at any price"_s;
    QTest::newRow("a move has no sign")
            << ruleOf(u"BTC.COINSPOT"_s, u"move 1h crosses -1"_s) << u"would never be met"_s;
    QTest::newRow("a fall of more than all")
            << ruleOf(u"BTC.COINSPOT"_s, u"above 1 and change 1h below -100"_s)
            << u"always above -100%"_s;
    QTest::newRow("volume of less than none")
            << ruleOf(u"BHP.AU"_s, u"volume below 0"_s) << u"never below 0."_s;
    QTest::newRow("never over") << ruleOf(u"BTC.COINSPOT"_s, u"move 1h above 5 clear 0"_s)
                                << u"would never be over"_s;
    QTest::newRow("change within a slot")
            << ruleOf(u"BTC.COINSPOT"_s, u"change 2m above 5"_s) << u"Write 5m or more"_s;
    QTest::newRow("change within a share's day")
            << ruleOf(u"BHP.AU"_s, u"change 1h above 5"_s)
            << u"BHP.AU has one price a day, so '1h' is too short. Write 1d or more."_s;
    QTest::newRow("average within a share's days")
            << ruleOf(u"BHP.AU"_s, u"average 1h over 3d above 0"_s) << u"whole days"_s;
    QTest::newRow("a share misses every night")
            << ruleOf(u"BHP.AU"_s, u"no data 30m"_s) << u"more than 1d"_s;
    AlertRule numbered = ruleOf(u"BHP.AU"_s, u"above 5"_s);
    numbered.name = u" 7 "_s;
    QTest::newRow("called like a number") << numbered << u"write 'rule 7'"_s;
    AlertRule noStep = ruleOf(u"BHP.AU"_s, u"above 5"_s);
    noStep.rearm = AlertRearm::NewExtreme;
    QTest::newRow("extreme without a step") << noStep << u"step"_s;
    QTest::newRow("no symbol") << ruleOf(u""_s, u"above 5"_s) << u"needs a symbol"_s;
    AlertRule empty = ruleOf(u"BHP.AU"_s, u"above 5"_s);
    empty.condition = {};
    QTest::newRow("no condition") << empty << u"needs a condition"_s;
}

void TestAlertCondition::refusesRules()
{
    QFETCH(const AlertRule, rule);
    QFETCH(const QString, says);

    const Result<AlertRule> checked = checkedRule(rule);
    QVERIFY(!checked.has_value());
    QVERIFY2(checked.error().detail.contains(says), qPrintable(checked.error().detail));
}

void TestAlertCondition::acceptsWhatCanBeMet_data()
{
    QTest::addColumn<QString>("symbol");
    QTest::addColumn<QString>("condition");

    for (const char *condition :
         {"high 30d above 0", "high 30d crosses 0", "high 30d below 99",
          "high 30d above 10 clear 1", "change 1h below -99.99999999", "change 5m above 100",
          "difference 1h above -5", "move 1h above 0", "spread below 0", "spread above -1",
          "average 1h over 3h above -50", "no data 10m", "below 0.00000001"})
        QTest::newRow(condition) << u"BTC.COINSPOT"_s << QString::fromLatin1(condition);
    for (const char *condition : {"change 1d above 5", "average 20d over 50d crosses above 0",
                                  "volume above 0", "no data 4d", "low 365d above 200"})
        QTest::newRow(condition) << u"BHP.AU"_s << QString::fromLatin1(condition);
}

void TestAlertCondition::acceptsWhatCanBeMet()
{
    QFETCH(const QString, symbol);
    QFETCH(const QString, condition);
    const Result<AlertRule> checked = checkedRule(ruleOf(symbol, condition));
    QVERIFY2(checked, qPrintable(checked ? QString{} : checked.error().detail));
}

void TestAlertCondition::looksAtOthersAndTheTime()
{
    const QDateTime now{QDate{2026, 11, 20}, QTime{14, 30}, Qt::UTC};
    AlertRule rule = ruleOf(u"BHP.AU"_s, u"above 5"_s);
    rule.name = u"ore"_s;
    AlertRule other = rule;
    other.id = 3;
    other.name = u"Ore"_s;
    QVERIFY(nameFault(rule, {other}).contains(u"Rule 3 is called 'Ore' already"_s));
    rule.id = 3; // it is that one
    QCOMPARE(nameFault(rule, {other}), QString{});

    QCOMPARE(expiryFault(rule, now), QString{});
    rule.expiresAt = now;
    QVERIFY(expiryFault(rule, now).contains(u"2026-11-20T14:30:00Z"_s));
    rule.expiresAt = now.addSecs(1);
    QCOMPARE(expiryFault(rule, now), QString{});
}

void TestAlertCondition::namesARule()
{
    const Result<AlertRule> checked = checkedRule(ruleOf(u"BTC.COINSPOT"_s, u"above 100"_s));
    QVERIFY(checked.has_value());
    QCOMPARE(checked->name, u"BTC above 100"_s);
}

void TestAlertCondition::quietHoursGoOverMidnight()
{
    const QuietHours night{{22, 0}, {7, 0}};
    QVERIFY(night.holds({23, 30}));
    QVERIFY(night.holds({6, 59}));
    QVERIFY(!night.holds({7, 0}));
    const QuietHours noon{{12, 0}, {13, 0}};
    QVERIFY(noon.holds({12, 0}));
    QVERIFY(!noon.holds({11, 59}));
}

QTEST_GUILESS_MAIN(TestAlertCondition)
#include "tst_alertcondition.moc"
