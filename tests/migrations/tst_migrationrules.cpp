// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/statements.h"
#include "migrations/firststart.h"
#include "migrations/migrator.h"
#include "migrations/state/migrationstatus.h"
#include "migrations/state/preconditions.h"
#include "tests/support/engines.h"
#include "tests/support/migrationfolder.h"
#include "tests/support/verifyresult.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

// What every engine must refuse, find and prove, by sets of migrations made for the purpose.
class TestMigrationRules : public QObject
{
    Q_OBJECT

private slots:
    void validateCosmetic_data() { addEngineRows(); }
    void validateCosmetic();
    void validateTampered_data() { addEngineRows(); }
    void validateTampered();
    void newerDbReadonly_data() { addEngineRows(); }
    void newerDbReadonly();
    void outOfOrderBlocked_data() { addEngineRows(); }
    void outOfOrderBlocked();
    void driftDetected_data() { addEngineRows(); }
    void driftDetected();
    void driftOfOursBlocks_data() { addEngineRows(); }
    void driftOfOursBlocks();
    void proofDetectsOneChangedCell_data();
    void proofDetectsOneChangedCell();
    void decimalFloatBoundary15_16_17Digits_data();
    void decimalFloatBoundary15_16_17Digits();
    void timescaleCompressedAlterRefusedWithPlan_data();
    void timescaleCompressedAlterRefusedWithPlan();
};

namespace {

const QString MakeT = u"CREATE TABLE t (x INTEGER NOT NULL, y VARCHAR(20))"_s;
const QString DropT = u"DROP TABLE t"_s;

QList<MigrationFolder::Step> threeSteps()
{
    return {{MakeT, DropT},
            {u"CREATE TABLE u (x INTEGER NOT NULL)"_s, u"DROP TABLE u"_s},
            {u"CREATE TABLE v (x INTEGER NOT NULL)"_s, u"DROP TABLE v"_s}};
}

QList<ValidationFinding::Kind> kindsOf(const Result<QList<ValidationFinding>> &findings)
{
    QList<ValidationFinding::Kind> kinds;
    for (const ValidationFinding &finding : findings.value_or(QList<ValidationFinding>{}))
        kinds.append(finding.kind);
    return kinds;
}

// Every change is refused, and nothing happens.
void compareRefused(const Migrator &migrator, int current)
{
    for (const Result<MigrationReport> &report :
         {migrator.up(), migrator.down(0, LossPolicy::Accept)}) {
        QVERIFY(!report);
        QCOMPARE(report.error().kind, Error::Kind::Refused);
    }
    QCOMPARE(migrationStatus(migrator.database())->current, current);
}

// How the engine puts new_t in the place of t.
QString swapTables(Engine engine)
{
    return engine == Engine::MariaDb ? u";\n-- undo: RENAME TABLE t TO new_t, old_t TO t\n"
                                       "RENAME TABLE t TO old_t, new_t TO t; DROP TABLE old_t"_s
                                     : u"; DROP TABLE t; ALTER TABLE new_t RENAME TO t"_s;
}

// t.y becomes a double, and again a decimal.
MigrationFolder decimalToFloat()
{
    struct Types {
        Engine engine;
        QString exact;
        QString real;
        QString toReal;
        QString toExact;
    };
    const QList<Types> all{{Engine::Sqlite, u"TEXT"_s, u"REAL"_s, u"CAST(y AS REAL)"_s,
                            u"iif(y IS NULL, NULL, printf('%.8f', y))"_s},
                           {Engine::PostgreSql, u"NUMERIC(20,8)"_s, u"DOUBLE PRECISION"_s,
                            u"CAST(y AS DOUBLE PRECISION)"_s, u"CAST(y AS NUMERIC(20,8))"_s},
                           {Engine::MariaDb, u"DECIMAL(20,8)"_s, u"DOUBLE"_s, u"y + 0e0"_s,
                            u"CAST(y AS DECIMAL(20,8))"_s}};
    const QString make = u"CREATE TABLE t (x INTEGER NOT NULL, y %1)"_s;
    const QString rebuild = u"CREATE TABLE new_t (x INTEGER NOT NULL, y %1); "
                            "INSERT INTO new_t (x, y) SELECT x, %2 FROM t%3"_s;
    MigrationFolder folder{{{MakeT, DropT}, {MakeT, DropT}}};
    QJsonObject up;
    QJsonObject down;
    for (const Types &types : all) {
        const QString name = engineName(types.engine);
        const QString swap = swapTables(types.engine);
        folder.write(1, u"up.%1.sql"_s.arg(name), make.arg(types.exact));
        folder.write(2, u"up.%1.sql"_s.arg(name), rebuild.arg(types.real, types.toReal, swap));
        folder.write(2, u"down.%1.sql"_s.arg(name), rebuild.arg(types.exact, types.toExact, swap));
        up.insert(name, types.engine == Engine::Sqlite
                                ? QString{types.toReal}.replace(u'y', u"{}"_s)
                                : u"nearest double"_s);
        down.insert(name, QString{types.toExact}.replace(u'y', u"{}"_s));
    }
    const QJsonObject converted{{u"columns"_s, QJsonArray{u"t.y"_s}},
                                {u"tolerance"_s, u"0.000000005"_s},
                                {u"up"_s, up},
                                {u"down"_s, down}};
    folder.write(
            2, u"changes.json"_s,
            QString::fromUtf8(QJsonDocument{QJsonObject{{u"converted"_s, converted}}}.toJson()));
    return folder;
}

} // namespace

void TestMigrationRules::validateCosmetic()
{
    QFETCH(const Engine, engine);
    const MigrationFolder folder{threeSteps()};
    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    VERIFY_RESULT((Migrator{*connection, folder.set(engine)}.up(2)));
    folder.write(1, u"up.%1.sql"_s.arg(engineName(engine)),
                 u"\uFEFF-- as first shipped\r\ncreate  TABLE t\r\n(x integer NOT NULL, /* why */ "
                 "Y VARCHAR(20));\r\n"_s);
    const Migrator migrator{*connection, folder.set(engine)};
    const auto findings = validateMigrations(migrator.database());
    VERIFY_RESULT(findings);
    QVERIFY(findings->isEmpty());
    VERIFY_RESULT(migrator.up());
}

void TestMigrationRules::validateTampered()
{
    QFETCH(const Engine, engine);
    const MigrationFolder folder{threeSteps()};
    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    VERIFY_RESULT((Migrator{*connection, folder.set(engine)}.up(2)));
    folder.write(1, u"up.%1.sql"_s.arg(engineName(engine)),
                 QString{MakeT}.replace(u"20"_s, u"21"_s));
    const Migrator migrator{*connection, folder.set(engine)};
    const auto findings = validateMigrations(migrator.database());
    QVERIFY(kindsOf(findings).contains(ValidationFinding::Kind::Changed));
    QCOMPARE(findings->constFirst().version, 1);
    QVERIFY(findings->constFirst().isBlocking());
    compareRefused(migrator, 2);
}

void TestMigrationRules::newerDbReadonly()
{
    QFETCH(const Engine, engine);
    const MigrationFolder newer{threeSteps()};
    const MigrationFolder older{threeSteps().first(2)};
    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    VERIFY_RESULT((Migrator{*connection, newer.set(engine)}.up()));

    const Migrator migrator{*connection, older.set(engine)};
    QVERIFY(kindsOf(validateMigrations(migrator.database()))
                    .contains(ValidationFinding::Kind::Newer));
    compareRefused(migrator, 3);
    for (const Error &error : {bringEmptyToHead(migrator.database()).error(),
                               requireHead(migrator.database()).error(), migrator.up().error()}) {
        QCOMPARE(error.kind, Error::Kind::Refused);
        QCOMPARE(error.subject, u"3"_s); // the version that is needed
    }
    // It can still be looked at.
    ConnectionSpec readOnly = database.spec();
    readOnly.readOnly = true;
    const auto reader = openOrFail(readOnly);
    const Result<MigrationStatus> status = migrationStatus({*reader, older.set(engine)});
    VERIFY_RESULT(status);
    QCOMPARE(status->current, 3);
    QCOMPARE(status->head, 2);
}

void TestMigrationRules::outOfOrderBlocked()
{
    QFETCH(const Engine, engine);
    const MigrationFolder folder{threeSteps()};
    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    const Migrator migrator{*connection, folder.set(engine)};
    VERIFY_RESULT(migrator.up());
    VERIFY_RESULT(connection->execute(u"DELETE FROM tidemark_migrations WHERE version = 2"_s));
    const auto findings = validateMigrations(migrator.database());
    QVERIFY(kindsOf(findings).contains(ValidationFinding::Kind::Missing));
    QCOMPARE(findings->constFirst().version, 2);
    compareRefused(migrator, 3);
}

void TestMigrationRules::driftDetected()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    const Migrator migrator{*connection, *MigrationSet::shipped(engine)};
    VERIFY_RESULT(migrator.up());
    QCOMPARE(migrationStatus(migrator.database())->drift, QStringList{});
    const QList<std::pair<QString, QString>> changes{
            {u"CREATE TABLE foo (x INTEGER)"_s, u"table foo is not known to Tidemark"_s},
            {u"ALTER TABLE assets ADD COLUMN note INTEGER"_s,
             u"column note of table assets is not known to Tidemark"_s},
            {engine == Engine::MariaDb
                     ? u"DROP INDEX ix_collection_runs_started ON collection_runs"_s
                     : u"DROP INDEX ix_collection_runs_started"_s,
             u"index ix_collection_runs_started is missing"_s},
            {u"CREATE INDEX mine ON collection_runs (attempts)"_s,
             u"index mine is not known to Tidemark"_s}};
    QStringList expected;
    for (const auto &[change, sentence] : changes) {
        VERIFY_RESULT(connection->execute(change));
        expected.append(sentence);
        QStringList found = migrationStatus(migrator.database())->drift;
        found.sort();
        expected.sort();
        QCOMPARE(found, expected);
    }
    QVERIFY(kindsOf(validateMigrations(migrator.database()))
                    .contains(ValidationFinding::Kind::Drift));
}

// What somebody else made is no obstacle; what is missing of a version is one, until it is back.
void TestMigrationRules::driftOfOursBlocks()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    const Migrator migrator{*connection, *MigrationSet::shipped(engine)};
    VERIFY_RESULT(migrator.up(3));
    for (const QString &make :
         {u"CREATE TABLE foo (x INTEGER)"_s, u"CREATE INDEX mine ON collection_runs (attempts)"_s,
          u"CREATE VIEW seen AS SELECT symbol FROM assets"_s})
        VERIFY_RESULT(connection->execute(make));
    const auto others = validateMigrations(migrator.database());
    QCOMPARE(kindsOf(others), QList<ValidationFinding::Kind>(3, ValidationFinding::Kind::Unknown));
    QVERIFY(!others->constFirst().isBlocking());
    QCOMPARE(migrationStatus(migrator.database())->obstacles(), QStringList{});
    VERIFY_RESULT(migrator.up(5));
    VERIFY_RESULT(migrator.down(4, LossPolicy::Refuse));

    VERIFY_RESULT(connection->execute(
            engine == Engine::MariaDb ? u"DROP INDEX ix_data_gaps_source_from ON data_gaps"_s
                                      : u"DROP INDEX ix_data_gaps_source_from"_s));
    compareRefused(migrator, 4);
    const QString sentence = migrator.up().error().detail;
    QVERIFY2(sentence.contains(u"index ix_data_gaps_source_from is missing"_s),
             qPrintable(sentence));
    QVERIFY(sentence.contains(u"restore a backup"_s));
    QCOMPARE(checkWay(migrator.database(), 10, LossPolicy::Refuse).error().kind,
             Error::Kind::Refused);
    QCOMPARE(migrationStatus(migrator.database())->obstacles(),
             QStringList{u"index ix_data_gaps_source_from is missing"_s});
    QVERIFY(migrator.up(4)); // nothing to do, and nothing done
}

void TestMigrationRules::proofDetectsOneChangedCell_data()
{
    QTest::addColumn<Engine>("engine");
    QTest::addColumn<QString>("select"); // what the copy reads
    for (const Engine engine : {Engine::Sqlite, Engine::PostgreSql, Engine::MariaDb}) {
        const QByteArray name = engineName(engine).toLatin1();
        QTest::addRow("%s, a cell", name.constData())
                << engine << u"x, CASE WHEN x = 2 THEN 'B' ELSE y END FROM t"_s;
        QTest::addRow("%s, a row less", name.constData()) << engine << u"x, y FROM t WHERE x > 1"_s;
        QTest::addRow("%s, a NULL", name.constData())
                << engine << u"x, CASE WHEN x = 3 THEN '' ELSE y END FROM t"_s;
        QTest::addRow("%s, changed in place", name.constData()) << engine << QString{};
    }
}

void TestMigrationRules::proofDetectsOneChangedCell()
{
    QFETCH(const Engine, engine);
    QFETCH(const QString, select);
    const MigrationFolder folder{
            {{MakeT, DropT}, {u"CREATE TABLE other (z INTEGER)"_s, u"DROP TABLE other"_s}}};
    if (select.isEmpty())
        folder.write(2, u"up.%1.sql"_s.arg(engineName(engine)),
                     u"CREATE TABLE other (z INTEGER); UPDATE t SET y = 'B' WHERE x = 2"_s);
    else
        folder.write(2, u"up.%1.sql"_s.arg(engineName(engine)),
                     QString{MakeT}.replace(u"TABLE t"_s, u"TABLE new_t"_s) +
                             u"; INSERT INTO new_t (x, y) SELECT "_s + select + swapTables(engine));
    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    const Migrator migrator{*connection, folder.set(engine)};
    VERIFY_RESULT(migrator.up(1));
    VERIFY_RESULT(connection->execute(u"INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, NULL)"_s));
    const Result<TableProof> before = proveTable(*connection, u"t"_s, {u"x"_s, u"y"_s});
    VERIFY_RESULT(before);

    const Result<MigrationReport> report = migrator.up();
    QVERIFY(!report);
    const bool isRefusedUnrun = engine == Engine::MariaDb && select.isEmpty();
    QCOMPARE(report.error().kind, isRefusedUnrun ? Error::Kind::Refused : Error::Kind::Database);
    if (!isRefusedUnrun)
        QCOMPARE(report.error().subject, u"t"_s);
    const Result<MigrationStatus> status = migrationStatus(migrator.database());
    VERIFY_RESULT(status);
    QCOMPARE(status->current, 1);
    QVERIFY(!status->unfinished);
    QCOMPARE(proveTable(*connection, u"t"_s, {u"x"_s, u"y"_s})->checksum, before->checksum);
    for (const QString &table : {u"new_t"_s, u"old_t"_s, u"other"_s})
        QVERIFY2(!*tableExists(*connection, table), qPrintable(table));
}

void TestMigrationRules::decimalFloatBoundary15_16_17Digits_data()
{
    QTest::addColumn<Engine>("engine");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("fits");
    for (const Engine engine : {Engine::Sqlite, Engine::PostgreSql, Engine::MariaDb}) {
        const auto add = [engine](const char *digits, const QString &value, bool fits) {
            QTest::addRow("%s, %s", qPrintable(engineName(engine)), digits)
                    << engine << value << fits;
        };
        add("15 digits", u"9999999.99999999"_s, true);
        add("16 digits that a double holds", u"99999999.99999999"_s, true);
        add("16 digits that it does not", u"99999999.99999998"_s, false);
        add("17 digits that a double holds", u"123456789.12345678"_s, true);
        add("17 digits that it does not", u"999999999.99999999"_s, false);
        add("18 digits", u"1234567890.12345678"_s, false);
    }
}

// Half of the last digit's worth is what a conversion may change.
void TestMigrationRules::decimalFloatBoundary15_16_17Digits()
{
    QFETCH(const Engine, engine);
    QFETCH(const QString, value);
    QFETCH(const bool, fits);
    const MigrationFolder folder = decimalToFloat();
    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    const Migrator migrator{*connection, folder.set(engine)};
    VERIFY_RESULT(migrator.up(1));
    VERIFY_RESULT(connection->execute(u"INSERT INTO t VALUES (1, NULL), (2, '%1')"_s.arg(value)));
    const Result<TableProof> before = proveTable(*connection, u"t"_s, {u"x"_s, u"y"_s});

    const Result<MigrationReport> report = migrator.up();
    QCOMPARE(report.has_value(), fits);
    if (!fits) {
        QCOMPARE(report.error().kind, Error::Kind::Refused);
        QCOMPARE(report.error().subject, u"t"_s);
        QCOMPARE(migrationStatus(migrator.database())->current, 1);
        QCOMPARE(proveTable(*connection, u"t"_s, {u"x"_s, u"y"_s})->checksum, before->checksum);
        return;
    }
    // PostgreSQL casts back by 15 digits and SQLite prints 16: beyond them it is refused, not bent.
    const Result<MigrationReport> back = migrator.down(1, LossPolicy::Accept);
    const bool mustComeBack = value.size() - 1 <= 15;
    QVERIFY(back || !mustComeBack);
    if (!back) {
        QCOMPARE(back.error().kind, Error::Kind::Refused);
        QCOMPARE(migrationStatus(migrator.database())->current, 2);
        return;
    }
    QCOMPARE(proveTable(*connection, u"t"_s, {u"x"_s, u"y"_s})->checksum, before->checksum);
}

void TestMigrationRules::timescaleCompressedAlterRefusedWithPlan_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<bool>("isRefused");
    QTest::newRow("daily") << u"ALTER TABLE daily_data ALTER COLUMN close TYPE DOUBLE PRECISION"_s
                           << true;
    QTest::newRow("intraday") << u"alter table only intraday_data add x int, alter close set data "
                                 "type float8"_s
                              << true;
    QTest::newRow("another table") << u"ALTER TABLE t ALTER x TYPE BIGINT"_s << false;
    QTest::newRow("another change") << u"ALTER TABLE daily_data ADD COLUMN type INTEGER"_s << false;
}

// Nobody has to meet a compressed table to find out: the script is not even read.
void TestMigrationRules::timescaleCompressedAlterRefusedWithPlan()
{
    QFETCH(const QString, sql);
    QFETCH(const bool, isRefused);
    const MigrationFolder folder{threeSteps()};
    folder.write(2, u"up.postgresql.sql"_s, sql);
    const Result<MigrationSet> set = MigrationSet::load(folder.path(), Engine::PostgreSql);
    QCOMPARE(set.has_value(), !isRefused);
    if (!isRefused)
        return;
    QCOMPARE(set.error().kind, Error::Kind::Parse);
    QVERIFY(set.error().subject.endsWith("up.postgresql.sql"_L1));
    for (const QString &part : {u"Decompress"_s, u"slices"_s, u"new hypertable and swap"_s})
        QVERIFY2(set.error().detail.contains(part), qPrintable(set.error().detail));
}

QTEST_GUILESS_MAIN(TestMigrationRules)
#include "tst_migrationrules.moc"
