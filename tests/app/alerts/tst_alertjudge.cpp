// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/alertjudge.h"
#include "db/alerts/alertbook.h"
#include "db/alerts/alertstatestore.h"
#include "db/alerts/pastprices.h"
#include "db/alerts/rulejson.h"
#include "tests/support/engines.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/migrationhead.h"
#include "tests/support/slotrecorder.h"
#include "tests/support/verifyresult.h"

#include <algorithm>
#include <random>

using namespace Qt::Literals::StringLiterals;

// Prices as they are stored, and what rules make of them, on every engine.
class TestAlertJudge final : public QObject
{
    Q_OBJECT

private slots:
    void liveEqualsReplay_data() { addEngineRows(); }
    void liveEqualsReplay();
    void judgesOnce_data() { addEngineRows(); }
    void judgesOnce();
    void judgesANewRuleByTheNewestPrice();
    void latePricesAreJudgedByTheirTime_data() { addEngineRows(); }
    void latePricesAreJudgedByTheirTime();
    void latePricesRespectTheLog_data() { addEngineRows(); }
    void latePricesRespectTheLog();
    void aLateFiringIsTheOnlyOne();
    void latePricesMeetTheVersionOfTheirTime();
    void marksWhatWaitedInTheOutbox();
    void missesData_data() { addEngineRows(); }
    void missesData();
    void acknowledgingLetsItFireAgain_data() { addEngineRows(); }
    void acknowledgingLetsItFireAgain();
    void editedRulesBeginAnew();
    void withoutRulesNothingIsNoted();
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

QList<AlertRule> variedRules(SlotRecorder &recorder)
{
    QList<AlertRule> rules;
    AlertRule held;
    held.holdMs = 600'000;
    held.cooldownMs = 3'600'000;
    AlertRule daily;
    daily.rearm = AlertRearm::Daily;
    AlertRule extreme;
    extreme.rearm = AlertRearm::NewExtreme;
    extreme.rearmStep = Price::fromUnits(100'000'000);
    AlertRule missing;
    missing.noData = AlertNoData::Notify;
    rules << recorder.add(u"above 102 clear 101"_s, held) << recorder.add(u"below 98"_s, daily)
          << recorder.add(u"change 1h above 2 clear 1"_s, extreme)
          << recorder.add(u"crosses 100"_s, held.cooldownMs ? AlertRule{} : held)
          << recorder.add(u"high 2d above 5 and change 30m below 0"_s, missing)
          << recorder.add(u"no data 20m"_s) << recorder.add(u"no data 20m"_s, held)
          << recorder.add(u"average 3h over 12h crosses above 0"_s);
    return rules;
}

// The database is away, and its judge with it: what comes meanwhile is stored afterwards.
bool isAway(int slot)
{
    return slot % 700 >= 600 && slot % 700 < 640;
}

// "of 100 late {...}": what the log keeps beside what logLine() says.
QString restOfLine(Price level, bool isLate, const QString &evidence)
{
    return u" of %1%2 %3"_s.arg(level.toString(), isLate ? u" late"_s : QString{}, evidence);
}

// Row by row.
QStringList wholeLog(const SlotRecorder &recorder)
{
    QStringList lines = recorder.log();
    const QList<AlertLogEntry> entries = recorder.entries();
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const AlertLogEntry &entry = entries.at(i);
        lines[i] += restOfLine(entry.level, entry.isLate, entry.evidence);
    }
    return lines;
}

// What the log should say of one rule, by a replay.
QStringList replayedLog(const AlertRule &rule, const PastPrices &past)
{
    struct Row {
        AlertEvent event;
        qint64 endMs = 0;
    };
    QList<Row> rows;
    for (const AlertEvent &event : replay(rule, past, QTimeZone::utc())) {
        using Kind = AlertEvent::Kind;
        if (event.kind == Kind::Triggered || event.kind == Kind::NoData) {
            rows.append({event});
            continue;
        }
        const Kind begun = event.kind == Kind::Resolved ? Kind::Triggered : Kind::NoData;
        for (Row &row : rows) {
            if (row.event.kind == begun && row.endMs == 0)
                row.endMs = event.timeMs;
        }
    }
    QStringList lines;
    for (const auto &[event, endMs] : rows) {
        QString line = logLine(rule.id, event.timeMs, event.kind, event.value);
        if (endMs != 0)
            line += u", over @%1"_s.arg((endMs - SlotRecorder::slotTime(0).toMSecsSinceEpoch()) /
                                        300'000);
        lines.append(line + restOfLine(event.level, event.isLate, evidenceToJson(event)));
    }
    return lines;
}

} // namespace

// A month on SQLite; on servers as many days as a test may take. Made anew now and then, as after a
// restart, and with holes and an outage.
void TestAlertJudge::liveEqualsReplay()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = atHead(database);
    if (engine == Engine::Sqlite) // thousands of commits, and nobody pulls the plug
        VERIFY_RESULT(connection->execute(u"PRAGMA synchronous = OFF"_s));
    SlotRecorder recorder{*connection};
    const QList<AlertRule> rules = variedRules(recorder);
    const int slotCount = engine == Engine::Sqlite ? 30 * 288 : 3 * 288;
    std::mt19937_64 random{20'261'128};
    std::normal_distribution<double> step{0, 0.003};
    double price = 100;
    QList<std::pair<int, double>> outbox;
    auto judge = std::make_unique<AlertJudge>(newJudge());
    for (int slot = 0; slot < slotCount; ++slot) {
        price = std::clamp(price * (1 + step(random)), 90.0, 112.0);
        const bool isMissed = slot % 400 > 380 || slot % 97 == 3;
        if (!isMissed)
            outbox.append({slot, price});
        if (isAway(slot))
            continue;
        for (const auto &[stored, storedPrice] : std::exchange(outbox, {}))
            recorder.store(stored, storedPrice, SlotRecorder::storedAt(slot));
        if (slot % 50 == 7) // a restart, in whatever state the rules are
            judge = std::make_unique<AlertJudge>(newJudge());
        judged(*judge, *connection, SlotRecorder::storedAt(slot));
    }

    QStringList expected;
    for (const AlertRule &rule : rules) {
        const Result<PastPrices> past =
                pastPrices(*connection, rule, {}, SlotRecorder::storedAt(slotCount - 1));
        VERIFY_RESULT(past);
        expected += replayedLog(rule, *past);
    }
    QStringList logged = wholeLog(recorder);
    expected.sort();
    logged.sort();
    QVERIFY2(expected.size() > (engine == Engine::Sqlite ? 200 : 20),
             qPrintable(QString::number(expected.size())));
    QCOMPARE(logged, expected);
    for (const auto &part : {u" late {"_s, u"\"then\":"_s, u"\"high\":"_s, u"\"averages\":"_s})
        QVERIFY2(!logged.filter(part).isEmpty(), qPrintable(part));
}

// Two programs that take turns, and one that does the same again.
void TestAlertJudge::judgesOnce()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = atHead(database);
    const auto other = openOrFail(database.spec());
    SlotRecorder recorder{*connection};
    const AlertRule rule = recorder.add(u"above 100 clear 99"_s);
    AlertJudge one = newJudge();
    AlertJudge two = newJudge();
    int fired = 0;
    const QList<double> prices{99, 101, 100, 98, 102, 98, 103, 103};
    for (int slot = 0; slot < prices.size(); ++slot) {
        recorder.store(slot, prices.at(slot));
        AlertJudge &first = slot % 2 == 0 ? one : two;
        AlertJudge &second = slot % 2 == 0 ? two : one;
        const QDateTime now = SlotRecorder::storedAt(slot);
        fired += judged(first, *connection, now).fired;
        fired += judged(second, *other, now).fired;
        fired += judged(first, *connection, now).fired;
    }
    QCOMPARE(fired, 3);
    const QString id = QString::number(rule.id);
    QCOMPARE(recorder.log(),
             (QStringList{id + u" @1 triggered 101, over @3"_s,
                          id + u" @4 triggered 102, over @5"_s, id + u" @6 triggered 103"_s}));
    const AlertLogEntry entry = recorder.entries().constFirst();
    QCOMPARE(entry.ruleVersion, 1);
    QCOMPARE(entry.status, AlertStatus::Resolved);
    QCOMPARE(entry.level, Price::fromUnits(10'000'000'000));
    QVERIFY2(entry.evidence.contains(u"\"table\":\"price_data_5min\""_s),
             qPrintable(entry.evidence));
    QVERIFY(entry.evidence.contains(u"\"value\":\"101.00000000\""_s));
}

void TestAlertJudge::judgesANewRuleByTheNewestPrice()
{
    const TestDatabase database{Engine::Sqlite};
    const auto connection = atHead(database);
    SlotRecorder recorder{*connection};
    recorder.store(0, 101);
    (void)recorder.add(u"above 100"_s);
    AlertJudge judge = newJudge();
    QCOMPARE(judged(judge, *connection, SlotRecorder::storedAt(1)).fired, 1);
    QCOMPARE(judged(judge, *connection, SlotRecorder::storedAt(2)).fired, 0);

    // One that is no longer fresh says nothing.
    (void)recorder.add(u"above 99"_s);
    QCOMPARE(judged(judge, *connection, SlotRecorder::storedAt(10)).fired, 0);
}

// A slot that is stored after later ones: a firing that it would have been is logged, marked late,
// and what happened since stays.
void TestAlertJudge::latePricesAreJudgedByTheirTime()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = atHead(database);
    SlotRecorder recorder{*connection};
    const AlertRule rule = recorder.add(u"above 100"_s);
    AlertJudge judge = newJudge();
    for (const auto &[slot, price] : QList<std::pair<int, double>>{{0, 99}, {1, 99}, {3, 99}}) {
        recorder.store(slot, price);
        judged(judge, *connection, SlotRecorder::storedAt(slot));
    }
    recorder.store(2, 105, SlotRecorder::storedAt(8));
    QCOMPARE(judged(judge, *connection, SlotRecorder::storedAt(8)).fired, 1);
    const QList<AlertLogEntry> entries = recorder.entries();
    QCOMPARE(entries.size(), 1);
    QCOMPARE(entries.constFirst().timestamp, SlotRecorder::slotTime(2));
    QVERIFY(entries.constFirst().isLate);
    QCOMPARE(entries.constFirst().status, AlertStatus::Resolved);

    // The present is as it was.
    recorder.store(9, 99);
    QCOMPARE(judged(judge, *connection, SlotRecorder::storedAt(9)).fired, 0);
    recorder.store(10, 101);
    QCOMPARE(judged(judge, *connection, SlotRecorder::storedAt(10)).fired, 1);
    QVERIFY(!recorder.entries().constLast().isLate);
}

// What the log has, people were told: a late price does not tell it again, nor what its rule keeps
// back.
void TestAlertJudge::latePricesRespectTheLog()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = atHead(database);
    SlotRecorder recorder{*connection};
    AlertRule once;
    once.rearm = AlertRearm::Once;
    AlertRule cool;
    cool.cooldownMs = 3'600'000;
    const QList<AlertRule> rules{recorder.add(u"above 100"_s), recorder.add(u"above 100.5"_s, once),
                                 recorder.add(u"above 100.6"_s, cool)};
    AlertJudge judge = newJudge();
    const auto store = [&](int slot, double price, int at) {
        recorder.store(slot, price, SlotRecorder::storedAt(at));
        return judged(judge, *connection, SlotRecorder::storedAt(at)).fired;
    };
    QCOMPARE(store(0, 99, 0), 0);
    QCOMPARE(store(3, 105, 3), 3);
    QCOMPARE(store(4, 99, 4), 0);
    // It began a slot earlier than people were told.
    QCOMPARE(store(2, 104, 5), 0);
    // Another one, of which the first rule alone may tell.
    QCOMPARE(store(1, 99, 5), 0);
    QCOMPARE(store(6, 99, 6), 0);
    QCOMPARE(store(5, 106, 7), 1);
    QCOMPARE(recorder.entries().size(), 4);
    int open = 0;
    for (const AlertLogEntry &entry : recorder.entries()) {
        open += entry.isOpen() ? 1 : 0;
        if (entry.isLate)
            QCOMPARE(entry.ruleId, rules.constFirst().id);
    }
    QCOMPARE(open, 0);
}

// A rule that fires once has fired, also where that was late.
void TestAlertJudge::aLateFiringIsTheOnlyOne()
{
    const TestDatabase database{Engine::Sqlite};
    const auto connection = atHead(database);
    SlotRecorder recorder{*connection};
    AlertRule once;
    once.rearm = AlertRearm::Once;
    (void)recorder.add(u"above 100"_s, once);
    AlertJudge judge = newJudge();
    for (const auto &[slot, price, at] :
         QList<std::tuple<int, double, int>>{{0, 99, 0}, {3, 99, 3}, {2, 105, 4}, {5, 106, 5}}) {
        recorder.store(slot, price, SlotRecorder::storedAt(at));
        judged(judge, *connection, SlotRecorder::storedAt(at));
    }
    QCOMPARE(recorder.entries().size(), 1);
    QCOMPARE(recorder.entries().constFirst().timestamp, SlotRecorder::slotTime(2));
}

// A price is judged by the version that its rule had at the price's time.
void TestAlertJudge::latePricesMeetTheVersionOfTheirTime()
{
    const TestDatabase database{Engine::Sqlite};
    const auto connection = atHead(database);
    SlotRecorder recorder{*connection};
    AlertRule rule = recorder.add(u"above 100"_s);
    AlertJudge judge = newJudge();
    const auto store = [&](int slot, double price, int at) {
        recorder.store(slot, price, SlotRecorder::storedAt(at));
        return judged(judge, *connection, SlotRecorder::storedAt(at)).fired;
    };
    QCOMPARE(store(0, 99, 0), 0);
    rule.condition = *AlertCondition::parse(u"above 90"_s);
    VERIFY_RESULT(AlertRuleStore{*connection}.edit(rule, SlotRecorder::slotTime(4)));
    QCOMPARE(store(5, 80, 5), 0);
    QCOMPARE(store(1, 95, 6), 0); // the first version's limit is 100
    QCOMPARE(store(2, 101, 6), 1);
    QCOMPARE(recorder.entries().constFirst().ruleVersion, 1);
    QCOMPARE(recorder.entries().constFirst().status, AlertStatus::Resolved);
}

void TestAlertJudge::marksWhatWaitedInTheOutbox()
{
    const TestDatabase database{Engine::Sqlite};
    const auto connection = atHead(database);
    SlotRecorder recorder{*connection};
    (void)recorder.add(u"above 100 clear 99"_s);
    AlertJudge judge = newJudge();
    for (int slot = 0; slot < 24; ++slot) // two hours without a database, then all at once
        recorder.store(slot, slot % 2 == 0 ? 98 : 101, SlotRecorder::storedAt(24));
    QCOMPARE(judged(judge, *connection, SlotRecorder::storedAt(24)).fired, 12);
    int late = 0;
    for (const AlertLogEntry &entry : recorder.entries())
        late += entry.isLate ? 1 : 0;
    QCOMPARE(late, 11); // the last slot but two is no older than three slots
}

void TestAlertJudge::missesData()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = atHead(database);
    SlotRecorder recorder{*connection};
    AlertRule tells;
    tells.noData = AlertNoData::Notify;
    const AlertRule level = recorder.add(u"above 100"_s, tells);
    const AlertRule dead = recorder.add(u"no data 30m"_s);
    AlertJudge judge = newJudge();
    recorder.store(0, 99);
    for (int slot = 0; slot < 12; ++slot) // the clock alone
        judged(judge, *connection, SlotRecorder::storedAt(slot));
    QCOMPARE(recorder.log(), (QStringList{u"%1 @3 no_data 0"_s.arg(level.id),
                                          u"%1 @6 triggered 30"_s.arg(dead.id)}));
    recorder.store(12, 99);
    judged(judge, *connection, SlotRecorder::storedAt(12));
    QCOMPARE(recorder.log(), (QStringList{u"%1 @3 no_data 0, over @12"_s.arg(level.id),
                                          u"%1 @6 triggered 30, over @12"_s.arg(dead.id)}));
}

void TestAlertJudge::acknowledgingLetsItFireAgain()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = atHead(database);
    SlotRecorder recorder{*connection};
    AlertRule once;
    once.rearm = AlertRearm::Acknowledged;
    (void)recorder.add(u"above 100"_s, once);
    AlertJudge judge = newJudge();
    const QList<double> prices{101, 99, 101, 99};
    for (int slot = 0; slot < 4; ++slot) {
        recorder.store(slot, prices.at(slot));
        judged(judge, *connection, SlotRecorder::storedAt(slot));
    }
    QCOMPARE(recorder.entries().size(), 1);
    // By another program, as from the command line.
    const Result<QList<AlertLogEntry>> done = AlertBook{*openOrFail(database.spec())}.acknowledge(
            {recorder.entries().first().id}, SlotRecorder::storedAt(3));
    VERIFY_RESULT(done);
    QVERIFY(done->constFirst().acknowledgedAt.isValid());
    recorder.store(4, 101);
    judged(judge, *connection, SlotRecorder::storedAt(4));
    QCOMPARE(recorder.entries().size(), 2);
    // The one before is no longer what it waits for.
    VERIFY_RESULT(AlertBook{*connection}.acknowledge({recorder.entries().first().id},
                                                     SlotRecorder::storedAt(4)));
    for (const int slot : {5, 6}) {
        recorder.store(slot, slot == 5 ? 99 : 101);
        judged(judge, *connection, SlotRecorder::storedAt(slot));
    }
    QCOMPARE(recorder.entries().size(), 2);
}

void TestAlertJudge::editedRulesBeginAnew()
{
    const TestDatabase database{Engine::Sqlite};
    const auto connection = atHead(database);
    SlotRecorder recorder{*connection};
    AlertRule rule = recorder.add(u"above 100"_s);
    AlertJudge judge = newJudge();
    recorder.store(0, 101);
    judged(judge, *connection, SlotRecorder::storedAt(0));
    rule.condition = *AlertCondition::parse(u"above 90"_s);
    const Result<AlertRule> edited =
            AlertRuleStore{*connection}.edit(rule, SlotRecorder::storedAt(0));
    VERIFY_RESULT(edited);
    QCOMPARE(edited->version, 2);
    recorder.store(1, 102);
    judged(judge, *connection, SlotRecorder::storedAt(1));
    const QList<AlertLogEntry> entries = recorder.entries();
    QCOMPARE(entries.size(), 2);
    QCOMPARE(entries.at(0).status, AlertStatus::Resolved); // by the edit
    QCOMPARE(entries.at(1).ruleVersion, 2);
    const Result<QList<AlertRule>> versions = AlertRuleStore{*connection}.versions(rule.id);
    VERIFY_RESULT(versions);
    QCOMPARE(versions->size(), 2);
    QCOMPARE(versions->constFirst().condition.fullText(), u"above 100"_s);
}

void TestAlertJudge::withoutRulesNothingIsNoted()
{
    const TestDatabase database{Engine::Sqlite};
    const auto connection = atHead(database);
    SlotRecorder recorder{*connection};
    recorder.store(0, 99);
    QCOMPARE(numberFrom(*connection, u"SELECT COUNT(*) FROM alert_backlog"_s), 0);
    const AlertRule rule = recorder.add(u"above 100"_s);
    recorder.store(1, 99);
    QCOMPARE(numberFrom(*connection, u"SELECT COUNT(*) FROM alert_backlog"_s), 1);
    AlertJudge judge = newJudge();
    judged(judge, *connection, SlotRecorder::storedAt(1));
    QCOMPARE(numberFrom(*connection, u"SELECT COUNT(*) FROM alert_backlog"_s), 0);
    VERIFY_RESULT(AlertRuleStore{*connection}.remove({rule.id}, SlotRecorder::storedAt(1)));
    recorder.store(2, 101);
    QCOMPARE(numberFrom(*connection, u"SELECT COUNT(*) FROM alert_backlog"_s), 0);
}

QTEST_GUILESS_MAIN(TestAlertJudge)
#include "tst_alertjudge.moc"
