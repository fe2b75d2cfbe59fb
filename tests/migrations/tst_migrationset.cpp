// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/migration.h"
#include "migrations/state/validation.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

class TestMigrationSet : public QObject
{
    Q_OBJECT

private slots:
    void isShipped();
    void oldServersAreNamed_data();
    void oldServersAreNamed();
    void oldestPostgreSqlKnowsTheScripts();
    void checksumSeesEachFile();
    void refuses_data();
    void refuses();
};

namespace {

void write(const QDir &root, const QString &path, const QString &text)
{
    QVERIFY(root.mkpath(QFileInfo{path}.path()));
    QFile file{root.filePath(path)};
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text.toUtf8());
}

void writeGoodSet(const QDir &root)
{
    write(root, u"history.sqlite.sql"_s, u"CREATE TABLE h (x);"_s);
    for (const QString &name : {u"0001_one"_s, u"0002_two"_s}) {
        write(root, name + u"/up.sqlite.sql"_s, u"CREATE TABLE t%1 (x);"_s.arg(name));
        write(root, name + u"/down.sqlite.sql"_s, u"DROP TABLE t%1;"_s.arg(name));
    }
}

} // namespace

void TestMigrationSet::isShipped()
{
    const Result<MigrationSet> set = MigrationSet::shipped(Engine::Sqlite);
    QVERIFY2(set, qPrintable(set ? QString{} : set.error().subject + set.error().detail));
    QStringList names;
    for (const Migration &migration : set->all())
        names.append(migration.name);
    QCOMPARE(names,
             (QStringList{u"initial_price_data"_s, u"align_price_data"_s,
                          u"assets_bars_runs_events"_s, u"quotes_and_alerts"_s,
                          u"optimize_market_data_indexes"_s, u"optimize_alert_log_indexes"_s,
                          u"convert_decimal_to_float"_s, u"add_soft_delete_safety"_s,
                          u"portfolio_and_signals"_s, u"exact_alert_values"_s, u"alert_engine"_s,
                          u"watchlist"_s, u"recycle_bin"_s, u"tuning_records"_s}));
    QCOMPARE(set->at(2).replaced, QStringList{u"price_data_5min.id"_s});
    QVERIFY(set->at(2).downGuard.startsWith("SELECT"_L1));
    QVERIFY(set->at(1).upGuard.isEmpty());
}

void TestMigrationSet::oldServersAreNamed_data()
{
    QTest::addColumn<QString>("product");
    QTest::addColumn<QString>("version");
    QTest::addColumn<bool>("isOld");
    QTest::newRow("postgresql 12") << u"PostgreSQL"_s << u"12.22"_s << true;
    QTest::newRow("postgresql 13") << u"PostgreSQL"_s << u"13.0"_s << false;
    // Without a descending order in its indexes, which the shapes of all versions have.
    QTest::newRow("mariadb 10.7") << u"MariaDB"_s << u"10.7.8"_s << true;
    QTest::newRow("mariadb 10.8") << u"MariaDB"_s << u"10.8.2"_s << false;
    QTest::newRow("mysql 5.7") << u"MySQL"_s << u"5.7.44"_s << true;
    QTest::newRow("mysql 8") << u"MySQL"_s << u"8.0.11"_s << false;
}

void TestMigrationSet::oldServersAreNamed()
{
    QFETCH(const QString, product);
    QFETCH(const QString, version);
    QFETCH(const bool, isOld);
    const QList<ValidationFinding> findings = validateServer({product, version, {}});
    QCOMPARE(findings.size(), isOld ? 1 : 0);
    if (isOld)
        QCOMPARE(findings.constFirst().kind, ValidationFinding::Kind::OldServer);
}

// CREATE OR REPLACE TRIGGER came with 14.
void TestMigrationSet::oldestPostgreSqlKnowsTheScripts()
{
    const Result<MigrationSet> set = MigrationSet::shipped(Engine::PostgreSql);
    QVERIFY(set);
    const auto verify = [](const SqlScript &script) {
        for (const SqlStatement &statement : script.statements())
            QVERIFY2(!statement.sql.startsWith("CREATE OR REPLACE TRIGGER"_L1),
                     qPrintable(statement.sql));
    };
    verify(set->history());
    for (const Migration &migration : set->all()) {
        verify(migration.script(Direction::Up, u"native"_s));
        verify(migration.script(Direction::Down, {}));
    }
}

void TestMigrationSet::checksumSeesEachFile()
{
    const QTemporaryDir folder;
    const QDir root{folder.path()};
    writeGoodSet(root);
    const auto checksum = [&] {
        const Result<MigrationSet> set = MigrationSet::load(folder.path(), Engine::Sqlite);
        return set ? set->at(2).checksum : set.error().detail;
    };
    const QString before = checksum();
    QCOMPARE(before.size(), 64);

    write(root, u"0002_two/up.sqlite.sql"_s, u"-- why\r\ncreate table T0002_TWO (x)"_s);
    QCOMPARE(checksum(), before);

    write(root, u"0002_two/down.sqlite.sql"_s, u"DROP TABLE IF EXISTS t0002_two"_s);
    const QString otherDown = checksum();
    QVERIFY(otherDown != before);

    write(root, u"0002_two/down.sqlite.guard.sql"_s, u"SELECT x FROM t0002_two"_s);
    QVERIFY(checksum() != otherDown);
}

void TestMigrationSet::refuses_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("subject");

    QTest::newRow("a hole") << u"0004_four/up.sqlite.sql"_s << u"SELECT 1"_s << u"0004_four"_s;
    QTest::newRow("a number twice")
            << u"0002_twice/up.sqlite.sql"_s << u"SELECT 1"_s << u"0002_two"_s;
    QTest::newRow("a name out of form") << u"next/up.sqlite.sql"_s << u"SELECT 1"_s << u"next"_s;
    QTest::newRow("an empty script")
            << u"0002_two/down.sqlite.sql"_s << u"-- later"_s << u"0002_two/down.sqlite.sql"_s;
    QTest::newRow("a transaction of its own")
            << u"0001_one/up.sqlite.sql"_s << u"BEGIN; CREATE TABLE a (x); COMMIT;"_s
            << u"0001_one/up.sqlite.sql"_s;
    QTest::newRow("a guard of two queries")
            << u"0001_one/down.sqlite.guard.sql"_s << u"SELECT 1; SELECT 2"_s
            << u"0001_one/down.sqlite.guard.sql"_s;
    QTest::newRow("changes that cannot be read")
            << u"0001_one/changes.json"_s << u"{"_s << u"0001_one/changes.json"_s;
}

void TestMigrationSet::refuses()
{
    QFETCH(const QString, path);
    QFETCH(const QString, text);
    QFETCH(const QString, subject);

    const QTemporaryDir folder;
    const QDir root{folder.path()};
    writeGoodSet(root);
    QVERIFY(MigrationSet::load(folder.path(), Engine::Sqlite));
    write(root, path, text);
    if (path.contains("up."_L1) && !path.startsWith("0001"_L1))
        write(root, QString{path}.replace(u"up."_s, u"down."_s), text);

    const Result<MigrationSet> set = MigrationSet::load(folder.path(), Engine::Sqlite);
    QVERIFY(!set);
    QCOMPARE(set.error().kind, Error::Kind::Parse);
    QCOMPARE(set.error().subject, root.filePath(subject));
}

QTEST_GUILESS_MAIN(TestMigrationSet)
#include "tst_migrationset.moc"
