// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/adopt/adopt.h"

#include "db/schema/inspection.h"
#include "db/statements.h"
#include "migrations/migrator.h"
#include "migrations/shape/shape.h"
#include "migrations/state/migrationstatus.h"
#include "tests/support/engines.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;

namespace {

const QString AddPriceData = u"2a5dad6f1c22"_s;
const QString AlignPriceData = u"b5pu1jf8qzda"_s;
const QString InitSchema = u"9d94c566de79"_s;

// What Alembic made; times with or without their zone.
QStringList tablesOf(const QString &revision, const QString &time)
{
    const QString quotes =
            u"CREATE TABLE price_data_5min (coin_type VARCHAR(20) NOT NULL, bid NUMERIC(%1,8) NOT"
            " NULL, ask NUMERIC(%1,8) NOT NULL, last NUMERIC(%1,8) NOT NULL, id %2 PRIMARY KEY,"
            " timestamp %3 NOT NULL%4, CONSTRAINT uq_price_data_5min_coin_timestamp UNIQUE"
            " (coin_type, timestamp))"_s;
    const QStringList indexes{
            u"CREATE INDEX ix_price_data_5min_coin_type ON price_data_5min (coin_type)"_s,
            u"CREATE INDEX ix_price_data_5min_timestamp ON price_data_5min (timestamp DESC)"_s,
            u"CREATE INDEX ix_price_data_5min_coin_timestamp ON price_data_5min (coin_type,"
            " timestamp DESC)"_s};
    if (revision == AddPriceData)
        return QStringList{quotes.arg(u"18"_s, u"UUID NOT NULL"_s, time, QString{})} + indexes;
    if (revision == AlignPriceData)
        return QStringList{quotes.arg(u"20"_s, u"BIGSERIAL"_s, time,
                                      u", created_at %1 NOT NULL"_s.arg(time))} +
               indexes;
    return {u"CREATE TABLE assets (symbol VARCHAR(50) PRIMARY KEY, exchange VARCHAR(20) NOT NULL,"
            " asset_type VARCHAR(50), is_active BOOLEAN NOT NULL, last_synced %1, created_at %1 NOT"
            " NULL, updated_at %1 NOT NULL)"_s.arg(time),
            u"CREATE TABLE market_data (time %1 NOT NULL, symbol VARCHAR(50) NOT NULL REFERENCES"
            " assets (symbol), open NUMERIC(12,4), high NUMERIC(12,4), low NUMERIC(12,4), close"
            " NUMERIC(12,4), adjusted_close NUMERIC(12,4), volume BIGINT, PRIMARY KEY (time,"
            " symbol))"_s.arg(time),
            u"CREATE INDEX ix_market_data_symbol_time ON market_data (symbol, time)"_s,
            u"CREATE TABLE corporate_actions (date DATE NOT NULL, symbol VARCHAR(50) NOT NULL"
            " REFERENCES assets (symbol), action_type VARCHAR(20) NOT NULL, value NUMERIC(12,4),"
            " currency VARCHAR(10), PRIMARY KEY (date, symbol))"_s};
}

// A database with what Alembic and another program made.
class Alembic final
{
public:
    explicit Alembic(const QString &revision, const QString &time = u"TIMESTAMP WITH TIME ZONE"_s)
        : m_connection{std::move(*Connection::open(m_database.spec()))}
    {
        run({u"CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"_s,
             u"INSERT INTO alembic_version VALUES ('%1')"_s.arg(revision),
             u"CREATE TABLE \"user\" (id UUID PRIMARY KEY, email VARCHAR NOT NULL)"_s,
             u"CREATE TABLE item (id UUID PRIMARY KEY, owner UUID REFERENCES \"user\" (id))"_s,
             u"INSERT INTO \"user\" VALUES (gen_random_uuid(), 'a@b.c')"_s});
        run(tablesOf(revision, time));
    }

    [[nodiscard]] const Connection &connection() const { return *m_connection; }
    void run(const QStringList &statements) const
    {
        for (const QString &statement : statements) {
            const Result<> done = m_connection->execute(statement);
            if (!done)
                giveUp(u"'%1' failed: %2"_s.arg(statement, done.error().detail));
        }
    }
    [[nodiscard]] QStringList column(const QString &query) const
    {
        Statements statements{*m_connection};
        Result<Rows> rows = statements.run(query);
        if (!rows)
            return {rows.error().detail};
        QStringList texts;
        while (rows->next())
            texts.append(rows->text(0));
        return texts;
    }
    [[nodiscard]] QString value(const QString &query) const { return column(query).value(0); }
    [[nodiscard]] Schema schema() const { return *inspectSchema(*m_connection); }

    [[nodiscard]] Result<AdoptionPlan> plan() const
    {
        return planAdoption(*m_connection, migrations());
    }
    [[nodiscard]] Result<AdoptionReport> adopt() const
    {
        return ::adopt(*m_connection, migrations(), m_folder.path());
    }
    [[nodiscard]] const QTemporaryDir &folder() const { return m_folder; }
    [[nodiscard]] static MigrationSet migrations()
    {
        return *MigrationSet::shipped(Engine::PostgreSql);
    }

private:
    ServerDatabase m_database{Engine::PostgreSql};
    std::unique_ptr<Connection> m_connection;
    QTemporaryDir m_folder;
};

// Of our tables, from what the version should look like.
QStringList differencesFrom(const Alembic &database, int version)
{
    Schema live = database.schema();
    live.objects.removeIf([](const SchemaObject &object) {
        return object.table == u"user" || object.table == u"item" ||
               object.table == u"alembic_version";
    });
    return schemaDifferences(live, *shippedSchema(Engine::PostgreSql, version));
}

QString told(const auto &result)
{
    return result ? QString{} : result.error().detail;
}

void insertQuotes(const Alembic &database, const QString &revision)
{
    const bool isOld = revision == AddPriceData;
    const QString largest = isOld ? u"9999999999.99999999"_s : u"999999999999.99999999"_s;
    const QString id = isOld ? u"gen_random_uuid()"_s : u"DEFAULT"_s;
    const QString created = isOld ? u""_s : u", '2024-01-01 00:00:07.0004'"_s;
    for (const QString &row :
         {u"'btc', %1, %1, %1, %2, '2024-01-01 00:00:00.123'"_s.arg(largest, id),
          u"'shib', 0.00000001, 0.00000001, 0.00000001, %1, '2024-01-01 00:05:00.123456'"_s.arg(id),
          u"'eth', 1, 2, 1.5, %1, '1970-01-01 00:00:00'"_s.arg(id)})
        database.run(
                {u"INSERT INTO price_data_5min VALUES (%1%2)"_s.arg(row, created)
                         .replace(u", DEFAULT, "_s, u", nextval('price_data_5min_id_seq'), "_s)});
}

} // namespace

class TestAdopt final : public QObject
{
    Q_OBJECT

private slots:
    void takesOverQuotes_data();
    void takesOverQuotes();
    void takesOverInitSchema_data();
    void takesOverInitSchema();
    void namesMayDiffer();
    void otherShapesAreTold_data();
    void otherShapesAreTold();
    void rowsThatDoNotFitAreTold_data();
    void rowsThatDoNotFitAreTold();
    void whatCannotBeTakenOver();
    void nothingChangesWhenItFails();
    void numbersGoOn();
    void baselineOfAVersion_data();
    void baselineOfAVersion();
    void nearestVersion();
};

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
    const Alembic database{revision, time};
    insertQuotes(database, revision);
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

    Migrator migrator{database.connection(), Alembic::migrations()};
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
    const Alembic database{InitSchema, time};
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
    const Result<MigrationReport> up = Migrator{database.connection(), Alembic::migrations()}.up();
    QVERIFY2(up, qPrintable(told(up)));
    QCOMPARE(database.value(u"SELECT count(*) FROM daily_data"_s), u"3"_s);
}

void TestAdopt::namesMayDiffer()
{
    const Alembic database{AlignPriceData, u"TIMESTAMP(6)"_s};
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

void TestAdopt::otherShapesAreTold_data()
{
    QTest::addColumn<QString>("revision");
    QTest::addColumn<QString>("change");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const QString &revision, const QString &change,
                        const QString &sentence) {
        QTest::newRow(name) << revision << change << sentence;
    };
    row("a column more", AddPriceData, u"ALTER TABLE price_data_5min ADD volume BIGINT"_s,
        u"Column volume of table price_data_5min is not known to its revision."_s);
    row("a column less", AlignPriceData, u"ALTER TABLE price_data_5min DROP created_at"_s,
        u"Column created_at of table price_data_5min is missing."_s);
    row("another type", AddPriceData, u"ALTER TABLE price_data_5min ALTER bid TYPE NUMERIC(20,8)"_s,
        u"Column bid of table price_data_5min is 'numeric(20,8) not null' and should be"
        " 'numeric(18,8) not null'."_s);
    row("NULL", InitSchema, u"ALTER TABLE assets ALTER exchange DROP NOT NULL"_s,
        u"Column exchange of table assets is 'character varying(20)' and should be 'character "
        "varying(20) not null'."_s);
    row("not unique", AddPriceData,
        u"ALTER TABLE price_data_5min DROP CONSTRAINT uq_price_data_5min_coin_timestamp"_s,
        u"Table price_data_5min has no unique (coin_type, timestamp)."_s);
    row("unique", InitSchema, u"CREATE UNIQUE INDEX ux ON assets (exchange)"_s,
        u"Table assets has unique (exchange), which its revision does not know."_s);
    row("another index", AddPriceData, u"CREATE INDEX ix ON price_data_5min (bid)"_s,
        u"Index ix of table price_data_5min is not known to its revision."_s);
    row("an index less", InitSchema, u"DROP INDEX ix_market_data_symbol_time"_s,
        u"Table market_data has no index on (symbol, time)."_s);
    row("no table", AddPriceData, u"DROP TABLE price_data_5min"_s,
        u"Table price_data_5min is missing."_s);
    row("a view", AddPriceData, u"CREATE VIEW v AS SELECT bid FROM price_data_5min"_s,
        u"View v reads a table that is made anew. Drop it, and make it again afterwards."_s);
    row("a child", InitSchema, u"CREATE TABLE child (symbol VARCHAR REFERENCES assets (symbol))"_s,
        u"Table child refers to a table that is made anew. Drop the foreign key, and make it "
        "again afterwards."_s);
    row("a name", InitSchema, u"CREATE TABLE metadata (x INT)"_s,
        u"metadata is there already, and Tidemark needs that name."_s);
}

void TestAdopt::otherShapesAreTold()
{
    QFETCH(const QString, revision);
    QFETCH(const QString, change);
    QFETCH(const QString, sentence);
    const Alembic database{revision};
    database.run({change});
    const QString before = database.schema().fingerprint();
    const Result<AdoptionPlan> plan = database.plan();
    QVERIFY2(plan, qPrintable(told(plan)));
    QCOMPARE(plan->differences, QStringList{sentence});
    const Result<AdoptionReport> report = database.adopt();
    QVERIFY(!report);
    QCOMPARE(report.error().kind, Error::Kind::Refused);
    QCOMPARE(report.error().detail, sentence);
    QCOMPARE(database.schema().fingerprint(), before);
}

void TestAdopt::rowsThatDoNotFitAreTold_data()
{
    QTest::addColumn<QString>("revision");
    QTest::addColumn<QStringList>("statements");
    QTest::addColumn<QString>("sentence");
    const QString quote = u"INSERT INTO price_data_5min VALUES ('%1', %2, 1, 1, gen_random_uuid(),"
                          " '%3')"_s;
    const QString bar = u"INSERT INTO market_data VALUES ('%1', '%2', 1, 1, 1, 1)"_s;
    const QString asset =
            u"INSERT INTO assets VALUES ('%1', 'US', NULL, TRUE, NULL, now(), now())"_s;
    QTest::newRow("two meet")
            << AddPriceData
            << QStringList{quote.arg(u"btc"_s, u"1"_s, u"2024-01-01 00:00:00.1231"_s),
                           quote.arg(u"btc"_s, u"2"_s, u"2024-01-01 00:00:00.1234"_s),
                           quote.arg(u"eth"_s, u"1"_s, u"2024-01-01 00:00:00.1234"_s)}
            << u"Two rows of price_data_5min would meet on one key when their times are rounded to "
               "milliseconds, 1 times: btc at 2024-01-01T00:00:00.123Z."_s;
    QTest::newRow("no number")
            << AddPriceData << QStringList{quote.arg(u"btc"_s, u"'NaN'"_s, u"2024-01-01"_s)}
            << u"These rows of price_data_5min, 1 in all, hold a price that is no number: btc at "
               "2024-01-01T00:00:00.000Z."_s;
    QTest::newRow("no coin") << AddPriceData
                             << QStringList{quote.arg(u""_s, u"1"_s, u"2024-01-01"_s)}
                             << u"These rows of price_data_5min, 1 in all, name no coin:  at "
                                "2024-01-01T00:00:00.000Z."_s;
    QTest::newRow("no midnight")
            << InitSchema
            << QStringList{asset.arg(u"A.US"_s), bar.arg(u"2024-01-01 10:00"_s, u"A.US"_s)}
            << u"These rows of market_data, 1 in all, are not at midnight UTC: A.US at "
               "2024-01-01T10:00:00.000Z."_s;
    QTest::newRow("a long symbol")
            << InitSchema << QStringList{asset.arg(QString{41, u'A'})}
            << u"These rows of assets, 1 in all, have a symbol or an asset_type that is empty or "
               "longer than 40 characters: %1."_s.arg(QString{41, u'A'});
}

void TestAdopt::rowsThatDoNotFitAreTold()
{
    QFETCH(const QString, revision);
    QFETCH(const QStringList, statements);
    QFETCH(const QString, sentence);
    const Alembic database{revision};
    database.run(statements);
    const Result<AdoptionPlan> plan = database.plan();
    QVERIFY2(plan, qPrintable(told(plan)));
    QCOMPARE(plan->refusedRows, QStringList{sentence});
    const Result<AdoptionReport> report = database.adopt();
    QVERIFY(!report);
    QCOMPARE(report.error().kind, Error::Kind::Refused);
    QVERIFY(!*tableExists(database.connection(), u"tidemark_migrations"_s));
}

void TestAdopt::whatCannotBeTakenOver()
{
    const Alembic unknown{AddPriceData};
    unknown.run({u"UPDATE alembic_version SET version_num = 'abcdef'"_s});
    QCOMPARE(unknown.plan().error().kind, Error::Kind::Refused);
    QVERIFY(unknown.plan().error().detail.contains("abcdef"_L1));
    unknown.run({u"DELETE FROM alembic_version"_s});
    QCOMPARE(unknown.plan().error().kind, Error::Kind::Refused);
    for (const Engine engine : {Engine::Sqlite, Engine::PostgreSql, Engine::MariaDb}) {
        const TestDatabase empty{engine};
        const auto connection = Connection::open(empty.spec());
        const Result<AdoptionPlan> plan =
                planAdoption(**connection, *MigrationSet::shipped(engine));
        QVERIFY(!plan);
        QCOMPARE(plan.error().kind, Error::Kind::Refused);
    }
}

void TestAdopt::nothingChangesWhenItFails()
{
    const Alembic database{InitSchema};
    database.run({u"INSERT INTO assets VALUES ('A.US', 'US', NULL, TRUE, NULL, now(), now())"_s,
                  u"INSERT INTO market_data VALUES ('2024-01-02', 'A.US')"_s});
    const QString before = database.schema().fingerprint();
    const Result<AdoptionReport> report = adopt(database.connection(), Alembic::migrations(),
                                                database.folder().filePath(u"not/there"_s));
    QVERIFY(!report);
    QCOMPARE(report.error().kind, Error::Kind::AccessDenied);
    QCOMPARE(database.schema().fingerprint(), before);
    QCOMPARE(database.value(u"SELECT count(*) FROM market_data"_s), u"1"_s);
    QVERIFY(!*tableExists(database.connection(), u"tidemark_migrations"_s));
}

// The id of a row that is gone is not given again.
void TestAdopt::numbersGoOn()
{
    const Alembic database{AlignPriceData};
    insertQuotes(database, AlignPriceData);
    database.run({u"DELETE FROM price_data_5min WHERE id = 3"_s});
    QVERIFY(database.adopt());
    database.run({u"INSERT INTO price_data_5min (coin_type, bid, ask, last, timestamp, created_at)"
                  " VALUES ('x', 1, 1, 1, now(), now())"_s});
    QCOMPARE(database.value(u"SELECT max(id) FROM price_data_5min"_s), u"4"_s);
}

void TestAdopt::baselineOfAVersion_data()
{
    QTest::addColumn<Engine>("engine");
    QTest::addColumn<int>("version");
    for (const Engine engine : {Engine::Sqlite, Engine::PostgreSql, Engine::MariaDb}) {
        for (const int version : {1, 4, 10})
            QTest::newRow(qPrintable(u"%1 %2"_s.arg(engineName(engine)).arg(version)))
                    << engine << version;
    }
}

void TestAdopt::baselineOfAVersion()
{
    QFETCH(const Engine, engine);
    QFETCH(const int, version);
    const TestDatabase database{engine};
    const auto connection = Connection::open(database.spec());
    const MigrationSet migrations = *MigrationSet::shipped(engine);
    QVERIFY(Migrator(**connection, migrations).up(version));
    for (const QString &table :
         {u"tidemark_migration_events"_s, u"tidemark_migration_steps"_s, u"tidemark_migrations"_s})
        QVERIFY((*connection)->execute(u"DROP TABLE "_s + table));

    const Result<AdoptionPlan> plan = planAdoption(**connection, migrations);
    QVERIFY2(plan, qPrintable(told(plan)));
    QCOMPARE(plan->differences, QStringList{});
    QCOMPARE(plan->version, version);
    QCOMPARE(plan->revision, QString{});
    const Result<AdoptionReport> report = adopt(**connection, migrations, {});
    QVERIFY2(report, qPrintable(told(report)));
    const Result<MigrationStatus> status = migrationStatus({**connection, migrations});
    QVERIFY2(status, qPrintable(told(status)));
    QCOMPARE(status->current, version);
    QCOMPARE(status->drift, QStringList{});
    QVERIFY(Migrator(**connection, migrations).up());
}

void TestAdopt::nearestVersion()
{
    const TestDatabase database{Engine::MariaDb};
    const auto connection = Connection::open(database.spec());
    const MigrationSet migrations = *MigrationSet::shipped(Engine::MariaDb);
    QVERIFY(Migrator(**connection, migrations).up(2));
    QVERIFY((*connection)->execute(u"DROP TABLE tidemark_migrations"_s));
    QVERIFY((*connection)->execute(u"ALTER TABLE price_data_5min ADD note TEXT"_s));
    const Result<AdoptionPlan> plan = planAdoption(**connection, migrations);
    QVERIFY2(plan, qPrintable(told(plan)));
    QCOMPARE(plan->version, 2);
    QCOMPARE(plan->differences,
             QStringList{u"column note of table price_data_5min is not known to Tidemark"_s});
    QVERIFY(!adopt(**connection, migrations, {}));
}

QTEST_GUILESS_MAIN(TestAdopt)
#include "tst_adopt.moc"
