// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/adopt/adopt.h"
#include "migrations/state/migrationstatus.h"
#include "tests/support/engines.h"
#include "tests/support/migratingchild.h"
#include "tests/support/migrationhead.h"
#include "tests/support/verifyresult.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

// Databases of our own shape that nobody versioned.
class TestBaseline final : public QObject
{
    Q_OBJECT

private slots:
    void baselineOfAVersion_data();
    void baselineOfAVersion();
    void nearestVersion();
    void killedAtEveryChange_data() { addEngineRows(); }
    void killedAtEveryChange();
};

namespace {

// As nobody versioned it.
Result<> forgetHistory(const Connection &connection)
{
    Result<> done;
    for (const QString &table :
         {u"tidemark_migration_events"_s, u"tidemark_migration_steps"_s, u"tidemark_migrations"_s})
        done = done.and_then(
                [&] { return connection.execute(u"DROP TABLE IF EXISTS "_s + table); });
    return done;
}

} // namespace

void TestBaseline::baselineOfAVersion_data()
{
    QTest::addColumn<Engine>("engine");
    QTest::addColumn<int>("version");
    for (const Engine engine : {Engine::Sqlite, Engine::PostgreSql, Engine::MariaDb}) {
        for (const int version : {1, 4, headVersion()})
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
    VERIFY_RESULT(forgetHistory(**connection));

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
    if (version >= 3) // which brings the table
        QCOMPARE(numberFrom(**connection,
                            u"SELECT COUNT(*) FROM system_events WHERE event = 'adopt'"_s),
                 1);
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

// The database has all of its versions afterwards, or none and can be taken over again.
void TestBaseline::killedAtEveryChange()
{
    constexpr int Version = 4;
    constexpr int PatienceMs = 60'000;
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    const MigrationSet migrations = *MigrationSet::shipped(engine);
    VERIFY_RESULT(Migrator(*connection, migrations).up(Version));
    const MigrationHistory history{*connection, Actor::current()};
    int dieAt = 0;
    for (bool isDead = true; isDead;) {
        VERIFY_RESULT(forgetHistory(*connection));
        const auto child =
                startMigratingChild(database.spec(), {MigratingTask::Kind::Adopt, 0, ++dieAt, {}});
        QVERIFY(child->waitForFinished(PatienceMs));
        isDead = child->exitStatus() == QProcess::CrashExit;
        const auto applied = history.applied();
        VERIFY_RESULT(applied);
        QCOMPARE(applied->size(), isDead ? 0 : Version);
    }
    QVERIFY(dieAt > 2 * Version); // a row and its event each
}

int main(int argc, char **argv)
{
    QCoreApplication app{argc, argv};
    if (const std::optional<int> exitCode = runMigratingChild(QCoreApplication::arguments()))
        return *exitCode;
    TestBaseline test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_baseline.moc"
