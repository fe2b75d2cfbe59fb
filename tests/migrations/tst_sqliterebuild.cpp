// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/transaction.h"
#include "migrations/state/migrationstatus.h"
#include "migrations/steps/rebuildmode.h"
#include "tests/support/migrationfolder.h"
#include "tests/support/scratchdatabase.h"

#include <QFileInfo>
#include <QTemporaryDir>

#include <csignal>
#include <sys/resource.h>

using namespace Qt::Literals::StringLiterals;

// SQLite's traps around a table that is rebuilt, and a disk that is full meanwhile.
class TestSqliteRebuild : public QObject
{
    Q_OBJECT

private slots:
    void sqlitePragmaInsideTxDetected();
    void sqliteRenameOrderGuard();
    void diskFullMidway();
};

// Inside a transaction SQLite says yes to the setting and does nothing.
void TestSqliteRebuild::sqlitePragmaInsideTxDetected()
{
    const ScratchDatabase database;
    Transaction transaction{database.connection()};
    QVERIFY(transaction.begin());
    RebuildMode rebuild{database.connection()};
    const Result<> entered = rebuild.enter();
    QVERIFY(!entered);
    QCOMPARE(entered.error().subject, u"foreign_keys"_s);
    QVERIFY(!SqlScript::parse(u"PRAGMA foreign_keys = 0"_s, Engine::Sqlite));
}

// A table that goes out of the way under another name must not take along who refers to it.
void TestSqliteRebuild::sqliteRenameOrderGuard()
{
    const MigrationFolder folder{
            {{u"CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT); "
              "CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER NOT NULL "
              "REFERENCES parent (id) ON DELETE CASCADE); "
              "CREATE VIEW names AS SELECT name FROM parent"_s,
              u"DROP VIEW names; DROP TABLE child; DROP TABLE parent"_s},
             {u"ALTER TABLE parent RENAME TO old_parent; "
              "CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT, note TEXT); "
              "INSERT INTO parent (id, name) SELECT id, name FROM old_parent; "
              "DROP TABLE old_parent"_s,
              u"ALTER TABLE parent DROP COLUMN note"_s}}};
    const ScratchDatabase database;
    const Migrator migrator{database.connection(), folder.set(Engine::Sqlite)};
    QVERIFY(migrator.up(1));
    QVERIFY(database.run(u"INSERT INTO parent VALUES (1, 'a'), (2, 'b')"_s));
    QVERIFY(database.run(u"INSERT INTO child VALUES (1, 1), (2, 1), (3, 2)"_s));
    const Result<MigrationReport> report = migrator.up();
    QVERIFY2(report, qPrintable(report ? QString{} : report.error().detail));
    QCOMPARE(database.value(u"SELECT COUNT(*) FROM child"_s), u"3"_s);
    QCOMPARE(database.value(u"SELECT COUNT(*) FROM names"_s), u"2"_s);
    QCOMPARE(database.value(u"SELECT COUNT(*) FROM sqlite_schema WHERE sql LIKE '%old_parent%'"_s),
             u"0"_s);
    QVERIFY(!database.run(u"INSERT INTO child VALUES (4, 99)"_s));
}

// No file of this process may grow any more: what a full disk is to a program.
void TestSqliteRebuild::diskFullMidway()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"market.db"_s);
    const ScratchDatabase database{path};
    QVERIFY(database.migrator().up(1));
    QVERIFY(database.run(
            u"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 20000)"
            " INSERT INTO price_data_5min SELECT printf('%036d', i), 'btc', '1.00000000',"
            " '1.00000000', '1.00000000', i FROM n"_s));
    QVERIFY(database.run(u"PRAGMA wal_checkpoint(TRUNCATE)"_s));
    const TableProof before = database.quotes();
    QCOMPARE(before.rows, 20'000);

    rlimit normal{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &normal), 0);
    std::signal(SIGXFSZ, SIG_IGN); // the write fails instead
    rlimit tight = normal;
    tight.rlim_cur = rlim_t(QFileInfo{path}.size() / 2); // the write-ahead log gets no further
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &tight), 0);
    const Result<MigrationReport> report = database.migrator().up(2);
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &normal), 0);
    QVERIFY(!report);
    QCOMPARE(database.version(), 1);
    QCOMPARE(database.quotes(), before);
    QCOMPARE(database.value(u"PRAGMA integrity_check"_s), u"ok"_s);
    QCOMPARE(migrationStatus(database.migrator().database())->drift, QStringList{});
    // As soon as there is room it goes on.
    QVERIFY(database.migrator().up());
    QCOMPARE(database.quotes(), before);
}

QTEST_GUILESS_MAIN(TestSqliteRebuild)
#include "tst_sqliterebuild.moc"
