// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/statements.h"
#include "migrations/firststart.h"
#include "migrations/migrator.h"
#include "migrations/state/migrationstatus.h"
#include "tests/support/engines.h"
#include "tests/support/migratingchild.h"
#include "tests/support/migrationfolder.h"
#include "tests/support/verifyresult.h"

#include <QCoreApplication>
#include <QThread>

#include <future>

using namespace Qt::Literals::StringLiterals;

// What the journal of MariaDB's steps knows and what it does not, at the two deaths that tell these
// apart.
class TestMariaDbJournal : public QObject
{
    Q_OBJECT

private slots:
    void mysqlCrashAfterDdlBeforeJournal();
    void mysqlPartialResume();
    void otherTablesSayNothing();
    void anotherScriptDoesNotGoOn();
    void rowsOfAnotherProgramAreKept();
    void failureInTheMiddleIsGoneOnWith();
    void firstStartEndsWithTheFirstWay();
    void driftKeepsNobodyFromGoingOn();
    void aCancelledUndoIsNoSuccess();

private:
    // Runs children on new databases, each dying one change later, until one leaves the journal
    // like this.
    void dieUntil(const std::function<bool(const QList<StepJournal::Entry> &)> &isWanted);

    MigrationFolder m_folder{{{u"CREATE TABLE t (x INTEGER)"_s, u"DROP TABLE t"_s},
                              {u"CREATE TABLE one (x INTEGER); INSERT INTO one VALUES (1); "
                               "CREATE TABLE two (x INTEGER); CREATE TABLE three (x INTEGER)"_s,
                               u"DROP TABLE three; DROP TABLE two; DROP TABLE one"_s}}};
    std::optional<TestDatabase> m_database;
    std::unique_ptr<Connection> m_connection;
};

void TestMariaDbJournal::dieUntil(
        const std::function<bool(const QList<StepJournal::Entry> &)> &isWanted)
{
    for (int dieAt = 1;; ++dieAt) {
        m_connection.reset();
        m_database.emplace(Engine::MariaDb);
        m_connection = openOrFail(m_database->spec());
        VERIFY_RESULT((Migrator{*m_connection, m_folder.set(Engine::MariaDb)}.up(1)));
        const auto child = startMigratingChild(
                m_database->spec(), {MigratingTask::Kind::Up, 2, dieAt, m_folder.path()});
        QVERIFY(child->waitForFinished(60'000));
        QCOMPARE(child->exitStatus(), QProcess::CrashExit);
        const auto entries = StepJournal{*m_connection}.entries();
        VERIFY_RESULT(entries);
        if (isWanted(*entries))
            return;
    }
}

// The journal says that the third statement runs; the database says that it was done. Run again it
// would fail: its table is there.
void TestMariaDbJournal::mysqlCrashAfterDdlBeforeJournal()
{
    dieUntil([this](const QList<StepJournal::Entry> &entries) {
        return !entries.isEmpty() && entries.constLast().step == 3 &&
               entries.constLast().state == StepJournal::State::Running &&
               *tableExists(*m_connection, u"two"_s);
    });
    if (QTest::currentTestFailed())
        return;
    const Migrator migrator{*m_connection, m_folder.set(Engine::MariaDb)};
    QCOMPARE(migrationStatus(migrator.database())->unfinished->statement, 3);
    VERIFY_RESULT(migrator.up());
    QCOMPARE(migrationStatus(migrator.database())->current, 2);
    QVERIFY(!migrationStatus(migrator.database())->unfinished);
    QVERIFY(*tableExists(*m_connection, u"three"_s));
}

// Two of four were done: the rows are not inserted a second time, and the rest follows.
void TestMariaDbJournal::mysqlPartialResume()
{
    dieUntil([](const QList<StepJournal::Entry> &entries) {
        return entries.size() == 2 && entries.constLast().state == StepJournal::State::Done;
    });
    if (QTest::currentTestFailed())
        return;
    const Migrator migrator{*m_connection, m_folder.set(Engine::MariaDb)};
    VERIFY_RESULT(bringEmptyToHead(migrator.database())); // any command that writes goes on with it
    QCOMPARE(migrationStatus(migrator.database())->current, 2);
    QCOMPARE(numberFrom(*m_connection, u"SELECT COUNT(*) FROM one"_s), 1);
    QVERIFY(*tableExists(*m_connection, u"three"_s));
    QCOMPARE(numberFrom(*m_connection, u"SELECT COUNT(*) FROM tidemark_migration_events WHERE "
                                       "event = 'resume' AND version = 2"_s),
             1);
    QCOMPARE(numberFrom(*m_connection, u"SELECT COUNT(*) FROM tidemark_migration_steps"_s), 0);
}

// The fourth statement was written down and never ran. What another program made meanwhile is no
// sign that it did.
void TestMariaDbJournal::otherTablesSayNothing()
{
    dieUntil([this](const QList<StepJournal::Entry> &entries) {
        return entries.size() == 4 && entries.constLast().state == StepJournal::State::Running &&
               !*tableExists(*m_connection, u"three"_s);
    });
    if (QTest::currentTestFailed())
        return;
    VERIFY_RESULT(m_connection->execute(u"CREATE TABLE elsewhere (x INTEGER)"_s));
    const Migrator migrator{*m_connection, m_folder.set(Engine::MariaDb)};
    VERIFY_RESULT(migrator.up());
    QCOMPARE(migrationStatus(migrator.database())->current, 2);
    QVERIFY(*tableExists(*m_connection, u"three"_s));
}

// A newer program may have tidied the script. Statement 3 of it is not statement 3 of the other.
void TestMariaDbJournal::anotherScriptDoesNotGoOn()
{
    dieUntil([](const QList<StepJournal::Entry> &entries) { return entries.size() == 3; });
    if (QTest::currentTestFailed())
        return;
    const MigrationFolder tidied{{{u"CREATE TABLE t (x INTEGER)"_s, u"DROP TABLE t"_s},
                                  {u"CREATE TABLE one (x INTEGER); INSERT INTO one VALUES (1); "
                                   "CREATE TABLE three (x INTEGER); CREATE TABLE two (x INTEGER)"_s,
                                   u"DROP TABLE two; DROP TABLE three; DROP TABLE one"_s}}};
    const Migrator other{*m_connection, tidied.set(Engine::MariaDb)};
    const Result<MigrationReport> refused = other.up();
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Refused);
    QVERIFY2(refused.error().detail.contains("another version"_L1),
             qPrintable(refused.error().detail));
    VERIFY_RESULT((Migrator{*m_connection, m_folder.set(Engine::MariaDb)}.up()));
}

// Between the copy and the exchange of the tables somebody who knows no lock of ours wrote a quote.
void TestMariaDbJournal::rowsOfAnotherProgramAreKept()
{
    constexpr int Rename = 3; // statement, from 0

    m_connection.reset();
    m_database.emplace(Engine::MariaDb);
    m_connection = openOrFail(m_database->spec());
    const MigrationSet set = *MigrationSet::shipped(Engine::MariaDb);
    VERIFY_RESULT((Migrator{*m_connection, set}.up(1)));
    const auto stranger = openOrFail(m_database->spec());
    const QString write = u"INSERT INTO price_data_5min VALUES (UUID(), 'btc', 1, 2, 1.5, "
                          "FROM_UNIXTIME(%1))"_s;
    VERIFY_RESULT(stranger->execute(write.arg(1'700'000'000)));
    bool hasWritten = false;
    const Migrator migrator{*m_connection, set, [&](const MigrationProgress &progress) {
                                if (progress.phase == MigrationProgress::Phase::Running &&
                                    progress.statement == Rename)
                                    hasWritten =
                                            stranger->execute(write.arg(1'700'000'300)).has_value();
                                return true;
                            }};
    const Result<MigrationReport> up = migrator.up(2);
    QVERIFY(hasWritten);
    QVERIFY(!up);
    QCOMPARE(up.error().kind, Error::Kind::Refused);
    QVERIFY2(up.error().detail.contains("Another program wrote"_L1), qPrintable(up.error().detail));
    QCOMPARE(migrationStatus(migrator.database())->current, 1);
    QVERIFY(!migrationStatus(migrator.database())->unfinished);
    QCOMPARE(numberFrom(*m_connection, u"SELECT COUNT(*) FROM price_data_5min"_s), 2);
    VERIFY_RESULT((Migrator{*m_connection, set}.up(2)));
    QCOMPARE(numberFrom(*m_connection, u"SELECT COUNT(*) FROM price_data_5min"_s), 2);
}

// A step that failed behind a drop cannot be taken back. That it failed is on the record, and not
// in a table whose rows are proven.
void TestMariaDbJournal::failureInTheMiddleIsGoneOnWith()
{
    const MigrationFolder folder{
            {{u"CREATE TABLE t (x INTEGER); CREATE TABLE system_events (time DATETIME(3) NOT NULL, "
              "level VARCHAR(20) NOT NULL, component VARCHAR(100) NOT NULL, event VARCHAR(100) NOT "
              "NULL, details LONGTEXT)"_s,
              u"DROP TABLE system_events; DROP TABLE t"_s},
             {u"DROP TABLE t; CREATE TABLE taken (x INTEGER); CREATE TABLE more (x INTEGER)"_s,
              u"DROP TABLE more; DROP TABLE taken; CREATE TABLE t (x INTEGER)"_s}}};
    m_connection.reset();
    m_database.emplace(Engine::MariaDb);
    m_connection = openOrFail(m_database->spec());
    const Migrator migrator{*m_connection, folder.set(Engine::MariaDb)};
    VERIFY_RESULT(migrator.up(1));
    const qint64 before = numberFrom(*m_connection, u"SELECT COUNT(*) FROM system_events"_s);
    VERIFY_RESULT(m_connection->execute(u"CREATE VIEW taken AS SELECT 1"_s));
    QVERIFY(!migrator.up());
    const auto status = migrationStatus(migrator.database());
    VERIFY_RESULT(status);
    QVERIFY(status->unfinished);
    QVERIFY(!status->unfinished->detail.isEmpty());
    QCOMPARE(numberFrom(*m_connection, u"SELECT COUNT(*) FROM system_events"_s), before);

    QVERIFY(!migrator.up()); // as often as one likes
    VERIFY_RESULT(m_connection->execute(u"DROP VIEW taken"_s));
    VERIFY_RESULT(migrator.up());
    QCOMPARE(migrationStatus(migrator.database())->current, 2);
    QVERIFY(*tableExists(*m_connection, u"more"_s));
}

// Somebody died on the way of an empty database to the head. Who then names a version himself gets
// it: no later command brings the database to the head unasked.
void TestMariaDbJournal::firstStartEndsWithTheFirstWay()
{
    const MigrationSet set = *MigrationSet::shipped(Engine::MariaDb);
    int reached = 0;
    for (int dieAt = 5; reached == 0; dieAt += 5) {
        m_connection.reset();
        m_database.emplace(Engine::MariaDb);
        m_connection = openOrFail(m_database->spec());
        const auto child = startMigratingChild(
                m_database->spec(), {MigratingTask::Kind::BringEmptyToHead, 0, dieAt, {}});
        QVERIFY(child->waitForFinished(60'000));
        QCOMPARE(child->exitStatus(), QProcess::CrashExit);
        reached = migrationStatus({*m_connection, set})->current;
    }
    const Migrator migrator{*m_connection, set};
    VERIFY_RESULT(migrator.up(reached + 1));
    const Result<MigrationReport> writing = bringEmptyToHead(migrator.database());
    QVERIFY(!writing);
    QCOMPARE(writing.error().kind, Error::Kind::Refused);
    QCOMPARE(migrationStatus(migrator.database())->current, reached + 1);
}

// A database that lacks something may not be moved, but what is unfinished must come to its end.
void TestMariaDbJournal::driftKeepsNobodyFromGoingOn()
{
    m_connection.reset();
    m_database.emplace(Engine::MariaDb);
    m_connection = openOrFail(m_database->spec());
    const Migrator migrator{*m_connection, *MigrationSet::shipped(Engine::MariaDb)};
    VERIFY_RESULT(migrator.up(4));
    VERIFY_RESULT(m_connection->execute(u"DROP INDEX ix_data_gaps_source_from ON data_gaps"_s));
    const Migration &five = migrator.database().migrations().at(5);
    Schema before = *inspectSchema(*m_connection); // of what the statement is about
    before.objects.removeIf(
            [](const SchemaObject &object) { return object.table != "market_data"_L1; });
    VERIFY_RESULT((StepJournal{*m_connection}.begin(
            {5, Direction::Up, 1, StepJournal::State::Running, before.fingerprint()},
            five.script(Direction::Up, {}).statements().constFirst())));
    QVERIFY(migrationStatus(migrator.database())->unfinished);

    const Result<MigrationReport> up = migrator.up();
    QCOMPARE(up.has_value() ? Error::Kind::Unknown : up.error().kind, Error::Kind::Refused);
    QVERIFY2(up.error().detail.contains("ix_data_gaps_source_from"_L1),
             qPrintable(up.error().detail));
    QVERIFY(!migrationStatus(migrator.database())->unfinished);
    QCOMPARE(migrationStatus(migrator.database())->current, 5);
}

// The undo of a statement was stopped itself: the step is as unfinished as before.
void TestMariaDbJournal::aCancelledUndoIsNoSuccess()
{
    dieUntil([](const QList<StepJournal::Entry> &entries) {
        return entries.size() == 1 && entries.constFirst().state == StepJournal::State::Done;
    });
    const auto other = openOrFail(m_database->spec());
    const auto asking = openOrFail(m_database->spec());
    VERIFY_RESULT(other->execute(u"BEGIN"_s));
    VERIFY_RESULT(other->execute(u"SELECT * FROM one"_s)); // nobody may drop it now
    const auto cancelled =
            std::async(std::launch::async, [&asking, canceller = m_connection->canceller()] {
                const QString waiting =
                        u"SELECT COUNT(*) FROM information_schema.processlist WHERE db = "
                        "DATABASE() AND state LIKE 'Waiting for table%'"_s;
                while (numberFrom(*asking, waiting) == 0)
                    QThread::msleep(1);
                canceller->cancel();
            });
    const Migrator migrator{*m_connection, m_folder.set(Engine::MariaDb)};
    const Result<MigrationReport> back = migrator.resume(JournalledStep::Way::Back);
    cancelled.wait();
    QVERIFY(!back);
    QCOMPARE(back.error().kind, Error::Kind::Cancelled);
    QVERIFY(migrationStatus(migrator.database())->unfinished);
    VERIFY_RESULT(other->execute(u"ROLLBACK"_s));
    VERIFY_RESULT(migrator.resume(JournalledStep::Way::Back));
    QVERIFY(!migrationStatus(migrator.database())->unfinished);
}

int main(int argc, char **argv)
{
    QCoreApplication app{argc, argv};
    if (const std::optional<int> exitCode = runMigratingChild(QCoreApplication::arguments()))
        return *exitCode;
    TestMariaDbJournal test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_mariadbjournal.moc"
