// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/alertservice.h"
#include "db/alerts/alertbook.h"
#include "db/alerts/alertstatestore.h"
#include "db/domain/alerts/alertstanding.h"
#include "tests/support/engines.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/migrationhead.h"
#include "tests/support/slotrecorder.h"
#include "tests/support/verifyresult.h"

#include <QSet>
#include <QSignalSpy>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int SnoozedAt = 6;
constexpr int AcknowledgedAt = 18;
constexpr double Hole = 0;
// Up, down, up again with a hole, down, up.
const QList<double> Prices{99,   101,  102,  103, 99,  101, 102, 103, 104, Hole, Hole,
                           Hole, Hole, Hole, 105, 104, 103, 102, 101, 103, 99,   101};

// A database with a rule for each state that rules can be in, judged slot by slot: by one program
// that never ends, or by a new one for each slot.
class Lane final
{
public:
    Lane(Engine engine, bool isRestarted)
        : m_database{engine}
        , m_isRestarted{isRestarted}
        , m_connection{openOrFail(m_database.spec())}
    {
        if (const Result<> made = migrate(*m_connection, headVersion()); !made)
            qFatal("%s", qPrintable(made.error().detail));
        m_recorder.emplace(*m_connection);
        m_judge.emplace(QTimeZone::utc());
        AlertRule held;
        held.holdMs = 600'000;
        held.cooldownMs = 3'600'000;
        AlertRule once;
        once.rearm = AlertRearm::Once;
        AlertRule awaiting;
        awaiting.rearm = AlertRearm::Acknowledged;
        AlertRule missing;
        missing.noData = AlertNoData::Notify;
        m_rules << m_recorder->add(u"above 100"_s, held) << m_recorder->add(u"above 100"_s, once)
                << m_recorder->add(u"above 100"_s, awaiting)
                << m_recorder->add(u"below 50"_s, missing)
                << m_recorder->add(u"crosses above 103 clear 102"_s);
    }

    void run()
    {
        for (int slot = 0; slot < Prices.size(); ++slot) {
            const QDateTime now = SlotRecorder::storedAt(slot);
            if (m_isRestarted)
                restart(now);
            if (Prices.at(slot) != Hole)
                m_recorder->store(slot, Prices.at(slot));
            if (!m_judge->judge(*m_connection, now))
                qFatal("it cannot be judged");
            if (slot == SnoozedAt)
                check(AlertBook{*m_connection}.snooze({m_rules.constLast().id}, snoozedUntil(),
                                                      now));
            if (slot == AcknowledgedAt)
                check(AlertBook{*m_connection}.acknowledge({awaited()}, now));
        }
    }

    // What its rules were doing when it was restarted.
    [[nodiscard]] const QSet<QString> &met() const { return m_met; }
    [[nodiscard]] QStringList log() const
    {
        QStringList lines = m_recorder->log();
        const QList<AlertLogEntry> entries = m_recorder->entries();
        for (qsizetype i = 0; i < lines.size(); ++i)
            lines[i] += u' ' + entries.at(i).evidence;
        return lines;
    }
    [[nodiscard]] bool isSnoozed() const
    {
        return check(AlertStateStore{*m_connection}.snoozes()).value(m_rules.constLast().id) ==
               snoozedUntil();
    }

private:
    template <typename Value> static Value check(const Result<Value> &result)
    {
        if (!result)
            qFatal("%s: %s", qPrintable(result.error().subject), qPrintable(result.error().detail));
        if constexpr (!std::is_void_v<Value>)
            return *result;
    }
    [[nodiscard]] static QDateTime snoozedUntil() { return SlotRecorder::slotTime(15); }
    [[nodiscard]] qint64 awaited() const
    {
        for (const AlertLogEntry &entry : m_recorder->entries()) {
            if (entry.ruleId == m_rules.at(2).id)
                return entry.id;
        }
        qFatal("it did not fire");
    }
    void restart(const QDateTime &now)
    {
        const QHash<qint64, AlertState> states = check(AlertStateStore{*m_connection}.states());
        for (const AlertRule &rule : m_rules) {
            const AlertState state = states.value(rule.id);
            const AlertStanding standing = standingOf(rule, state, now);
            const bool isAwaiting = standing == AlertStanding::Held && state.awaitsAck;
            m_met.insert(isAwaiting ? u"awaiting"_s : alertStandingName(standing));
        }
        const auto snoozes = check(AlertStateStore{*m_connection}.snoozes());
        if (snoozes.value(m_rules.constLast().id) > now)
            m_met.insert(u"snoozed"_s);
        m_judge.emplace(QTimeZone::utc());
    }

    TestDatabase m_database;
    bool m_isRestarted;
    std::unique_ptr<Connection> m_connection;
    std::optional<SlotRecorder> m_recorder;
    std::optional<AlertJudge> m_judge;
    QList<AlertRule> m_rules;
    QSet<QString> m_met;
};

} // namespace

// A restart, in whatever state rules and people's wishes are.
class TestAlertRestart final : public QObject
{
    Q_OBJECT

private slots:
    void goesOnWhereItStood_data() { addEngineRows(); }
    void goesOnWhereItStood();
    void aSnoozeOutlivesIt();
};

void TestAlertRestart::goesOnWhereItStood()
{
    QFETCH(const Engine, engine);
    Lane lasting{engine, false};
    Lane restarted{engine, true};
    lasting.run();
    restarted.run();
    QCOMPARE(restarted.met(),
             (QSet<QString>{u"on"_s, u"pending"_s, u"held"_s, u"firing"_s, u"no_data"_s, u"done"_s,
                            u"awaiting"_s, u"snoozed"_s}));
    QCOMPARE(lasting.log().size(), 7);
    QCOMPARE(restarted.log(), lasting.log());
    QVERIFY(restarted.isSnoozed());
}

// What fires meanwhile is told when it is over, by the program that runs then, and once.
void TestAlertRestart::aSnoozeOutlivesIt()
{
    const TestDatabase database{Engine::Sqlite};
    const auto connection = openOrFail(database.spec());
    VERIFY_RESULT(migrate(*connection, headVersion()));
    SlotRecorder recorder{*connection};
    const AlertRule rule = recorder.add(u"above 100"_s);
    recorder.store(0, 99);
    QDateTime now = SlotRecorder::storedAt(0);
    VERIFY_RESULT(AlertBook{*connection}.snooze({rule.id}, SlotRecorder::slotTime(12), now));

    AlertServiceSettings settings;
    settings.database = database.spec();
    settings.hasDesktop = true;
    settings.clock = [&now] { return now; };
    // The notices of a program that starts at this slot and ends.
    const auto noticesAt = [&](int slot) {
        now = SlotRecorder::storedAt(slot);
        AlertService service{settings};
        QSignalSpy notices{&service, &AlertService::noticeReady};
        service.start();
        for (const QList<QVariant> &notice : notices)
            service.noticeShown(notice.at(0).value<AlertNotice>().id, u"notification"_s);
        return notices.count();
    };
    QCOMPARE(noticesAt(0), 0);
    recorder.store(1, 101);
    QCOMPARE(noticesAt(1), 0);
    QCOMPARE(recorder.entries().size(), 1);
    QCOMPARE(noticesAt(11), 0);
    QCOMPARE(noticesAt(12), 1);
    QCOMPARE(recorder.entries().constFirst().status, AlertStatus::Notified);
    QCOMPARE(noticesAt(13), 0);
}

QTEST_GUILESS_MAIN(TestAlertRestart)
#include "tst_alertrestart.moc"
