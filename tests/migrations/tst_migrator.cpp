// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/firststart.h"
#include "migrations/state/migrationstatus.h"
#include "tests/support/scratchdatabase.h"

#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;

// The rules of moving between versions, whatever the versions make.
class TestMigrator : public QObject
{
    Q_OBJECT

private slots:
    void refusesToLoseRows();
    void emptyTablesAreNoLoss();
    void refusesWhatIsBehind();
    void refusesANewerDatabase();
    void refusesATamperedHistory();
    void refusesADatabaseOfSomebodyElse();
    void knowsItsTargets();
    void findsDrift_data();
    void findsDrift();
    void tellsTheStatusReadOnly();
    void waitsForNobodyForEver();
    void historyOnlyGrows();

private:
    QTemporaryDir m_folder;
};

namespace {

bool addRows(const ScratchDatabase &database, int rows)
{
    return database.run(
            u"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT %1)"
            " INSERT INTO price_data_5min (coin_type, bid, ask, last, timestamp, created_at)"
            " SELECT 'btc', '1.50000000', '1.60000000', i || '.00000001', i * 300000, i * 300000"
            " FROM n"_s.arg(rows));
}

} // namespace

void TestMigrator::refusesToLoseRows()
{
    const ScratchDatabase database;
    const Migrator migrator = database.migrator();
    QVERIFY(migrator.up());
    QVERIFY(addRows(database, 3));
    QVERIFY(database.run(u"INSERT INTO metadata VALUES ('a', 'b', 1), ('c', 'd', 2)"_s));

    const Result<MigrationReport> report = migrator.down(1, LossPolicy::Refuse);
    QVERIFY(!report);
    QCOMPARE(report.error().kind, Error::Kind::Refused);
    QCOMPARE(report.error().subject, u"--accept-loss"_s);
    const QString sentence = report.error().detail;
    QVERIFY2(sentence.contains("table metadata (rows: 2)"_L1), qPrintable(sentence));
    QVERIFY2(sentence.contains("id, created_at of table price_data_5min (rows: 3)"_L1),
             qPrintable(sentence));
    QVERIFY(!sentence.contains("daily_data"_L1));
    QCOMPARE(database.version(), headVersion());
    QCOMPARE(database.value(u"SELECT COUNT(*) FROM metadata"_s), u"2"_s);

    QVERIFY(migrator.down(1, LossPolicy::Accept));
    QCOMPARE(database.version(), 1);
    const Result<MigrationReport> rest = migrator.down(0, LossPolicy::Refuse);
    QVERIFY(!rest && rest.error().detail.contains("table price_data_5min (rows: 3)"_L1));
}

void TestMigrator::emptyTablesAreNoLoss()
{
    const ScratchDatabase database;
    const Migrator migrator = database.migrator();
    QVERIFY(migrator.up(3)); // a step down from above would tell of itself in system_events
    QVERIFY(database.run(u"DELETE FROM system_events"_s));
    const Result<MigrationReport> report = migrator.down(0, LossPolicy::Refuse);
    QVERIFY2(report, qPrintable(report ? QString{} : report.error().detail));
    QCOMPARE(report->from, 3);
    QCOMPARE(report->to, 0);
    QCOMPARE(report->steps.size(), 3);
    QCOMPARE(report->steps.constFirst().version, 3);
    QCOMPARE(report->steps.constFirst().direction, Direction::Down);
}

void TestMigrator::refusesWhatIsBehind()
{
    const ScratchDatabase database;
    QVERIFY(database.migrator().up(1));
    const Result<MigrationReport> report = bringEmptyToHead(database.migrator().database());
    QVERIFY(!report);
    QCOMPARE(report.error().kind, Error::Kind::Refused);
    QCOMPARE(report.error().subject, u"tidemarkctl migrate up"_s);
    QCOMPARE(database.version(), 1);
}

void TestMigrator::refusesANewerDatabase()
{
    const ScratchDatabase database;
    const Migrator migrator = database.migrator();
    QVERIFY(migrator.up());
    QVERIFY(database.run(
            u"INSERT INTO tidemark_migrations VALUES (99, 'later', 'x', 1, 1, '9', 'h',"
            " 'u')"_s));
    for (const Result<MigrationReport> &report :
         {bringEmptyToHead(migrator.database()), migrator.up(),
          migrator.down(1, LossPolicy::Accept)}) {
        QVERIFY(!report);
        QCOMPARE(report.error().kind, Error::Kind::Refused);
        QCOMPARE(report.error().subject, u"99"_s);
    }
    const Result<MigrationStatus> status = migrationStatus(migrator.database());
    QVERIFY(status);
    QCOMPARE(status->current, 99);
    QCOMPARE(status->head, headVersion());
    QVERIFY(status->pending.isEmpty());
    QVERIFY(status->drift.contains(u"migration 99 (later) is not known to this program"_s));
}

void TestMigrator::refusesATamperedHistory()
{
    const ScratchDatabase database;
    const Migrator migrator = database.migrator();
    QVERIFY(migrator.up(2));
    QVERIFY(database.run(u"UPDATE tidemark_migrations SET checksum = 'x' WHERE version = 1"_s));
    for (const Result<MigrationReport> &report :
         {migrator.up(), migrator.down(0, LossPolicy::Accept)}) {
        QVERIFY(!report);
        QCOMPARE(report.error().kind, Error::Kind::Refused);
        QVERIFY2(report.error().detail.contains("migration 1 (initial_price_data)"_L1),
                 qPrintable(report.error().detail));
    }
    QCOMPARE(database.version(), 2);
    QCOMPARE(migrationStatus(migrator.database())->drift.size(), 1);

    QVERIFY(database.run(u"DELETE FROM tidemark_migrations WHERE version = 1"_s));
    const Result<MigrationReport> hole = migrator.up();
    QVERIFY(!hole && hole.error().detail.contains("migration 1 is missing"_L1));
}

void TestMigrator::refusesADatabaseOfSomebodyElse()
{
    const ScratchDatabase database;
    const Migrator migrator = database.migrator();
    QVERIFY(database.run(u"CREATE TABLE recipes (name TEXT)"_s));
    for (const Result<MigrationReport> &report :
         {bringEmptyToHead(migrator.database()), migrator.up()}) {
        QVERIFY(!report);
        QCOMPARE(report.error().kind, Error::Kind::Refused);
    }
    const Result<MigrationStatus> status = migrationStatus(migrator.database());
    QVERIFY(status);
    QCOMPARE(status->current, 0);
    QCOMPARE(status->drift, QStringList{u"table recipes is not known to Tidemark"_s});
    QCOMPARE(database.column(u"SELECT name FROM sqlite_schema"_s), QStringList{u"recipes"_s});
}

void TestMigrator::knowsItsTargets()
{
    const ScratchDatabase database;
    const Migrator migrator = database.migrator();
    for (const int version : {-1, headVersion() + 1}) {
        const Result<MigrationReport> report = migrator.up(version);
        QVERIFY(!report);
        QCOMPARE(report.error().kind, Error::Kind::Usage);
    }
    QVERIFY(migrator.up(2));
    QVERIFY(migrator.up(1)->steps.isEmpty()); // beyond it already
    QVERIFY(migrator.down(2, LossPolicy::Refuse)->steps.isEmpty());
    const Result<MigrationReport> report = migrator.down(3, LossPolicy::Refuse);
    QVERIFY(!report);
    QCOMPARE(report.error().kind, Error::Kind::Usage);
    QCOMPARE(database.version(), 2);
}

void TestMigrator::findsDrift_data()
{
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("sentence");

    QTest::newRow("index gone") << u"DROP INDEX ix_price_data_5min_timestamp"_s
                                << u"index ix_price_data_5min_timestamp is missing"_s;
    QTest::newRow("table more") << u"CREATE TABLE foo (x)"_s
                                << u"table foo is not known to Tidemark"_s;
    QTest::newRow("column more") << u"ALTER TABLE assets ADD COLUMN note TEXT"_s
                                 << u"column note of table assets is not known to Tidemark"_s;
    QTest::newRow("view gone") << u"DROP VIEW readable_prices"_s
                               << u"view readable_prices is missing"_s;
}

void TestMigrator::findsDrift()
{
    QFETCH(const QString, change);
    QFETCH(const QString, sentence);

    const ScratchDatabase database;
    QVERIFY(database.migrator().up());
    QCOMPARE(migrationStatus(database.migrator().database())->drift, QStringList{});
    QVERIFY(database.run(change));
    QCOMPARE(migrationStatus(database.migrator().database())->drift, QStringList{sentence});
}

void TestMigrator::tellsTheStatusReadOnly()
{
    const QString path = m_folder.filePath(u"readonly.db"_s);
    {
        const ScratchDatabase database{path};
        QVERIFY(database.migrator().up(2));
    }
    const ScratchDatabase database{path, true};
    const Result<MigrationStatus> status = migrationStatus(database.migrator().database());
    QVERIFY2(status, qPrintable(status ? QString{} : status.error().detail));
    QCOMPARE(status->current, 2);
    QCOMPARE(status->drift, QStringList{});
    const Result<MigrationReport> report = database.migrator().up();
    QVERIFY(!report);
    QCOMPARE(report.error().kind, Error::Kind::ReadOnly);
}

void TestMigrator::waitsForNobodyForEver()
{
    const QString path = m_folder.filePath(u"busy.db"_s);
    const ScratchDatabase writer{path};
    QVERIFY(writer.run(u"BEGIN IMMEDIATE"_s));
    ConnectionSpec impatient = ConnectionSpec::file(path);
    impatient.busyTimeout = std::chrono::milliseconds{50};
    const Result<std::unique_ptr<Connection>> other = Connection::open(impatient);
    QVERIFY(other);
    const Migrator migrator{**other, *MigrationSet::shipped(Engine::Sqlite)};
    const Result<MigrationReport> report = bringEmptyToHead(migrator.database());
    QVERIFY(!report);
    QCOMPARE(report.error().kind, Error::Kind::Busy);
    QVERIFY(writer.run(u"ROLLBACK"_s));
    QVERIFY(bringEmptyToHead(migrator.database()));
}

void TestMigrator::historyOnlyGrows()
{
    const ScratchDatabase database;
    QVERIFY(database.migrator().up());
    QVERIFY(!database.run(u"DELETE FROM tidemark_migration_events"_s));
    QVERIFY(!database.run(u"UPDATE tidemark_migration_events SET actor = 'nobody'"_s));
    QVERIFY(database.lastError().contains("append only"_L1));
}

QTEST_GUILESS_MAIN(TestMigrator)
#include "tst_migrator.moc"
