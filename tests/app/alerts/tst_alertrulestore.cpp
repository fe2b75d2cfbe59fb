// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/alertjudge.h"
#include "db/alerts/alertbook.h"
#include "db/alerts/alertstatestore.h"
#include "db/alerts/pastprices.h"
#include "tests/support/engines.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/migrationhead.h"
#include "tests/support/slotrecorder.h"
#include "tests/support/stockrows.h"
#include "tests/support/verifyresult.h"

using namespace Qt::Literals::StringLiterals;

// What becomes of rules that are edited, removed and restored, and the prices that they are tried
// on.
class TestAlertRuleStore final : public QObject
{
    Q_OBJECT

private slots:
    void aRuleThatIsDoneFiresAgainWhenItMay_data();
    void aRuleThatIsDoneFiresAgainWhenItMay();
    void anEditKeepsTheSnooze_data() { addEngineRows(); }
    void anEditKeepsTheSnooze();
    void restoringLeavesWhatIsThereAlone();
    void aRestoredRuleGoesOnFromNow_data() { addEngineRows(); }
    void aRestoredRuleGoesOnFromNow();
    void aRestoredRuleRemembersThatItFired_data();
    void aRestoredRuleRemembersThatItFired();
    void whatEndedInTheBinIsOver();
    void silenceThatNobodyAsksForIsOver();
    void aReplayFromAMondayKnowsTheFriday();
};

namespace {

std::unique_ptr<Connection> atHead(const TestDatabase &database)
{
    auto connection = openOrFail(database.spec());
    if (const Result<> made = migrate(*connection, headVersion()); !made)
        qFatal("%s", qPrintable(made.error().detail));
    return connection;
}

AlertJudge newJudge()
{
    return AlertJudge{QTimeZone::utc()};
}

AlertJudge::Verdict judged(AlertJudge &judge, const Connection &connection, const QDateTime &now)
{
    const Result<AlertJudge::Verdict> verdict = judge.judge(connection, now);
    if (!verdict)
        qFatal("%s: %s", qPrintable(verdict.error().subject), qPrintable(verdict.error().detail));
    return *verdict;
}

} // namespace

void TestAlertRuleStore::aRuleThatIsDoneFiresAgainWhenItMay_data()
{
    QTest::addColumn<bool>("isByExpiry");

    QTest::newRow("expired") << true;
    QTest::newRow("fired once") << false;
}

void TestAlertRuleStore::aRuleThatIsDoneFiresAgainWhenItMay()
{
    QFETCH(const bool, isByExpiry);
    const TestDatabase database{Engine::Sqlite};
    const auto connection = atHead(database);
    SlotRecorder recorder{*connection};
    recorder.store(0, 99);
    AlertRule like;
    like.name = u"done"_s;
    if (isByExpiry)
        like.expiresAt = SlotRecorder::slotTime(2);
    else
        like.rearm = AlertRearm::Once;
    AlertRule rule = recorder.add(u"above 100"_s, like);
    AlertJudge judge = newJudge();
    for (const int slot : {1, 2, 3}) {
        recorder.store(slot, slot == 1 ? 101 : 99);
        judged(judge, *connection, SlotRecorder::storedAt(slot));
    }
    QCOMPARE(recorder.entries().size(), 1);
    rule.notes = u"still done"_s; // no edit of what it may do
    VERIFY_RESULT(AlertRuleStore{*connection}.edit(rule, SlotRecorder::storedAt(3)));
    recorder.store(4, 101);
    QCOMPARE(judged(judge, *connection, SlotRecorder::storedAt(4)).fired, 0);
    rule.expiresAt = {};
    rule.rearm = AlertRearm::Cleared;
    VERIFY_RESULT(AlertRuleStore{*connection}.edit(rule, SlotRecorder::storedAt(4)));
    recorder.store(5, 102);
    QVERIFY(judged(judge, *connection, SlotRecorder::storedAt(5)).fired > 0);
}

// An edit of what is judged begins anew; the person wanted quiet all the same.
void TestAlertRuleStore::anEditKeepsTheSnooze()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = atHead(database);
    SlotRecorder recorder{*connection};
    AlertRule rule = recorder.add(u"above 100"_s);
    AlertJudge judge = newJudge();
    recorder.store(0, 101);
    QCOMPARE(judged(judge, *connection, SlotRecorder::storedAt(0)).fired, 1);
    const QDateTime until = SlotRecorder::slotTime(500);
    VERIFY_RESULT(AlertBook{*connection}.snooze({rule.id}, until, SlotRecorder::slotTime(1)));
    rule.condition = *AlertCondition::parse(u"above 99"_s);
    VERIFY_RESULT(AlertRuleStore{*connection}.edit(rule, SlotRecorder::slotTime(1)));
    AlertStateStore states{*connection};
    QCOMPARE(states.snoozes()->value(rule.id), until);
    QVERIFY(states.states()->isEmpty());
    QCOMPARE(judged(judge, *connection, SlotRecorder::storedAt(1)).newRules, 1);
    QCOMPARE(states.snoozes()->value(rule.id), until);
}

void TestAlertRuleStore::restoringLeavesWhatIsThereAlone()
{
    const TestDatabase database{Engine::Sqlite};
    const auto connection = atHead(database);
    SlotRecorder recorder{*connection};
    const AlertRule rule = recorder.add(u"above 100"_s);
    const AlertRule other = recorder.add(u"above 200"_s);
    AlertRuleStore store{*connection};
    VERIFY_RESULT(store.remove({other.id}, SlotRecorder::storedAt(0)));
    recorder.store(1, 101);
    AlertJudge judge = newJudge();
    judged(judge, *connection, SlotRecorder::storedAt(1));
    const Result<QList<qint64>> restored =
            store.restore({rule.id, other.id}, SlotRecorder::storedAt(1));
    VERIFY_RESULT(restored);
    QCOMPARE(*restored, QList<qint64>{other.id});
    QCOMPARE(recorder.entries().constFirst().status, AlertStatus::Triggered); // it goes on
    QCOMPARE(store.restore({99}, SlotRecorder::storedAt(1)).error().kind, Error::Kind::NotFound);
}

void TestAlertRuleStore::aRestoredRuleGoesOnFromNow()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = atHead(database);
    SlotRecorder recorder{*connection};
    const AlertRule rule = recorder.add(u"above 100"_s);
    AlertJudge judge = newJudge();
    recorder.store(0, 99);
    judged(judge, *connection, SlotRecorder::storedAt(0));
    AlertRuleStore store{*connection};
    VERIFY_RESULT(store.remove({rule.id}, SlotRecorder::storedAt(0)));
    for (const int slot : {1, 2, 3}) {
        recorder.store(slot, slot == 2 ? 101 : 99);
        judged(judge, *connection, SlotRecorder::storedAt(slot));
    }
    VERIFY_RESULT(store.restore({rule.id}, SlotRecorder::storedAt(3)));
    recorder.store(4, 99);
    QCOMPARE(judged(judge, *connection, SlotRecorder::storedAt(4)).fired, 0);
    recorder.store(5, 101);
    QCOMPARE(judged(judge, *connection, SlotRecorder::storedAt(5)).fired, 1);
    QCOMPARE(recorder.entries().constFirst().timestamp, SlotRecorder::slotTime(5));
}

void TestAlertRuleStore::aRestoredRuleRemembersThatItFired_data()
{
    QTest::addColumn<AlertRule>("like");

    AlertRule once;
    once.rearm = AlertRearm::Once;
    QTest::newRow("once") << once;
    AlertRule cooling;
    cooling.cooldownMs = 86'400'000;
    QTest::newRow("cool-down") << cooling;
    AlertRule acknowledged;
    acknowledged.rearm = AlertRearm::Acknowledged;
    QTest::newRow("until acknowledged") << acknowledged;
}

void TestAlertRuleStore::aRestoredRuleRemembersThatItFired()
{
    QFETCH(const AlertRule, like);
    const TestDatabase database{Engine::Sqlite};
    const auto connection = atHead(database);
    SlotRecorder recorder{*connection};
    const AlertRule rule = recorder.add(u"above 100"_s, like);
    AlertJudge judge = newJudge();
    recorder.store(0, 101);
    QCOMPARE(judged(judge, *connection, SlotRecorder::storedAt(0)).fired, 1);
    AlertRuleStore store{*connection};
    VERIFY_RESULT(store.remove({rule.id}, SlotRecorder::storedAt(0)));
    VERIFY_RESULT(store.restore({rule.id}, SlotRecorder::storedAt(0)));
    for (const int slot : {1, 2, 3}) {
        recorder.store(slot, slot == 1 ? 99 : 101);
        QCOMPARE(judged(judge, *connection, SlotRecorder::storedAt(slot)).fired, 0);
    }
    QCOMPARE(recorder.entries().size(), 1);
}

// What lies in the bin stays as it was; back from there it does not seem to go on.
void TestAlertRuleStore::whatEndedInTheBinIsOver()
{
    const TestDatabase database{Engine::Sqlite};
    const auto connection = atHead(database);
    SlotRecorder recorder{*connection};
    (void)recorder.add(u"above 100"_s);
    AlertJudge judge = newJudge();
    recorder.store(0, 101);
    judged(judge, *connection, SlotRecorder::storedAt(0));
    const qint64 id = recorder.entries().constFirst().id;
    AlertBook book{*connection};
    VERIFY_RESULT(book.remove({id}, SlotRecorder::storedAt(0)));
    recorder.store(1, 99);
    judged(judge, *connection, SlotRecorder::storedAt(1));
    recorder.store(3, 99);
    judged(judge, *connection, SlotRecorder::storedAt(3));
    recorder.store(2, 101); // late
    QCOMPARE(judged(judge, *connection, SlotRecorder::storedAt(3)).fired, 1);
    VERIFY_RESULT(book.restore({id}, SlotRecorder::storedAt(3)));
    QCOMPARE(AlertLogStore{*connection}.find(id)->status, AlertStatus::Triggered);
    judged(judge, *connection, SlotRecorder::storedAt(3));
    QCOMPARE(AlertLogStore{*connection}.find(id)->status, AlertStatus::Resolved);
}

void TestAlertRuleStore::silenceThatNobodyAsksForIsOver()
{
    const TestDatabase database{Engine::Sqlite};
    const auto connection = atHead(database);
    SlotRecorder recorder{*connection};
    AlertRule like;
    like.noData = AlertNoData::Notify;
    AlertRule rule = recorder.add(u"above 100"_s, like);
    AlertJudge judge = newJudge();
    recorder.store(0, 99);
    judged(judge, *connection, SlotRecorder::storedAt(0));
    judged(judge, *connection, SlotRecorder::storedAt(10));
    QCOMPARE(recorder.entries().constFirst().kind, AlertEvent::Kind::NoData);
    rule.noData = AlertNoData::Keep;
    VERIFY_RESULT(AlertRuleStore{*connection}.edit(rule, SlotRecorder::storedAt(10)));
    QCOMPARE(recorder.entries().constFirst().status, AlertStatus::Resolved);
}

void TestAlertRuleStore::aReplayFromAMondayKnowsTheFriday()
{
    const TestDatabase database{Engine::Sqlite};
    const auto connection = atHead(database);
    const QString symbol = u"BHP.AU"_s;
    const QDate monday{2026, 11, 9};
    VERIFY_RESULT(addStock(*connection, symbol, u"AUD"_s));
    VERIFY_RESULT(addDays(*connection, symbol,
                          {barAt(monday.addDays(-3), 4000, 1), barAt(monday, 4400, 1)}));
    AlertRule rule;
    rule.symbol = symbol;
    rule.condition = *AlertCondition::parse(u"change 1d above 5"_s);
    const Result<PastPrices> past =
            pastPrices(*connection, rule, QDateTime{monday, QTime{0, 0}, Qt::UTC},
                       QDateTime{monday.addDays(1), QTime{0, 0}, Qt::UTC});
    VERIFY_RESULT(past);
    const RuleReplay replay = replayed(rule, *past, QTimeZone::utc());
    QCOMPARE(replay.prices, 1);
    QCOMPARE(replay.fired, 1);
    QVERIFY(!replay.shortfall);
}

QTEST_GUILESS_MAIN(TestAlertRuleStore)
#include "tst_alertrulestore.moc"
