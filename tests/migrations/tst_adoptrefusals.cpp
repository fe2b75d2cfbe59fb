// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/migrations/alembicdatabase.h"
#include "tests/support/engines.h"

using namespace Qt::Literals::StringLiterals;

// What cannot be taken over, and that it is left as it was.
class TestAdoptRefusals final : public QObject
{
    Q_OBJECT

private slots:
    void otherShapesAreTold_data();
    void otherShapesAreTold();
    void rowsThatDoNotFitAreTold_data();
    void rowsThatDoNotFitAreTold();
    void whatCannotBeTakenOver();
    void nothingChangesWhenItFails();
};

void TestAdoptRefusals::otherShapesAreTold_data()
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
    row("an heir", InitSchema,
        u"CREATE TABLE heir (FOREIGN KEY (symbol) REFERENCES assets (symbol)) INHERITS"
        " (market_data)"_s,
        u"Table heir inherits from a table that is made anew. Move its rows there and drop it, or "
        "end that it inherits."_s);
    row("a name", InitSchema, u"CREATE TABLE metadata (x INT)"_s,
        u"metadata is there already, and Tidemark needs that name."_s);
}

void TestAdoptRefusals::otherShapesAreTold()
{
    QFETCH(const QString, revision);
    QFETCH(const QString, change);
    QFETCH(const QString, sentence);
    const AlembicDatabase database{revision};
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

void TestAdoptRefusals::rowsThatDoNotFitAreTold_data()
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

void TestAdoptRefusals::rowsThatDoNotFitAreTold()
{
    QFETCH(const QString, revision);
    QFETCH(const QStringList, statements);
    QFETCH(const QString, sentence);
    const AlembicDatabase database{revision};
    database.run(statements);
    const Result<AdoptionPlan> plan = database.plan();
    QVERIFY2(plan, qPrintable(told(plan)));
    QCOMPARE(plan->refusedRows, QStringList{sentence});
    const Result<AdoptionReport> report = database.adopt();
    QVERIFY(!report);
    QCOMPARE(report.error().kind, Error::Kind::Refused);
    QVERIFY(!*tableExists(database.connection(), u"tidemark_migrations"_s));
}

void TestAdoptRefusals::whatCannotBeTakenOver()
{
    const AlembicDatabase unknown{AddPriceData};
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

void TestAdoptRefusals::nothingChangesWhenItFails()
{
    const AlembicDatabase database{InitSchema};
    database.run({u"INSERT INTO assets VALUES ('A.US', 'US', NULL, TRUE, NULL, now(), now())"_s,
                  u"INSERT INTO market_data VALUES ('2024-01-02', 'A.US')"_s});
    const QString before = database.schema().fingerprint();
    const Result<AdoptionReport> report =
            adopt(database.connection(), AlembicDatabase::migrations(),
                  database.folder().filePath(u"not/there"_s));
    QVERIFY(!report);
    QCOMPARE(report.error().kind, Error::Kind::AccessDenied);
    QCOMPARE(database.schema().fingerprint(), before);
    QCOMPARE(database.value(u"SELECT count(*) FROM market_data"_s), u"1"_s);
    QVERIFY(!*tableExists(database.connection(), u"tidemark_migrations"_s));
}

QTEST_GUILESS_MAIN(TestAdoptRefusals)
#include "tst_adoptrefusals.moc"
