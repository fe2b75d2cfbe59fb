// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/adopt/adopt.h"
#include "migrations/state/migrationstatus.h"
#include "tests/support/engines.h"
#include "tests/support/verifyresult.h"

using namespace Qt::Literals::StringLiterals;

// Databases of our own shape that nobody versioned.
class TestBaseline final : public QObject
{
    Q_OBJECT

private slots:
    void baselineOfAVersion_data();
    void baselineOfAVersion();
    void nearestVersion();
};

void TestBaseline::baselineOfAVersion_data()
{
    QTest::addColumn<Engine>("engine");
    QTest::addColumn<int>("version");
    for (const Engine engine : {Engine::Sqlite, Engine::PostgreSql, Engine::MariaDb}) {
        for (const int version : {1, 4, 10})
            QTest::newRow(qPrintable(u"%1 %2"_s.arg(engineName(engine)).arg(version)))
                    << engine << version;
    }
}

void TestBaseline::baselineOfAVersion()
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
    VERIFY_RESULT(plan);
    QCOMPARE(plan->differences, QStringList{});
    QCOMPARE(plan->version, version);
    QCOMPARE(plan->revision, QString{});
    const Result<AdoptionReport> report = adopt(**connection, migrations, {});
    VERIFY_RESULT(report);
    const Result<MigrationStatus> status = migrationStatus({**connection, migrations});
    VERIFY_RESULT(status);
    QCOMPARE(status->current, version);
    QCOMPARE(status->drift, QStringList{});
    QVERIFY(Migrator(**connection, migrations).up());
}

void TestBaseline::nearestVersion()
{
    const TestDatabase database{Engine::MariaDb};
    const auto connection = Connection::open(database.spec());
    const MigrationSet migrations = *MigrationSet::shipped(Engine::MariaDb);
    QVERIFY(Migrator(**connection, migrations).up(2));
    QVERIFY((*connection)->execute(u"DROP TABLE tidemark_migrations"_s));
    QVERIFY((*connection)->execute(u"ALTER TABLE price_data_5min ADD note TEXT"_s));
    const Result<AdoptionPlan> plan = planAdoption(**connection, migrations);
    VERIFY_RESULT(plan);
    QCOMPARE(plan->version, 2);
    QCOMPARE(plan->differences,
             QStringList{u"column note of table price_data_5min is not known to Tidemark"_s});
    QVERIFY(!adopt(**connection, migrations, {}));
}

QTEST_GUILESS_MAIN(TestBaseline)
#include "tst_baseline.moc"
