// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/alerts/alertservice.h"
#include "app/collector/recorder.h"
#include "db/alerts/alertbook.h"
#include "db/alerts/alertstatestore.h"
#include "db/transaction.h"
#include "tests/support/engines.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/migrationhead.h"
#include "tests/support/slotrecorder.h"
#include "tests/support/verifyresult.h"

#include <QFile>
#include <QSignalSpy>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

// Judging and telling together, as the programs run it; the clock is the real one.
class TestAlertService final : public QObject
{
    Q_OBJECT

private slots:
    void tellsOnce_data() { addEngineRows(); }
    void tellsOnce();
    void fortyWhileAsleepAreOneNotice();
    void aTellerThatDiedLosesNothing();
    void holdsWhileNobodyMayBeDisturbed();
    void aCommandThatIsNotSetTellsOnce();
    void criticalOnesAreToldWhileOthersAreHeld();
    void asksAgainWhatIsHeld();
    void clicksAcknowledgeAndSnooze();
    void withoutADesktopItRunsCommandsAlone();
    void commandsRunOnce();
    void aCommandThatWasCutOffRunsAgain();
    void programsShareTheChannels();
    void aNightHoldsTheCommand();
    void whatWaitsDelaysNobody();
    void saysSoWhenOneEndsAsAnotherFires();
    void whatCannotBeNotedIsNotToldAgain();
    void whatWasSeenElsewhereIsWithdrawn();
    void aDigestIsFoundAndAnsweredInParts();
    void whatWaitsInTheOutboxIsNotMissed();
    void anotherZoneHasOtherDays();
    void clocksThatDifferShareClaims_data() { addEngineRows(); }
    void clocksThatDifferShareClaims();
    void aClockThatWasSetBackWaitsForNoClaim();
};

namespace {

// A database at the head with one rule, and slots that end now.
class Watched final
{
public:
    explicit Watched(Engine engine = Engine::Sqlite, const AlertRule &like = {})
        : m_database{engine}
        , connection{openOrFail(m_database.spec())}
    {
        if (const Result<> made = migrate(*connection, headVersion()); !made)
            qFatal("%s", qPrintable(made.error().detail));
        recorder = std::make_unique<SlotRecorder>(*connection);
        rule = recorder->add(u"above 100"_s, like);
    }

    [[nodiscard]] AlertServiceSettings settings(bool hasDesktop = true) const
    {
        AlertServiceSettings settings;
        settings.database = m_database.spec();
        settings.hasDesktop = hasDesktop;
        return settings;
    }
    // The slot of now and those before it: 0 is now.
    void store(int slotsAgo, double price, const QDateTime &now = {}) const
    {
        const qint64 present =
                SlotRecorder::slotTime(0).msecsTo(QDateTime::currentDateTimeUtc()) / 300'000;
        recorder->store(int(present) - slotsAgo, price,
                        now.isValid() ? now : SlotRecorder::storedAt(int(present) - slotsAgo));
    }
    [[nodiscard]] QList<AlertStatus> statuses() const
    {
        QList<AlertStatus> list;
        for (const AlertLogEntry &entry : recorder->entries())
            list.append(entry.status);
        return list;
    }

private:
    TestDatabase m_database;

public:
    std::unique_ptr<Connection> connection;
    std::unique_ptr<SlotRecorder> recorder;
    AlertRule rule;
};

AlertNotice noticeFrom(const QSignalSpy &spy, int at)
{
    return spy.at(at).at(0).value<AlertNotice>();
}

} // namespace

void TestAlertService::tellsOnce()
{
    QFETCH(const Engine, engine);
    const Watched watched{engine};
    AlertService service{watched.settings()};
    QSignalSpy notices{&service, &AlertService::noticeReady};
    QSignalSpy changes{&service, &AlertService::logChanged};
    QSignalSpy failures{&service, &AlertService::failed};
    service.start();
    watched.store(1, 99);
    service.judge();
    QCOMPARE(notices.count(), 0);
    watched.store(0, 101);
    service.judge();
    QCOMPARE(notices.count(), 1);
    QCOMPARE(changes.constLast().at(0).toInt(), 1);
    service.judge(); // under way
    QCOMPARE(notices.count(), 1);
    QCOMPARE(watched.statuses(), QList{AlertStatus::Triggered});
    service.noticeShown(noticeFrom(notices, 0).id, u"notification"_s);
    QCOMPARE(watched.statuses(), QList{AlertStatus::Notified});
    const AlertLogEntry entry = watched.recorder->entries().constFirst();
    QVERIFY(entry.notifiedAt >= entry.createdAt);
    QCOMPARE(entry.deliveries.outcome(AlertChannel::Notice), u"notification"_s);
    service.judge();
    QCOMPARE(notices.count(), 1);
    QVERIFY(failures.isEmpty());
}

void TestAlertService::fortyWhileAsleepAreOneNotice()
{
    const Watched watched;
    AlertService service{watched.settings()};
    QSignalSpy notices{&service, &AlertService::noticeReady};
    service.start();
    // Eighty slots that come out of the outbox one after the other.
    for (int slot = 80; slot > 0; --slot) {
        watched.store(slot, slot % 2 == 0 ? 99 : 101, QDateTime::currentDateTimeUtc());
        service.judge();
    }
    QTRY_COMPARE(notices.count(), 1);
    QCOMPARE(watched.recorder->entries().size(), 40);
    QCOMPARE(noticeFrom(notices, 0).entries.size(), 40);
    service.noticeShown(noticeFrom(notices, 0).id, u"notification"_s);
    service.judge();
    QCOMPARE(notices.count(), 1);
    for (const AlertLogEntry &entry : watched.recorder->entries())
        QVERIFY(entry.notifiedAt.isValid());
}

// Between the notice and the note that it was shown: the next program shows it again, under the
// same number.
void TestAlertService::aTellerThatDiedLosesNothing()
{
    const Watched watched;
    watched.store(1, 99);
    quint32 id = 0;
    {
        AlertService dies{watched.settings()};
        QSignalSpy notices{&dies, &AlertService::noticeReady};
        dies.start();
        watched.store(0, 101);
        dies.judge();
        QCOMPARE(notices.count(), 1);
        id = noticeFrom(notices, 0).id;
    }
    AlertService next{watched.settings()};
    QSignalSpy notices{&next, &AlertService::noticeReady};
    next.start();
    QCOMPARE(notices.count(), 0); // the other may live and be showing it
    QTRY_COMPARE_WITH_TIMEOUT(notices.count(), 1, 30'000);
    QCOMPARE(noticeFrom(notices, 0).id, id);
    QCOMPARE(watched.recorder->entries().size(), 1);
}

void TestAlertService::holdsWhileNobodyMayBeDisturbed()
{
    const Watched watched;
    AlertService service{watched.settings()};
    QSignalSpy notices{&service, &AlertService::noticeReady};
    service.start();
    watched.store(3, 99);
    watched.store(2, 101);
    service.judge();
    QCOMPARE(notices.count(), 1);
    service.noticeHeld(noticeFrom(notices, 0).id);
    watched.store(1, 99);
    watched.store(0, 101);
    service.judge();
    QCOMPARE(notices.count(), 1);
    service.tellHeld();
    QVERIFY(notices.count() > 1);
    int told = 0;
    for (int at = 1; at < notices.count(); ++at)
        told += int(noticeFrom(notices, at).entries.size());
    QCOMPARE(told, 2);
}

// A channel that fails at once ends inside of the telling that began it.
void TestAlertService::aCommandThatIsNotSetTellsOnce()
{
    AlertRule loud;
    loud.channels.command = true;
    const Watched watched{Engine::Sqlite, loud};
    AlertService service{watched.settings()};
    QSignalSpy notices{&service, &AlertService::noticeReady};
    QSignalSpy failures{&service, &AlertService::failed};
    service.start();
    watched.store(2, 101);
    service.judge();
    QCOMPARE(notices.count(), 1);
    service.noticeShown(noticeFrom(notices, 0).id, u"notification"_s);
    QTRY_COMPARE(watched.statuses(), QList{AlertStatus::Notified});
    QCOMPARE(notices.count(), 1);
    QCOMPARE(failures.count(), 1);
}

void TestAlertService::criticalOnesAreToldWhileOthersAreHeld()
{
    AlertRule critical;
    critical.severity = AlertSeverity::Critical;
    const Watched watched{Engine::Sqlite, critical};
    AlertService service{watched.settings()};
    QSignalSpy notices{&service, &AlertService::noticeReady};
    service.start();
    service.noticeHeld(4711); // another one
    watched.store(2, 101);
    service.judge();
    QCOMPARE(notices.count(), 1);
}

// Not every server says when it may disturb again.
void TestAlertService::asksAgainWhatIsHeld()
{
    const Watched watched{Engine::Sqlite};
    AlertServiceSettings settings = watched.settings();
    settings.tick = 50ms;
    AlertService service{settings};
    QSignalSpy notices{&service, &AlertService::noticeReady};
    service.start();
    watched.store(2, 101);
    service.judge();
    QCOMPARE(notices.count(), 1);
    const quint32 id = noticeFrom(notices, 0).id;
    service.noticeHeld(id);
    QTRY_COMPARE(notices.count(), 2);
    QCOMPARE(noticeFrom(notices, 1).id, id);
    service.noticeShown(id, u"notification"_s);
    QCOMPARE(watched.statuses(), QList{AlertStatus::Notified});
}

void TestAlertService::clicksAcknowledgeAndSnooze()
{
    AlertRule once;
    once.rearm = AlertRearm::Acknowledged;
    const Watched watched{Engine::Sqlite, once};
    AlertService service{watched.settings()};
    QSignalSpy notices{&service, &AlertService::noticeReady};
    service.start();
    watched.store(2, 101);
    service.judge();
    QCOMPARE(notices.count(), 1);
    service.noticeShown(noticeFrom(notices, 0).id, u"notification"_s);
    const qint64 entry = watched.recorder->entries().constFirst().id;
    service.acknowledge({entry});
    QCOMPARE(watched.statuses(), QList{AlertStatus::Acknowledged});
    service.snooze({entry}, std::chrono::hours{1});
    watched.store(1, 99);
    watched.store(0, 101);
    service.judge();
    QCOMPARE(watched.recorder->entries().size(), 2); // logged
    QCOMPARE(notices.count(), 1);                    // and not told
    const auto snoozes = AlertStateStore{*watched.connection}.snoozes();
    VERIFY_RESULT(snoozes);
    QVERIFY(snoozes->value(watched.rule.id) > QDateTime::currentDateTimeUtc().addSecs(3000));
}

void TestAlertService::withoutADesktopItRunsCommandsAlone()
{
    AlertRule rule;
    rule.channels.command = true;
    const Watched watched{Engine::Sqlite, rule};
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"fired"_s);
    AlertServiceSettings settings = watched.settings(false);
    settings.runner.command = {u"/bin/sh"_s, u"-c"_s,       u"echo \"$1\" >> \"$2\""_s,
                               u"sh"_s,      u"{symbol}"_s, file};
    AlertService service{settings};
    QSignalSpy notices{&service, &AlertService::noticeReady};
    service.start();
    watched.store(0, 101);
    service.judge();
    QTRY_COMPARE(watched.recorder->entries().constFirst().deliveries.outcome(AlertChannel::Command),
                 u"done"_s);
    QCOMPARE(notices.count(), 0);
    QCOMPARE(watched.statuses(), QList{AlertStatus::Triggered}); // a window is still to show it
    QFile written{file};
    QVERIFY(written.open(QIODevice::ReadOnly));
    QCOMPARE(written.readAll(), "BTC.COINSPOT\n");
}

void TestAlertService::commandsRunOnce()
{
    AlertRule rule;
    rule.channels = {false, false, true, false};
    const Watched watched{Engine::Sqlite, rule};
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"fired"_s);
    AlertServiceSettings settings = watched.settings();
    settings.runner.command = {u"/bin/sh"_s, u"-c"_s, u"echo fired >> \"$1\"; exit 4"_s, u"sh"_s,
                               file};
    AlertService service{settings};
    QSignalSpy failures{&service, &AlertService::failed};
    service.start();
    watched.store(0, 101);
    for (int times = 0; times < 3; ++times)
        service.judge();
    QTRY_COMPARE(watched.statuses(), QList{AlertStatus::Notified}); // it is all that was wanted
    service.judge();
    QFile written{file};
    QVERIFY(written.open(QIODevice::ReadOnly));
    QCOMPARE(written.readAll(), "fired\n");
    QVERIFY(watched.recorder->entries()
                    .constFirst()
                    .deliveries.outcome(AlertChannel::Command)
                    .contains(u"ended with 4"_s));
    QCOMPARE(failures.count(), 1);
}

// The notice was shown, and the program died while the command ran: the next one runs it, and shows
// nothing again.
void TestAlertService::aCommandThatWasCutOffRunsAgain()
{
    AlertRule loud;
    loud.channels.command = true;
    const Watched watched{Engine::Sqlite, loud};
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"fired"_s);
    AlertServiceSettings settings = watched.settings();
    settings.runner.command = {u"/bin/sh"_s, u"-c"_s, u"echo fired >> \"$1\"; exec sleep 100"_s,
                               u"sh"_s, file};
    {
        AlertService dies{settings};
        QSignalSpy notices{&dies, &AlertService::noticeReady};
        dies.start();
        watched.store(0, 101);
        dies.judge();
        QCOMPARE(notices.count(), 1);
        dies.noticeShown(noticeFrom(notices, 0).id, u"notification"_s);
        QTRY_VERIFY(QFile{file}.size() > 0);
        QCOMPARE(watched.statuses(), QList{AlertStatus::Triggered});
    }
    settings.runner.command[2] = u"echo again >> \"$1\""_s;
    settings.tick = 200ms; // until the claim of the dead one is over
    AlertService next{settings};
    QSignalSpy notices{&next, &AlertService::noticeReady};
    next.start();
    QTRY_COMPARE_WITH_TIMEOUT(watched.statuses(), QList{AlertStatus::Notified}, 20'000);
    QCOMPARE(notices.count(), 0);
    QFile written{file};
    QVERIFY(written.open(QIODevice::ReadOnly));
    QCOMPARE(written.readAll(), "fired\nagain\n");
    const AlertLogEntry entry = watched.recorder->entries().constFirst();
    QCOMPARE(entry.notifiedAt, entry.deliveries.at(AlertChannel::Notice));
}

// A service that runs the command keeps no window from showing the notice meanwhile.
void TestAlertService::programsShareTheChannels()
{
    AlertRule loud;
    loud.channels.command = true;
    const Watched watched{Engine::Sqlite, loud};
    const QTemporaryDir folder;
    const QString gate = folder.filePath(u"gate"_s);
    AlertServiceSettings settings = watched.settings(false);
    settings.runner.command = {u"/bin/sh"_s, u"-c"_s,
                               u"while [ ! -e \"$1\" ]; do sleep 0.02; done"_s, u"sh"_s, gate};
    AlertService service{settings};
    settings.hasDesktop = true;
    AlertService window{settings};
    QSignalSpy notices{&window, &AlertService::noticeReady};
    service.start();
    window.start();
    watched.store(0, 101);
    service.judge();
    window.judge();
    QCOMPARE(notices.count(), 1);
    window.noticeShown(noticeFrom(notices, 0).id, u"notification"_s);
    QFile opened{gate};
    QVERIFY(opened.open(QIODevice::WriteOnly));
    QTRY_COMPARE(watched.statuses(), QList{AlertStatus::Notified});
    const AlertDeliveries deliveries = watched.recorder->entries().constFirst().deliveries;
    QCOMPARE(deliveries.outcome(AlertChannel::Command), u"done"_s);
    QCOMPARE(deliveries.outcome(AlertChannel::Notice), u"notification"_s);
}

void TestAlertService::aNightHoldsTheCommand()
{
    AlertRule quiet;
    quiet.channels.command = true;
    const QTime present = QTime::currentTime();
    quiet.quietHours = QuietHours{present.addSecs(-3600), present.addSecs(3600)};
    const Watched watched{Engine::Sqlite, quiet};
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"fired"_s);
    AlertServiceSettings settings = watched.settings();
    settings.runner.command = {u"/bin/sh"_s, u"-c"_s, u"echo fired >> \"$1\""_s, u"sh"_s, file};
    qint64 laterMs = 0;
    settings.clock = [&] { return QDateTime::currentDateTimeUtc().addMSecs(laterMs); };
    AlertService service{settings};
    QSignalSpy notices{&service, &AlertService::noticeReady};
    service.start();
    watched.store(0, 101);
    service.judge();
    QCOMPARE(notices.count(), 0);
    QCOMPARE(watched.recorder->entries().constFirst().deliveries, AlertDeliveries{});

    laterMs = 3'660'000;
    for (int times = 0; times < 3; ++times)
        service.judge();
    QCOMPARE(notices.count(), 1);
    const auto outcome = [&] {
        return watched.recorder->entries().constFirst().deliveries.outcome(AlertChannel::Command);
    };
    QTRY_COMPARE(outcome(), u"done"_s);
    service.judge();
    QFile written{file};
    QVERIFY(written.open(QIODevice::ReadOnly));
    QCOMPARE(written.readAll(), "fired\n");
}

// Of two rules one is snoozed, and what fired it came late: the other one is told at once.
void TestAlertService::whatWaitsDelaysNobody()
{
    const Watched watched;
    AlertService service{watched.settings()};
    QSignalSpy notices{&service, &AlertService::noticeReady};
    service.start();
    watched.store(20, 99, QDateTime::currentDateTimeUtc());
    watched.store(19, 101, QDateTime::currentDateTimeUtc());
    watched.store(18, 99, QDateTime::currentDateTimeUtc());
    VERIFY_RESULT(AlertBook{*watched.connection}.snooze(
            {watched.rule.id}, QDateTime::currentDateTimeUtc().addSecs(3600),
            QDateTime::currentDateTimeUtc()));
    service.judge();
    QCOMPARE(watched.recorder->entries().size(), 1);
    QVERIFY(watched.recorder->entries().constFirst().isLate);
    const AlertRule other = watched.recorder->add(u"below 50"_s);
    watched.store(0, 49);
    service.judge();
    QCOMPARE(notices.count(), 1);
    QCOMPARE(noticeFrom(notices, 0).entries.constFirst().ruleId, other.id);
}

void TestAlertService::saysSoWhenOneEndsAsAnotherFires()
{
    const Watched watched;
    (void)watched.recorder->add(u"below 100"_s);
    AlertService service{watched.settings(false)};
    QSignalSpy changes{&service, &AlertService::logChanged};
    service.start();
    watched.store(1, 101);
    service.judge();
    QCOMPARE(changes.constLast().at(0).toInt(), 1);
    const qsizetype before = changes.count();
    watched.store(0, 99);
    service.judge();
    QCOMPARE(changes.constLast().at(0).toInt(), 1); // one open still, and another one
    QVERIFY(changes.count() > before);
}

// Another program holds the database just then.
void TestAlertService::whatCannotBeNotedIsNotToldAgain()
{
    const Watched watched;
    AlertServiceSettings settings = watched.settings();
    settings.database.busyTimeout = 100ms;
    AlertService service{settings};
    QSignalSpy notices{&service, &AlertService::noticeReady};
    QSignalSpy failures{&service, &AlertService::failed};
    service.start();
    watched.store(0, 101);
    service.judge();
    QCOMPARE(notices.count(), 1);
    {
        Transaction holds{*watched.connection};
        VERIFY_RESULT(holds.begin());
        service.noticeShown(noticeFrom(notices, 0).id, u"notification"_s);
        QCOMPARE(failures.count(), 1);
    }
    service.judge();
    QCOMPARE(notices.count(), 1);
    QCOMPARE(watched.statuses(), QList{AlertStatus::Notified});
}

void TestAlertService::whatWasSeenElsewhereIsWithdrawn()
{
    const Watched watched;
    AlertService service{watched.settings()};
    QSignalSpy notices{&service, &AlertService::noticeReady};
    QSignalSpy withdrawn{&service, &AlertService::withdrawn};
    service.start();
    watched.store(0, 101);
    service.judge();
    QCOMPARE(notices.count(), 1); // and waits to be seen
    const qint64 entry = watched.recorder->entries().constFirst().id;
    VERIFY_RESULT(
            AlertBook{*watched.connection}.acknowledge({entry}, QDateTime::currentDateTimeUtc()));
    service.judge();
    QCOMPARE(withdrawn.count(), 1);
    QCOMPARE(withdrawn.at(0).at(0).value<QList<qint64>>(), QList<qint64>{entry});
    service.noticeShown(noticeFrom(notices, 0).id, u"window"_s); // too late
    QCOMPARE(watched.recorder->entries().constFirst().deliveries.outcome(AlertChannel::Notice),
             u"log"_s);
}

// Killed before anybody noted that it was shown, and one of its firings was deleted since.
void TestAlertService::aDigestIsFoundAndAnsweredInParts()
{
    const Watched watched;
    quint32 id = 0;
    {
        AlertService dies{watched.settings()};
        QSignalSpy notices{&dies, &AlertService::noticeReady};
        dies.start();
        for (int slot = 20; slot > 10; --slot)
            watched.store(slot, slot % 2 == 0 ? 99 : 101, QDateTime::currentDateTimeUtc());
        dies.judge();
        QTRY_COMPARE(notices.count(), 1);
        id = noticeFrom(notices, 0).id;
    }
    const QList<AlertLogEntry> entries = watched.recorder->entries();
    QCOMPARE(entries.size(), 5);
    VERIFY_RESULT(AlertBook{*watched.connection}.remove({entries.at(2).id},
                                                        QDateTime::currentDateTimeUtc()));
    AlertService next{watched.settings(false)};
    QSignalSpy found{&next, &AlertService::noticeFound};
    next.start();
    next.findNotice(id);
    QCOMPARE(found.count(), 1);
    QCOMPARE(noticeFrom(found, 0).entries.size(), 4);
    next.acknowledge({entries.at(0).id, entries.at(1).id, entries.at(2).id, entries.at(3).id});
    int acknowledged = 0;
    for (const AlertLogEntry &entry : watched.recorder->entries())
        acknowledged += entry.acknowledgedAt.isValid() ? 1 : 0;
    QCOMPARE(acknowledged, 3);
}

// The database was away for two hours, and is back before the prices of that time are stored.
void TestAlertService::whatWaitsInTheOutboxIsNotMissed()
{
    const Watched watched;
    const SlotGrid grid{std::chrono::minutes{5}};
    const QDateTime present = grid.slotAt(QDateTime::currentDateTimeUtc());
    AlertRule rule;
    rule.symbol = u"BTC.COINSPOT"_s;
    rule.condition = *AlertCondition::parse(u"no data 30m"_s);
    VERIFY_RESULT(AlertRuleStore{*watched.connection}.add(*checkedRule(rule),
                                                          present.addSecs(-300 * 24)));
    watched.store(24, 99);
    const QTemporaryDir folder;
    Outbox outbox{folder.path()};
    for (int slotsAgo = 23; slotsAgo >= 0; --slotsAgo) {
        Quote quote;
        quote.coin = u"btc"_s;
        quote.timestamp = present.addSecs(-300 * slotsAgo);
        quote.bid = quote.ask = quote.last = Price::fromUnits(9'900'000'000);
        Snapshot snapshot;
        snapshot.run.source = u"coinspot"_s;
        snapshot.run.slot = snapshot.run.startedAt = quote.timestamp;
        snapshot.run.status = RunStatus::Ok;
        snapshot.quotes = {quote};
        VERIFY_RESULT(outbox.keep(snapshot));
    }
    AlertServiceSettings settings = watched.settings();
    settings.awaited = [&] { return outbox.oldestSlot(); };
    AlertService service{settings};
    QSignalSpy failures{&service, &AlertService::failed};
    service.start();
    QCOMPARE(watched.recorder->log(), QStringList{});

    Recorder recorder{settings.database, outbox, grid, Clock::system()};
    connect(&recorder, &Recorder::drained, &service, &AlertService::judge);
    QCOMPARE(recorder.drain(), 0);
    QVERIFY(!outbox.oldestSlot().isValid());
    service.judge();
    QCOMPARE(watched.recorder->log(), QStringList{});
    QVERIFY(failures.isEmpty());
}

// The system's zone changes while the program runs.
void TestAlertService::anotherZoneHasOtherDays()
{
    const QTimeZone west{-12 * 3600};
    const QTimeZone east{12 * 3600}; // always a day ahead of that
    AlertRule rule;
    rule.activeDays =
            quint8(1 << (QDateTime::currentDateTimeUtc().toTimeZone(east).date().dayOfWeek() - 1));
    const Watched watched{Engine::Sqlite, rule};
    AlertServiceSettings settings = watched.settings();
    QTimeZone zone = west;
    settings.zone = [&] { return zone; };
    AlertService service{settings};
    QSignalSpy notices{&service, &AlertService::noticeReady};
    service.start();
    watched.store(1, 101);
    service.judge();
    QCOMPARE(watched.recorder->entries().size(), 0);
    zone = east;
    watched.store(0, 101);
    service.judge();
    QCOMPARE(watched.recorder->entries().size(), 1);
    QCOMPARE(notices.count(), 1);
}

// Two computers on one server.
void TestAlertService::clocksThatDifferShareClaims()
{
    QFETCH(const Engine, engine);
    if (engine == Engine::Sqlite)
        QSKIP("a file is on one computer, which has one clock");
    const Watched watched{engine};
    AlertServiceSettings settings = watched.settings();
    AlertService one{settings};
    settings.clock = [] { return QDateTime::currentDateTimeUtc().addSecs(60); };
    AlertService ahead{settings};
    QSignalSpy first{&ahead, &AlertService::noticeReady};
    QSignalSpy second{&one, &AlertService::noticeReady};
    ahead.start();
    one.start();
    watched.store(0, 101);
    ahead.judge();
    QCOMPARE(first.count(), 1); // and nobody has seen it yet
    one.judge();
    QCOMPARE(second.count(), 0);
}

// By an hour, after a program died with its claim.
void TestAlertService::aClockThatWasSetBackWaitsForNoClaim()
{
    const Watched watched;
    AlertServiceSettings settings = watched.settings();
    {
        settings.clock = [] { return QDateTime::currentDateTimeUtc().addSecs(3600); };
        AlertService dies{settings};
        QSignalSpy notices{&dies, &AlertService::noticeReady};
        dies.start();
        watched.store(0, 101);
        dies.judge();
        QCOMPARE(notices.count(), 1);
    }
    settings.clock = &QDateTime::currentDateTimeUtc;
    AlertService next{settings};
    QSignalSpy notices{&next, &AlertService::noticeReady};
    next.start();
    QCOMPARE(notices.count(), 1);
}

QTEST_GUILESS_MAIN(TestAlertService)
#include "tst_alertservice.moc"
