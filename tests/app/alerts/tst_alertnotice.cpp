// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/alertnotice.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::Literals::StringLiterals;

// Whom to disturb, when, and with how much.
class TestAlertNotice final : public QObject
{
    Q_OBJECT

private slots:
    void oneIsOne();
    void fourAtOnceAreADigest();
    void fortyFromASleepAreOne();
    void quietHoursHold();
    void criticalGoesThrough();
    void snoozedRulesWait();
    void someAreNotTold();
    void idsStayTheSame();
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
        entries.last().severity = id == 20 ? AlertSeverity::Critical : AlertSeverity::Info;
    }
    const TellingPlan plan = planOf(entries, ruleOf(1));
    QCOMPARE(plan.notices.size(), 1);
    const AlertNotice &digest = plan.notices.constFirst();
    QCOMPARE(digest.entries.size(), 40);
    QCOMPARE(digest.severity, AlertSeverity::Critical);
    QCOMPARE(digest.body.split(u'\n').size(), 7); // six of them, and how many more

    // Two that waited are one, too.
    QCOMPARE(planOf(entries.mid(0, 2), ruleOf(1)).notices.size(), 1);
    QCOMPARE(planOf(entries.mid(0, 1), ruleOf(1)).notices.size(), 1);
}

void TestAlertNotice::quietHoursHold()
{
    AlertRule rule = ruleOf(1);
    rule.quietHours = QuietHours{{22, 0}, {7, 0}};
    const TellingPlan night = planOf({entryOf(1)}, rule);
    QVERIFY(night.notices.isEmpty());
    QCOMPARE(night.waiting, 1);
    QVERIFY(night.silent.isEmpty());
    const TellingPlan morning = planOf({entryOf(1), entryOf(2)}, rule, {}, Now.addSecs(6 * 3600));
    QCOMPARE(morning.notices.size(), 1);
    QVERIFY(morning.notices.constFirst().isDigest());
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
    QCOMPARE(planOf({entryOf(1)}, ruleOf(1), {{1, Now.addSecs(1)}}).waiting, 1);
    QCOMPARE(planOf({entryOf(1)}, ruleOf(1), {{1, Now}}).notices.size(), 1);
    QCOMPARE(planOf({entryOf(1)}, ruleOf(1), {{2, Now.addSecs(60)}}).notices.size(), 1);
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
}

QTEST_GUILESS_MAIN(TestAlertNotice)
#include "tst_alertnotice.moc"
