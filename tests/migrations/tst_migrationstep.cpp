// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/state/migrationstatus.h"
#include "tests/support/scratchdatabase.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;

// What one step keeps, and that it is taken back whole.
class TestMigrationStep : public QObject
{
    Q_OBJECT

private slots:
    void takesBackAStepThatLosesARow_data();
    void takesBackAStepThatLosesARow();
    void sqliteRebuildFkCascadeChildRowsKept();
    void keepsWhatSomebodyElseAdded();
    void refusesToDropAColumnOfSomebodyElse();
    void cancelTakesBackTheStep_data();
    void cancelTakesBackTheStep();

private:
    [[nodiscard]] MigrationSet setOf(const QList<QStringList> &steps);

    QTemporaryDir m_folder;
    int m_sets = 0;
};

// Migrations for a test; each step is {up, down}.
MigrationSet TestMigrationStep::setOf(const QList<QStringList> &steps)
{
    const QDir root{m_folder.filePath(QString::number(++m_sets))};
    const auto write = [&](const QString &path, const QString &text) {
        root.mkpath(QFileInfo{path}.path());
        QFile file{root.filePath(path)};
        if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0)
            qFatal("%s cannot be written", qPrintable(path));
    };
    QFile history{u":/migrations/history.sqlite.sql"_s};
    if (!MigrationSet::shipped(Engine::Sqlite) || !history.open(QIODevice::ReadOnly))
        qFatal("no history script");
    write(u"history.sqlite.sql"_s, QString::fromUtf8(history.readAll()));
    for (int at = 0; at < steps.size(); ++at) {
        const QString folder = u"%1_step"_s.arg(at + 1, 4, 10, QChar{u'0'});
        write(folder + u"/up.sqlite.sql"_s, steps[at][0]);
        write(folder + u"/down.sqlite.sql"_s, steps[at][1]);
    }
    const Result<MigrationSet> set = MigrationSet::load(root.path(), Engine::Sqlite);
    if (!set)
        qFatal("%s: %s", qPrintable(set.error().subject), qPrintable(set.error().detail));
    return *set;
}

void TestMigrationStep::takesBackAStepThatLosesARow_data()
{
    QTest::addColumn<QString>("change");

    QTest::newRow("row gone") << u"DELETE FROM t WHERE x = 2"_s;
    QTest::newRow("cell changed") << u"UPDATE t SET y = 'B' WHERE x = 2"_s;
    QTest::newRow("rows emptied by a copy")
            << u"CREATE TABLE new_t (x INTEGER, y TEXT);"
               " INSERT INTO new_t SELECT x, y FROM t WHERE x > 1; DROP TABLE t;"
               " ALTER TABLE new_t RENAME TO t"_s;
}

void TestMigrationStep::takesBackAStepThatLosesARow()
{
    QFETCH(const QString, change);

    const ScratchDatabase database;
    const MigrationSet set =
            setOf({{u"CREATE TABLE t (x INTEGER, y TEXT)"_s, u"DROP TABLE t"_s},
                   {change + u"; CREATE TABLE other (z)"_s, u"DROP TABLE other"_s}});
    const Migrator migrator{database.connection(), set};
    QVERIFY(migrator.up(1));
    QVERIFY(database.run(u"INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, 'c')"_s));

    const Result<MigrationReport> report = migrator.up();
    QVERIFY(!report);
    QCOMPARE(report.error().kind, Error::Kind::Database);
    QCOMPARE(report.error().subject, u"t"_s);
    QCOMPARE(migrationStatus(migrator.database())->current, 1);
    QCOMPARE(database.column(u"SELECT y FROM t ORDER BY x"_s),
             (QStringList{u"a"_s, u"b"_s, u"c"_s}));
    QCOMPARE(database.value(u"SELECT event || ' ' || version FROM tidemark_migration_events"
                            " ORDER BY id DESC"_s),
             u"fail 2"_s);
}

void TestMigrationStep::sqliteRebuildFkCascadeChildRowsKept()
{
    const ScratchDatabase database;
    const QString rebuild = u"CREATE TABLE new_parent (id INTEGER PRIMARY KEY, name TEXT%1);"
                            " INSERT INTO new_parent (id, name) SELECT id, name FROM parent;"
                            " DROP TABLE parent; ALTER TABLE new_parent RENAME TO parent"_s;
    const MigrationSet set =
            setOf({{u"CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT);"
                    " CREATE TABLE child (id INTEGER PRIMARY KEY,"
                    "  parent INTEGER NOT NULL REFERENCES parent (id) ON DELETE CASCADE)"_s,
                    u"DROP TABLE child; DROP TABLE parent"_s},
                   {rebuild.arg(u", note TEXT"_s), rebuild.arg(u""_s)}});
    const Migrator migrator{database.connection(), set};
    QVERIFY(migrator.up(1));
    QVERIFY(database.run(u"INSERT INTO parent VALUES (1, 'a'), (2, 'b')"_s));
    QVERIFY(database.run(u"INSERT INTO child VALUES (1, 1), (2, 1), (3, 2)"_s));

    const Result<MigrationReport> report = migrator.up();
    QVERIFY2(report, qPrintable(report ? QString{} : report.error().detail));
    QCOMPARE(database.value(u"SELECT COUNT(*) FROM child"_s), u"3"_s);
    QVERIFY(database.value(u"SELECT sql FROM sqlite_schema WHERE name = 'child'"_s)
                    .contains("REFERENCES parent"_L1));
    // Back in force for everybody else.
    QCOMPARE(database.value(u"PRAGMA foreign_keys"_s), u"1"_s);
    QCOMPARE(database.value(u"PRAGMA legacy_alter_table"_s), u"0"_s);
    QVERIFY(!database.run(u"INSERT INTO child VALUES (4, 99)"_s));
}

void TestMigrationStep::keepsWhatSomebodyElseAdded()
{
    const ScratchDatabase database;
    QVERIFY(database.migrator().up(1));
    QVERIFY(database.run(u"CREATE INDEX mine ON price_data_5min (bid)"_s));
    QVERIFY(database.run(
            u"CREATE VIEW my_prices AS SELECT coin_type, last FROM price_data_5min"_s));
    QVERIFY(database.run(u"CREATE TABLE notes (text TEXT)"_s));
    QVERIFY(database.run(u"CREATE TRIGGER my_note AFTER DELETE ON price_data_5min"
                         " BEGIN INSERT INTO notes VALUES (old.coin_type); END"_s));
    QVERIFY(database.run(u"INSERT INTO notes VALUES ('keep me')"_s));

    const Result<MigrationReport> report = database.migrator().up();
    QVERIFY2(report, qPrintable(report ? QString{} : report.error().detail));
    QCOMPARE(database.value(u"SELECT text FROM notes"_s), u"keep me"_s);
    QVERIFY(database.run(u"SELECT * FROM my_prices"_s));
    QCOMPARE(database.column(u"SELECT name FROM sqlite_schema WHERE name IN"
                             " ('mine', 'my_prices', 'my_note') ORDER BY name"_s),
             (QStringList{u"mine"_s, u"my_note"_s, u"my_prices"_s}));
}

void TestMigrationStep::refusesToDropAColumnOfSomebodyElse()
{
    const ScratchDatabase database;
    QVERIFY(database.migrator().up(1));
    QVERIFY(database.run(u"ALTER TABLE price_data_5min ADD COLUMN note TEXT"_s));
    const Result<MigrationReport> report = database.migrator().up();
    QVERIFY(!report);
    QCOMPARE(report.error().kind, Error::Kind::Refused);
    QVERIFY(report.error().detail.contains("column note of table price_data_5min"_L1));
    QCOMPARE(database.version(), 1);
    QVERIFY(database.run(u"SELECT note FROM price_data_5min"_s));
}

void TestMigrationStep::cancelTakesBackTheStep_data()
{
    QTest::addColumn<MigrationProgress::Phase>("phase");
    QTest::addColumn<int>("statement");

    QTest::newRow("while counting before") << MigrationProgress::Phase::Checking << 0;
    QTest::newRow("before the drop") << MigrationProgress::Phase::Running << 3;
    QTest::newRow("while verifying") << MigrationProgress::Phase::Verifying << 8;
}

void TestMigrationStep::cancelTakesBackTheStep()
{
    QFETCH(const MigrationProgress::Phase, phase);
    QFETCH(const int, statement);

    const ScratchDatabase database;
    QVERIFY(database.migrator().up(1));
    QVERIFY(database.run(
            u"WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 5000)"
            " INSERT INTO price_data_5min SELECT printf('%036d', i), 'btc', '1.00000000',"
            " '1.00000000', '1.00000000', i FROM n"_s));
    const TableProof before = database.quotes();
    bool wasAsked = false;
    const Migrator migrator = database.migrator([&](const MigrationProgress &progress) {
        const bool stop = progress.phase == phase && progress.statement == statement;
        wasAsked = wasAsked || stop;
        return !stop;
    });
    const Result<MigrationReport> report = migrator.up(2);
    QVERIFY(wasAsked);
    QVERIFY(!report);
    QCOMPARE(report.error().kind, Error::Kind::Cancelled);
    QCOMPARE(database.version(), 1);
    QCOMPARE(database.quotes(), before);
    QCOMPARE(migrationStatus(database.migrator().database())->drift, QStringList{});
}

QTEST_GUILESS_MAIN(TestMigrationStep)
#include "tst_migrationstep.moc"
