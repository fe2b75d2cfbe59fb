// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/statements.h"
#include "migrations/firststart.h"
#include "migrations/migrator.h"
#include "migrations/state/migrationstatus.h"
#include "migrations/state/preconditions.h"
#include "tests/support/engines.h"
#include "tests/support/marketrows.h"
#include "tests/support/migrationhead.h"
#include "tests/support/verifyresult.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;

// The shipped migrations on every engine, on real servers: up, down, and what they keep.
class TestEngines : public QObject
{
    Q_OBJECT

private slots:
    void freshInstall_data() { addEngineRows(); }
    void freshInstall();
    void upgradeEachVersionToHead_data();
    void upgradeEachVersionToHead();
    void downThenUpChecksumEqual_data() { addEngineRows(); }
    void downThenUpChecksumEqual();
    void refusesToLoseRows_data() { addEngineRows(); }
    void refusesToLoseRows();
    void neverNarrowsAPrice_data() { addEngineRows(); }
    void neverNarrowsAPrice();
    void cancelMidwayRestores_data() { addEngineRows(); }
    void cancelMidwayRestores();
    void leavesOthersTablesAlone_data() { addEngineRows(); }
    void leavesOthersTablesAlone();

private:
    [[nodiscard]] static std::unique_ptr<Connection> open(const TestDatabase &database);
    [[nodiscard]] static Migrator migratorOf(const Connection &connection,
                                             ProgressHandler progress = {});
};

std::unique_ptr<Connection> TestEngines::open(const TestDatabase &database)
{
    Result<std::unique_ptr<Connection>> connection = Connection::open(database.spec());
    if (!connection)
        qFatal("%s", qPrintable(connection.error().detail));
    return std::move(*connection);
}

Migrator TestEngines::migratorOf(const Connection &connection, ProgressHandler progress)
{
    return {connection, *MigrationSet::shipped(connection.engine()), std::move(progress)};
}

void TestEngines::freshInstall()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = open(database);
    const Migrator migrator = migratorOf(*connection);
    const Result<MigrationReport> report = bringEmptyToHead(migrator.database());
    VERIFY_RESULT(report);
    QCOMPARE(report->to, headVersion());
    QCOMPARE(report->steps.size(), headVersion());
    const Result<MigrationStatus> status = migrationStatus(migrator.database());
    VERIFY_RESULT(status);
    QCOMPARE(status->current, headVersion());
    QCOMPARE(status->applied.size(), headVersion());
    QCOMPARE(status->drift, QStringList{});
    QVERIFY(!status->unfinished);
    VERIFY_RESULT(requireHead(migrator.database()));
    QCOMPARE(bringEmptyToHead(migrator.database())->steps.size(), 0);
}

void TestEngines::upgradeEachVersionToHead_data()
{
    QTest::addColumn<Engine>("engine");
    QTest::addColumn<int>("from");
    for (const Engine engine : {Engine::Sqlite, Engine::PostgreSql, Engine::MariaDb}) {
        for (int from = 1; from < headVersion(); ++from)
            QTest::addRow("%s from %d", qPrintable(engineName(engine)), from) << engine << from;
    }
}

void TestEngines::upgradeEachVersionToHead()
{
    QFETCH(const Engine, engine);
    QFETCH(const int, from);
    const TestDatabase database{engine};
    const auto connection = open(database);
    const Migrator migrator = migratorOf(*connection);
    VERIFY_RESULT(migrator.up(from));
    const MarketRows rows{*connection, from};
    VERIFY_RESULT(rows.fill(40));
    const Result<MigrationReport> report = migrator.up();
    VERIFY_RESULT(report);
    QCOMPARE(report->steps.size(), headVersion() - from);
    QVERIFY(report->steps.constLast().rowsChecked > 0);
    QCOMPARE(migrationStatus(migrator.database())->current, headVersion());
}

void TestEngines::downThenUpChecksumEqual()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = open(database);
    const Migrator migrator = migratorOf(*connection);
    VERIFY_RESULT(migrator.up());
    const MarketRows rows{*connection, headVersion()};
    VERIFY_RESULT(rows.fill(60));
    const Result<QStringList> before = rows.checksums();
    VERIFY_RESULT(before);
    // Versions 4 and 9 make tables, 8 and 10 columns: what stands in them keeps them from going.
    VERIFY_RESULT(rows.emptyWhatVersionsAbove(4));
    const Result<QStringList> thinned = rows.checksums();
    VERIFY_RESULT(thinned);
    VERIFY_RESULT(migrator.down(4, LossPolicy::Refuse));
    VERIFY_RESULT(migrator.up());
    QCOMPARE(*rows.checksums(), *thinned);
    VERIFY_RESULT(migrator.down(3, LossPolicy::Accept));
    VERIFY_RESULT(migrator.up());
    QCOMPARE(migrationStatus(migrator.database())->current, headVersion());
    QCOMPARE(migrationStatus(migrator.database())->drift, QStringList{});
}

void TestEngines::refusesToLoseRows()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = open(database);
    const Migrator migrator = migratorOf(*connection);
    VERIFY_RESULT(migrator.up());
    const MarketRows rows{*connection, headVersion()};
    VERIFY_RESULT(rows.fill(20));
    const Result<MigrationReport> refused = migrator.down(3, LossPolicy::Refuse);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Refused);
    QVERIFY2(refused.error().detail.contains("market_data"_L1), qPrintable(refused.error().detail));
    QVERIFY(refused.error().detail.contains("20"_L1));
    QCOMPARE(migrationStatus(migrator.database())->current, headVersion());
}

void TestEngines::neverNarrowsAPrice()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = open(database);
    const Migrator migrator = migratorOf(*connection);
    VERIFY_RESULT(migrator.up(2));
    const MarketRows rows{*connection, 2};
    VERIFY_RESULT(rows.addPrice(u"small"_s, u"0.00000001"_s));
    VERIFY_RESULT(rows.addPrice(u"widest"_s, u"9999999999.99999999"_s));
    VERIFY_RESULT(rows.addPrice(u"big"_s, u"999999999999.99999999"_s));
    const Result<MigrationReport> refused = migrator.down(1, LossPolicy::Accept);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Refused);
    QVERIFY2(refused.error().detail.contains("big at 2026-"_L1),
             qPrintable(refused.error().detail));
    QCOMPARE(migrationStatus(migrator.database())->current, 2);

    VERIFY_RESULT(connection->execute(u"DELETE FROM price_data_5min WHERE coin_type = 'big'"_s));
    const Result<QString> before = rows.quotes();
    VERIFY_RESULT(before);
    QCOMPARE(migrator.down(1, LossPolicy::Refuse).error().kind, Error::Kind::Refused);
    VERIFY_RESULT(migrator.down(1, LossPolicy::Accept));
    QCOMPARE(migrationStatus(migrator.database())->current, 1);
    QCOMPARE(*rows.quotes(), *before);
    VERIFY_RESULT(migrator.up(2));
    QCOMPARE(*rows.quotes(), *before);
}

void TestEngines::cancelMidwayRestores()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = open(database);
    VERIFY_RESULT(migratorOf(*connection).up(1));
    const MarketRows rows{*connection, 1};
    VERIFY_RESULT(rows.fill(50));
    const QString before = *rows.quotes();
    // At every question in turn, until one run gets through.
    for (int at = 1; at < 200; ++at) {
        int asked = 0;
        const Migrator migrator =
                migratorOf(*connection, [&](const MigrationProgress &) { return ++asked != at; });
        const Result<MigrationReport> report = migrator.up(2);
        if (report) {
            QVERIFY(at > 5);
            QCOMPARE(migrationStatus(migratorOf(*connection).database())->current, 2);
            return;
        }
        QCOMPARE(report.error().kind, Error::Kind::Cancelled);
        const Result<MigrationStatus> status = migrationStatus(migratorOf(*connection).database());
        VERIFY_RESULT(status);
        QCOMPARE(status->current, 1);
        QVERIFY(!status->unfinished);
        QCOMPARE(*rows.quotes(), before);
        QVERIFY(!*tableExists(*connection, u"new_price_data_5min"_s));
    }
    QFAIL("it never got through");
}

void TestEngines::leavesOthersTablesAlone()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = open(database);
    const Migrator migrator = migratorOf(*connection);
    VERIFY_RESULT(connection->execute(u"CREATE TABLE mine (x INTEGER)"_s));
    const Result<MigrationReport> refused = bringEmptyToHead(migrator.database());
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Refused);
    VERIFY_RESULT(connection->execute(u"DROP TABLE mine"_s));
    VERIFY_RESULT(migrator.up(3));
    VERIFY_RESULT(connection->execute(u"CREATE TABLE mine (x INTEGER)"_s));
    VERIFY_RESULT(connection->execute(u"INSERT INTO mine VALUES (1), (2)"_s));
    VERIFY_RESULT(migrator.up());
    const auto rows = connection->stream(u"SELECT COUNT(*) FROM mine"_s);
    QVERIFY(rows && (*rows)->next());
    QCOMPARE((*rows)->row()[0].integer, 2);
}

QTEST_GUILESS_MAIN(TestEngines)
#include "tst_engines.moc"
