// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/shape/shape.h"
#include "migrations/state/migrationstatus.h"
#include "tests/migrations/alembicdatabase.h"
#include "tests/support/verifyresult.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

// Databases that Alembic made, taken over with their rows.
class TestAdopt final : public QObject
{
    Q_OBJECT

private slots:
    void takesOverQuotes_data();
    void takesOverQuotes();
    void takesOverInitSchema_data();
    void takesOverInitSchema();
    void takesOverAHypertable();
    void namesMayDiffer();
    void numbersGoOn();
};

namespace {

// What TimescaleDB does with a hypertable market_data, as far as it can be played: a chunk in a
// schema of its own that inherits and has its copy of the foreign key; no DROP TABLE of several;
// the chunk goes with its hypertable. Only an administrator may make event triggers.
void playHypertable(const AlembicDatabase &database)
{
    database.run({u"CREATE SCHEMA _timescaledb_internal"_s,
                  u"CREATE TABLE _timescaledb_internal._hyper_1_1_chunk (PRIMARY KEY (time,"
                  " symbol), FOREIGN KEY (symbol) REFERENCES public.assets (symbol)) INHERITS"
                  " (public.market_data)"_s});
    ConnectionSpec spec = TestServer::shared(Engine::PostgreSql).admin();
    spec.databaseName = database.value(u"SELECT current_database()"_s);
    const auto admin = openOrFail(spec);
    for (const QString &statement :
         {u"CREATE FUNCTION play_drop() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN"
          " IF current_query() LIKE '%,%' THEN"
          "  RAISE EXCEPTION 'cannot drop a hypertable along with other objects'; END IF;"
          " IF current_query() LIKE '%market_data%' THEN"
          "  ALTER TABLE _timescaledb_internal._hyper_1_1_chunk NO INHERIT adopted_market_data;"
          "  ALTER TABLE _timescaledb_internal._hyper_1_1_chunk DROP CONSTRAINT"
          "   _hyper_1_1_chunk_symbol_fkey; END IF; END $$"_s,
          u"CREATE EVENT TRIGGER play_drop ON ddl_command_start WHEN TAG IN ('DROP TABLE')"
          " EXECUTE FUNCTION play_drop()"_s})
        VERIFY_RESULT(admin->execute(statement));
}

// Of our tables, from what the version should look like.
QStringList differencesFrom(const AlembicDatabase &database, int version)
{
    Schema live = database.schema();
    live.objects.removeIf([](const SchemaObject &object) {
        return object.table == u"user" || object.table == u"item" ||
               object.table == u"alembic_version";
    });
    return schemaDifferences(live, *shippedSchema(Engine::PostgreSql, version)).all();
}

} // namespace

void TestAdopt::takesOverQuotes_data()
{
    QTest::addColumn<QString>("revision");
    QTest::addColumn<QString>("time");
    for (const QString &revision : {AddPriceData, AlignPriceData}) {
        for (const QString &time : {u"TIMESTAMP WITH TIME ZONE"_s, u"TIMESTAMP"_s})
            QTest::newRow(qPrintable(revision + u' ' + time)) << revision << time;
    }
}

void TestAdopt::takesOverQuotes()
{
    QFETCH(const QString, revision);
    QFETCH(const QString, time);
    const AlembicDatabase database{revision, time};
    database.insertQuotes();
    const int version = revision == AddPriceData ? 1 : 2;
    const QStringList ids = database.column(u"SELECT id FROM price_data_5min ORDER BY coin_type"_s);

    const Result<AdoptionPlan> plan = database.plan();
    QVERIFY2(plan, qPrintable(told(plan)));
    QCOMPARE(plan->differences + plan->refusedRows, QStringList{});
    QCOMPARE(plan->revision, revision);
    QCOMPARE(plan->version, version);
    QCOMPARE(plan->rows, 3);
    QCOMPARE(plan->rounded, version == 1 ? 1 : 3);
    QCOMPARE(plan->keptOut, 0);
    QCOMPARE(plan->droppedIndexes, QStringList{u"ix_price_data_5min_coin_type"_s});

    const Result<AdoptionReport> report = database.adopt();
    QVERIFY2(report, qPrintable(told(report)));
    QCOMPARE(report->version, version);
    QCOMPARE(report->file, QString{});
    QCOMPARE(differencesFrom(database, version), QStringList{});
    QCOMPARE(database.column(u"SELECT id FROM price_data_5min ORDER BY coin_type"_s), ids);
    QCOMPARE(database.column(u"SELECT last FROM price_data_5min ORDER BY coin_type"_s),
             (QStringList{version == 1 ? u"9999999999.99999999"_s : u"999999999999.99999999"_s,
                          u"1.50000000"_s, u"0.00000001"_s}));
    QCOMPARE(database.column(u"SELECT timestamp FROM price_data_5min ORDER BY coin_type"_s),
             (QStringList{u"2024-01-01 00:00:00.123+00"_s, u"1970-01-01 00:00:00+00"_s,
                          u"2024-01-01 00:05:00.123+00"_s}));
    QCOMPARE(database.value(u"SELECT count(*) FROM \"user\""_s), u"1"_s);
    QCOMPARE(database.value(u"SELECT version_num FROM alembic_version"_s), revision);
    QCOMPARE(database.value(u"SELECT string_agg(event || version, ',' ORDER BY version) FROM"
                            " tidemark_migration_events"_s),
             version == 1 ? u"baseline1"_s : u"baseline1,baseline2"_s);

    Migrator migrator{database.connection(), AlembicDatabase::migrations()};
    QCOMPARE(migrationStatus(migrator.database())->current, version);
    const Result<MigrationReport> up = migrator.up(2);
    QVERIFY2(up, qPrintable(told(up)));
    QCOMPARE(differencesFrom(database, 2), QStringList{});
    QCOMPARE(database.value(u"SELECT count(*) FROM price_data_5min"_s), u"3"_s);
    QVERIFY(!database.plan());
}

void TestAdopt::takesOverInitSchema_data()
{
    QTest::addColumn<QString>("time");
    QTest::newRow("with a zone") << u"TIMESTAMP WITH TIME ZONE"_s;
    QTest::newRow("without") << u"TIMESTAMP"_s;
}

void TestAdopt::takesOverInitSchema()
{
    QFETCH(const QString, time);
    const AlembicDatabase database{InitSchema, time};
    database.run(
            {u"INSERT INTO assets VALUES ('AAPL.US', 'US', 'Common Stock', TRUE, '2024-05-01"
             " 10:00:00.999999', '2020-01-01', '2020-01-01'), ('OLD.US', 'US', NULL, FALSE, NULL,"
             " '2020-01-01', '2020-01-01')"_s,
             u"INSERT INTO market_data VALUES"
             " ('1962-01-02', 'OLD.US', 99999999.9999, 99999999.9999, 0.0001, 1, NULL, NULL),"
             " ('2024-01-02', 'AAPL.US', 1, 2, 0.5, 1.25, 1.2, 9223372036854775807),"
             " ('9999-12-31', 'AAPL.US', 1, 2, 0.5, 1.25, 1.2, 0),"
             " ('2024-01-03', 'AAPL.US', 1, NULL, 0.5, 1.25, 1.2, 5),"
             " ('2024-01-04', 'AAPL.US', NULL, NULL, NULL, NULL, NULL, NULL)"_s,
             u"INSERT INTO corporate_actions VALUES ('2020-08-31', 'AAPL.US', 'split', 4, NULL),"
             " ('2024-02-09', 'AAPL.US', 'dividend', 0.2400, 'USD')"_s});

    const Result<AdoptionPlan> plan = database.plan();
    QVERIFY2(plan, qPrintable(told(plan)));
    QCOMPARE(plan->differences + plan->refusedRows, QStringList{});
    QCOMPARE(plan->version, 0);
    QCOMPARE(plan->rows, 9);
    QCOMPARE(plan->rounded, 1);
    QCOMPARE(plan->keptOut, 2);

    const Result<AdoptionReport> report = database.adopt();
    QVERIFY2(report, qPrintable(told(report)));
    QCOMPARE(report->version, 3);
    QCOMPARE(differencesFrom(database, 3), QStringList{});
    QCOMPARE(
            database.column(u"SELECT symbol || ' ' || high || ' ' || adjusted_close FROM daily_data"
                            " ORDER BY time"_s),
            (QStringList{u"OLD.US 99999999.9999 1.0000"_s, u"AAPL.US 2.0000 1.2000"_s,
                         u"AAPL.US 2.0000 1.2000"_s}));
    QCOMPARE(database.value(u"SELECT max(volume) FROM daily_data"_s), u"9223372036854775807"_s);
    QCOMPARE(database.column(
                     u"SELECT symbol || coalesce(' ' || last_synced, '') FROM assets ORDER BY"
                     " 1"_s),
             (QStringList{u"AAPL.US 2024-05-01 10:00:01+00"_s, u"OLD.US"_s}));
    QCOMPARE(database.value(
                     u"SELECT count(*) FROM corporate_actions WHERE ordinal = 0 AND enabled"_s),
             u"2"_s);
    QFile file{report->file};
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "time,symbol,open,high,low,close,adjusted_close,volume\n"
                             "2024-01-03T00:00:00.000Z,AAPL.US,1.0000,,0.5000,1.2500,1.2000,5\n"
                             "2024-01-04T00:00:00.000Z,AAPL.US,,,,,,\n"_ba);
    QCOMPARE(database.value(
                     u"SELECT details ->> 'kept_out' FROM tidemark_migration_events LIMIT 1"_s),
             u"2"_s);
    QCOMPARE(database.column(u"SELECT level || ' ' || component || ' ' || event || ' ' || (details"
                             " ->> 'version') || ' ' || (details ->> 'revision') FROM"
                             " system_events"_s),
             QStringList{u"info migrations adopt 3 "_s + InitSchema});
    const Result<MigrationReport> up =
            Migrator{database.connection(), AlembicDatabase::migrations()}.up();
    QVERIFY2(up, qPrintable(told(up)));
    QCOMPARE(database.value(u"SELECT count(*) FROM daily_data"_s), u"3"_s);
}

void TestAdopt::takesOverAHypertable()
{
    const AlembicDatabase database{InitSchema};
    playHypertable(database);
    database.run(
            {u"INSERT INTO assets VALUES ('A.US', 'US', NULL, TRUE, NULL, now(), now())"_s,
             u"INSERT INTO _timescaledb_internal._hyper_1_1_chunk VALUES ('2024-01-02', 'A.US',"
             " 1, 2, 0.5, 1.25, 1.2, 5)"_s});
    const Result<AdoptionPlan> plan = database.plan();
    QVERIFY2(plan, qPrintable(told(plan)));
    QCOMPARE(plan->differences, QStringList{});
    const Result<AdoptionReport> report = database.adopt();
    QVERIFY2(report, qPrintable(told(report)));
    QCOMPARE(database.value(u"SELECT symbol || ' ' || close FROM daily_data"_s), u"A.US 1.2500"_s);
}

void TestAdopt::namesMayDiffer()
{
    const AlembicDatabase database{AlignPriceData, u"TIMESTAMP(6)"_s};
    database.run(
            {u"ALTER INDEX ix_price_data_5min_timestamp RENAME TO other"_s,
             u"ALTER TABLE price_data_5min DROP CONSTRAINT uq_price_data_5min_coin_timestamp"_s,
             u"CREATE UNIQUE INDEX ux ON price_data_5min (coin_type, timestamp)"_s,
             u"ALTER TABLE price_data_5min RENAME CONSTRAINT price_data_5min_pkey TO pk"_s,
             u"ALTER TABLE price_data_5min ALTER created_at SET DEFAULT now()"_s});
    const Result<AdoptionReport> report = database.adopt();
    QVERIFY2(report, qPrintable(told(report)));
    QCOMPARE(differencesFrom(database, 2), QStringList{});
}

// The id of a row that is gone is not given again.
void TestAdopt::numbersGoOn()
{
    const AlembicDatabase database{AlignPriceData};
    database.insertQuotes();
    database.run({u"DELETE FROM price_data_5min WHERE id = 3"_s});
    QVERIFY(database.adopt());
    database.run({u"INSERT INTO price_data_5min (coin_type, bid, ask, last, timestamp, created_at)"
                  " VALUES ('x', 1, 1, 1, now(), now())"_s});
    QCOMPARE(database.value(u"SELECT max(id) FROM price_data_5min"_s), u"4"_s);
}

QTEST_GUILESS_MAIN(TestAdopt)
#include "tst_adopt.moc"
