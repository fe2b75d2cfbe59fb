// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/alertnotice.h"
#include "db/alerts/rulejson.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::Literals::StringLiterals;

// Whom to disturb, when, and with how much.
class TestAlertNotice final : public QObject
{
    Q_OBJECT

private slots:
    void oneIsOne();
    void saysWhatHappened_data();
    void saysWhatHappened();
    void numbersAreTheReaders();
    void saysWhatIsMissing();
    void fourAtOnceAreADigest();
    void fortyFromASleepAreOne();
    void quietHoursHold();
    void criticalGoesThrough();
    void snoozedRulesWait();
    void eachChannelHasItsTurn();
    void someAreNotTold();
    void idsStayTheSame();
    void criticalOnesAreByThemselves();
};

namespace {

const QDateTime Now{QDate{2026, 11, 28}, QTime{1, 0}, Qt::UTC};

AlertLogEntry entryOf(qint64 id, qint64 ruleId = 1)
{
    AlertLogEntry entry;
    entry.id = id;
    entry.ruleId = ruleId;
    entry.message = u"message %1"_s.arg(id);
    entry.timestamp = Now.addSecs(-3);
    entry.createdAt = Now;
    return entry;
}

AlertRule ruleOf(qint64 id)
{
    AlertRule rule;
    rule.id = id;
    rule.name = u"rule %1"_s.arg(id);
    return rule;
}

TellingPlan planOf(const QList<AlertLogEntry> &entries, const AlertRule &rule,
                   const QHash<qint64, QDateTime> &snoozes = {}, const QDateTime &now = Now)
{
    return planTelling(entries, {{rule.id, rule}}, snoozes, now, QTimeZone::utc());
}

} // namespace

void TestAlertNotice::oneIsOne()
{
    const TellingPlan plan = planOf({entryOf(7)}, ruleOf(1));
    QCOMPARE(plan.notices.size(), 1);
    const AlertNotice &notice = plan.notices.constFirst();
    QCOMPARE(notice.title, u"rule 1"_s);
    QCOMPARE(notice.body, u"message 7"_s);
    QVERIFY(!notice.isDigest());
    QCOMPARE(notice.id, noticeIdOf(7));
}

void TestAlertNotice::saysWhatHappened_data()
{
    QTest::addColumn<QString>("symbol");
    QTest::addColumn<QString>("condition");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("limits");

    const QString btc = u"BTC.COINSPOT"_s;
    QTest::newRow("above") << btc << u"above 142000"_s << u"142518.5"_s
                           << u"btc is above 142,000 AUD"_s
                           << u"Value 142,518.5 AUD, limit 142,000 AUD."_s;
    QTest::newRow("another currency") << u"BTC_USDT.COINSPOT"_s << u"crosses below 90000"_s
                                      << u"89999"_s << u"btc_usdt has fallen below 90,000 USDT"_s
                                      << u"Value 89,999 USDT, limit 90,000 USDT."_s;
    QTest::newRow("share") << u"BHP.AU"_s << u"below 40"_s << u"39.99"_s
                           << u"BHP.AU is below 40 AUD"_s << u"Value 39.99 AUD, limit 40 AUD."_s;
    QTest::newRow("fall") << btc << u"change 1h below -5"_s << u"-5.31"_s
                          << u"btc fell by 5.31% in 1h"_s
                          << u"Value \u22125.31%, limit \u22125%."_s;
    QTest::newRow("amount") << btc << u"difference 1d above 500"_s << u"512"_s
                            << u"btc rose by 512 AUD in 1d"_s << u"Value 512 AUD, limit 500 AUD."_s;
    QTest::newRow("move") << btc << u"move 15m above 3"_s << u"4"_s << u"btc moved by 4% in 15m"_s
                          << u"Value 4%, limit 3%."_s;
    QTest::newRow("high") << btc << u"high 30d above 10"_s << u"10.5"_s
                          << u"btc is 10.5% under its high of 30d"_s
                          << u"Value 10.5%, limit 10%."_s;
    QTest::newRow("average") << btc << u"average 20d over 50d crosses below 0"_s << u"-0.2"_s
                             << u"btc: the average of 20d is 0.2% under that of 50d"_s
                             << u"Value \u22120.2%, limit 0%."_s;
    QTest::newRow("volume") << u"BHP.AU"_s << u"volume above 1000000"_s << u"3000000"_s
                            << u"BHP.AU has a volume of 3,000,000"_s
                            << u"Value 3,000,000, limit 1,000,000."_s;
    QTest::newRow("no data") << btc << u"no data 30m"_s << u"35"_s
                             << u"btc has had no price for 35 min"_s
                             << u"Value 35 min, limit 30 min."_s;
    QTest::newRow("the part that was met")
            << btc << u"above 200000 or change 1h above 5"_s << u"6"_s << u"btc rose by 6% in 1h"_s
            << u"Value 6%, limit 5%."_s;
}

void TestAlertNotice::saysWhatHappened()
{
    QFETCH(const QString, symbol);
    QFETCH(const QString, condition);
    QFETCH(const QString, value);
    QFETCH(const QString, title);
    QFETCH(const QString, limits);
    AlertRule rule = ruleOf(1);
    rule.symbol = symbol;
    rule.condition = *AlertCondition::parse(condition);
    AlertEvent event;
    for (const QList<AlertTerm> &all : rule.condition.anyOf)
        event.terms.append({all.constFirst(), Price{}, {}});
    AlertEvent::Term &fired = event.terms.last();
    fired.value = *Price::parse(value);
    AlertLogEntry entry = entryOf(7);
    entry.symbol = symbol;
    entry.value = *fired.value;
    entry.level = fired.term.level;
    entry.unit = unitOf(fired.term.measure);
    entry.evidence = evidenceToJson(event);
    const AlertNotice notice = planOf({entry}, rule).notices.constFirst();
    QCOMPARE(notice.title, title);
    QCOMPARE(notice.body, u"%1\nRule 'rule 1': %2.\nPrice of 28 Nov 2026, 00:59."_s.arg(
                                  limits, rule.condition.fullText()));

    // A rule that nobody named is called as its condition, which is said once.
    rule.name = usualRuleName(rule);
    entry.isLate = true;
    const AlertNotice late = planOf({entry}, rule).notices.constFirst();
    QCOMPARE(late.body, u"%1\nRule: %2.\nPrice of 28 Nov 2026, 00:59, which came late."_s.arg(
                                limits, rule.condition.fullText()));
}

// As people of that language write numbers; what programs read stays as it is.
void TestAlertNotice::numbersAreTheReaders()
{
    const QLocale before;
    QLocale::setDefault(QLocale{QLocale::German, QLocale::Germany});
    AlertRule rule = ruleOf(1);
    rule.symbol = u"BTC.COINSPOT"_s;
    rule.condition = *AlertCondition::parse(u"above 142000.5"_s);
    AlertEvent event;
    event.terms = {{rule.condition.first(), *Price::parse(u"1142518.00000001"), {}}};
    AlertLogEntry entry = entryOf(7);
    entry.symbol = rule.symbol;
    entry.value = *event.terms.first().value;
    entry.level = rule.condition.first().level;
    entry.evidence = evidenceToJson(event);
    const AlertNotice notice = planOf({entry}, rule).notices.constFirst();
    QLocale::setDefault(before);
    QCOMPARE(notice.title, u"btc is above 142.000,5 AUD"_s);
    QVERIFY2(notice.body.startsWith(u"Value 1.142.518,00000001 AUD, limit 142.000,5 AUD."_s),
             qPrintable(notice.body));
}

void TestAlertNotice::saysWhatIsMissing()
{
    AlertRule rule = ruleOf(1);
    rule.symbol = u"BTC.COINSPOT"_s;
    rule.condition = *AlertCondition::parse(u"above 1"_s);
    AlertLogEntry entry = entryOf(7);
    entry.symbol = rule.symbol;
    entry.kind = AlertEvent::Kind::NoData;
    const AlertNotice notice = planOf({entry}, rule).notices.constFirst();
    QCOMPARE(notice.title, u"btc has no fresh price"_s);
    QCOMPARE(notice.body, u"Its rule cannot be judged until one comes.\nRule 'rule 1': above 1."_s);
}

void TestAlertNotice::fourAtOnceAreADigest()
{
    QCOMPARE(planOf({entryOf(1), entryOf(2), entryOf(3)}, ruleOf(1)).notices.size(), 3);
    const TellingPlan plan = planOf({entryOf(1), entryOf(2), entryOf(3), entryOf(4)}, ruleOf(1));
    QCOMPARE(plan.notices.size(), 1);
    QCOMPARE(plan.notices.constFirst().entries.size(), 4);
}

void TestAlertNotice::fortyFromASleepAreOne()
{
    QList<AlertLogEntry> entries;
    for (int id = 1; id <= 40; ++id) {
        entries.append(entryOf(id));
        entries.last().isLate = true;
        entries.last().severity = id == 20 ? AlertSeverity::Warning : AlertSeverity::Info;
    }
    const TellingPlan plan = planOf(entries, ruleOf(1));
    QCOMPARE(plan.notices.size(), 1);
    const AlertNotice &digest = plan.notices.constFirst();
    QCOMPARE(digest.entries.size(), 40);
    QCOMPARE(digest.severity, AlertSeverity::Warning);
    QCOMPARE(digest.body.split(u'\n').size(), 7); // six of them, and how many more

    // Two that waited are one, too.
    QCOMPARE(planOf(entries.mid(0, 2), ruleOf(1)).notices.size(), 1);
    QCOMPARE(planOf(entries.mid(0, 1), ruleOf(1)).notices.size(), 1);
}

void TestAlertNotice::quietHoursHold()
{
    AlertRule rule = ruleOf(1);
    rule.quietHours = QuietHours{{22, 0}, {7, 0}};
    rule.channels.command = rule.channels.webhook = true;
    const TellingPlan night = planOf({entryOf(1)}, rule);
    QVERIFY(night.notices.isEmpty());
    QCOMPARE(night.waiting, 1);
    QVERIFY(night.silent.isEmpty());
    QVERIFY(night.commands.isEmpty() && night.webhooks.isEmpty());
    const TellingPlan morning = planOf({entryOf(1), entryOf(2)}, rule, {}, Now.addSecs(6 * 3600));
    QCOMPARE(morning.notices.size(), 1);
    QVERIFY(morning.notices.constFirst().isDigest());
    QCOMPARE(morning.commands.size(), 2);
    QCOMPARE(morning.webhooks.size(), 2);
    // The hours are those of the zone.
    QCOMPARE(planTelling({entryOf(1)}, {{1, rule}}, {}, Now, QTimeZone{"Australia/Sydney"})
                     .notices.size(),
             1);
}

void TestAlertNotice::criticalGoesThrough()
{
    AlertRule rule = ruleOf(1);
    rule.quietHours = QuietHours{{22, 0}, {7, 0}};
    AlertLogEntry entry = entryOf(1);
    entry.severity = AlertSeverity::Critical;
    QCOMPARE(planOf({entry}, rule).notices.size(), 1);
}

void TestAlertNotice::snoozedRulesWait()
{
    AlertRule loud = ruleOf(1);
    loud.channels.command = true;
    QVERIFY(planOf({entryOf(1)}, loud, {{1, Now.addSecs(1)}}).commands.isEmpty());
    QCOMPARE(planOf({entryOf(1)}, loud, {{1, Now}}).commands.size(), 1);
    QCOMPARE(planOf({entryOf(1)}, ruleOf(1), {{1, Now.addSecs(1)}}).waiting, 1);
    QCOMPARE(planOf({entryOf(1)}, ruleOf(1), {{1, Now}}).notices.size(), 1);
    QCOMPARE(planOf({entryOf(1)}, ruleOf(1), {{2, Now.addSecs(60)}}).notices.size(), 1);
}

// Each way to tell it is used until it is over, and none twice.
void TestAlertNotice::eachChannelHasItsTurn()
{
    AlertRule rule = ruleOf(1);
    rule.channels.command = rule.channels.webhook = true;
    AlertLogEntry entry = entryOf(1);
    entry.deliveries.note(AlertChannel::Notice, u"notification"_s, Now);
    entry.deliveries.note(AlertChannel::Webhook, u"done"_s, Now);
    const TellingPlan plan = planOf({entry}, rule);
    QVERIFY(plan.notices.isEmpty() && plan.silent.isEmpty() && plan.webhooks.isEmpty());
    QCOMPARE(plan.commands.size(), 1);
    // The rule wants no command any more: nothing is left to do.
    rule.channels.command = false;
    QCOMPARE(planOf({entry}, rule).silent.size(), 1);
}

void TestAlertNotice::someAreNotTold()
{
    AlertRule silent = ruleOf(1);
    silent.channels.desktop = false;
    QCOMPARE(planOf({entryOf(1)}, silent).silent.size(), 1);
    AlertLogEntry seen = entryOf(1);
    seen.acknowledgedAt = Now;
    QCOMPARE(planOf({seen}, ruleOf(1)).silent.size(), 1);
    QCOMPARE(planOf({entryOf(1, 9)}, ruleOf(1)).silent.size(), 1); // its rule is deleted
}

void TestAlertNotice::idsStayTheSame()
{
    QCOMPARE(entryOfNotice(noticeIdOf(123)), 123);
    QCOMPARE(entryOfNotice(4), 0); // of another program
    QVERIFY(noticeIdOf(1) != noticeIdOf(2));
    QCOMPARE(entryOfNotice(noticeIdOf(123, 255), 255), 123);
    QCOMPARE(entryOfNotice(noticeIdOf(123, 7), 8), 0); // of another database
    QVERIFY(noticeRangeOf(u"a.db"_s) != noticeRangeOf(u"b.db"_s));
    // A digest keeps its number when it grows.
    QList<AlertLogEntry> entries;
    for (int id = 1; id <= 5; ++id)
        entries.append(entryOf(id));
    const quint32 four = planOf(entries.mid(0, 4), ruleOf(1)).notices.constFirst().id;
    QCOMPARE(planOf(entries, ruleOf(1)).notices.constFirst().id, four);
}

// A digest that may disturb has nothing in it that may not.
void TestAlertNotice::criticalOnesAreByThemselves()
{
    QList<AlertLogEntry> entries;
    for (int id = 1; id <= 5; ++id)
        entries.append(entryOf(id));
    entries[2].severity = AlertSeverity::Critical;
    const TellingPlan plan = planOf(entries, ruleOf(1));
    QCOMPARE(plan.notices.size(), 2);
    QCOMPARE(plan.notices.constFirst().entries.size(), 4);
    QVERIFY(plan.notices.constFirst().severity != AlertSeverity::Critical);
    QCOMPARE(entryIds(plan.notices.constLast()), QList<qint64>{3});
    QCOMPARE(plan.notices.constLast().severity, AlertSeverity::Critical);
}

QTEST_GUILESS_MAIN(TestAlertNotice)
#include "tst_alertnotice.moc"
