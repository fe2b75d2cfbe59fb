// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/firststart.h"
#include "migrations/state/migrationstatus.h"
#include "tests/migrations/crashlane.h"

#include "db/statements.h"
#include "tests/support/marketrows.h"

#include <QCoreApplication>
#include <QElapsedTimer>

using namespace Qt::Literals::StringLiterals;

// Processes that are killed while they migrate, on every engine: at every state that a migration
// goes through, and at any time while it copies many rows. TIDEMARK_CRASH_POINTS=200 says how many
// random moments each big migration is killed at, and leaves out no state of the small ones.
class TestMigrationCrash : public QObject
{
    Q_OBJECT

private slots:
    void killedAtEveryChange_data() { addEngineRows(); }
    void killedAtEveryChange();
    void killedAtAnyTime_data() { addEngineRows(); }
    void killedAtAnyTime();
    void killedWhileTheDatabaseIsNew_data() { addEngineRows(); }
    void killedWhileTheDatabaseIsNew();
};

namespace {

const int Head = MigrationSet::shipped(Engine::Sqlite)->head();

// What went wrong in any of the lanes; how it went otherwise.
QString verdict(const std::vector<std::unique_ptr<CrashLane>> &lanes)
{
    QStringList failures;
    int kills = 0;
    qint64 slowestMs = 0;
    for (const std::unique_ptr<CrashLane> &lane : lanes) {
        if (!lane->failure().isEmpty())
            failures.append(lane->failure());
        kills += lane->kills();
        slowestMs = std::max(slowestMs, lane->slowestMs());
    }
    qInfo("%d deaths; the slowest start afterwards took %lld ms", kills, slowestMs);
    return failures.join(u'\n');
}

} // namespace

void TestMigrationCrash::killedAtEveryChange()
{
    QFETCH(const Engine, engine);
    std::vector<std::unique_ptr<CrashLane>> lanes;
    for (int version = 1; version <= Head; ++version)
        lanes.push_back(std::make_unique<CrashLane>(engine, version, 40));
    runLanes(lanes, [](CrashLane &lane) {
        lane.dieAtEveryChange(qEnvironmentVariableIsSet("TIDEMARK_CRASH_POINTS"));
    });
    const QString failure = verdict(lanes);
    QVERIFY2(failure.isEmpty(), qPrintable(failure));
}

void TestMigrationCrash::killedAtAnyTime()
{
    constexpr int Rows = 20'000;
    constexpr int Points = 4;
    QFETCH(const Engine, engine);
    bool isSet = false;
    const int wanted = qEnvironmentVariableIntValue("TIDEMARK_CRASH_POINTS", &isSet);
    const int points = isSet ? wanted : Points;
    QList<int> rewriting{2, 7};
    if (engine == Engine::Sqlite)
        rewriting.append(8);
    std::vector<std::unique_ptr<CrashLane>> lanes;
    for (const int version : rewriting)
        lanes.push_back(std::make_unique<CrashLane>(engine, version, Rows));
    runLanes(lanes, [points](CrashLane &lane) { lane.dieAtAnyTime(points, 20'261'120); });
    const QString failure = verdict(lanes);
    QVERIFY2(failure.isEmpty(), qPrintable(failure));
}

// The next command that writes data must bring it to the head: no version in between is left that
// only `migrate up` may touch.
void TestMigrationCrash::killedWhileTheDatabaseIsNew()
{
    QFETCH(const Engine, engine);
    // Where all of it is one transaction, a few deaths are as good as many. On MariaDB the first
    // changes make the history, which is no step of its own; what comes after them died in every
    // state above already.
    const bool isJournalled = engine == Engine::MariaDb;
    const int everyOneUpTo = isJournalled ? 20 : 3;
    constexpr int Stride = 13;
    int kills = 0;
    for (int dieAt = 1;; dieAt += dieAt < everyOneUpTo ? 1 : Stride) {
        const TestDatabase database{engine};
        MigratingTask task{MigratingTask::Kind::BringEmptyToHead, 0, dieAt, {}};
        const auto child = startMigratingChild(database.spec(), task);
        QVERIFY(child->waitForFinished(60'000));
        const auto connection = Connection::open(database.spec());
        QVERIFY(connection);
        const Migrator migrator{**connection, *MigrationSet::shipped(engine)};
        const bool wasKilled = child->exitStatus() == QProcess::CrashExit;
        kills += wasKilled ? 1 : 0;
        if (wasKilled && (*connection)->dialect().hasTransactionalDdl())
            QCOMPARE(migrationStatus(migrator.database())->current, 0);
        QElapsedTimer timer;
        timer.start();
        const Result<MigrationReport> brought = bringEmptyToHead(migrator.database());
        QVERIFY2(brought, qPrintable(brought ? QString{}
                                             : u"dead before change %1: "_s.arg(dieAt) +
                                                       brought.error().detail));
        QVERIFY(timer.elapsed() < 5000);
        const Result<MigrationStatus> status = migrationStatus(migrator.database());
        QVERIFY(status);
        QCOMPARE(status->current, Head);
        QCOMPARE(status->drift, QStringList{});
        QVERIFY(!status->unfinished);
        // The history is whole, too: it only grows.
        QVERIFY2(!(*connection)->execute(u"DELETE FROM tidemark_migration_events"_s),
                 qPrintable(u"dead before change %1"_s.arg(dieAt)));
        QVERIFY(!(*connection)->execute(u"UPDATE tidemark_migration_events SET actor = ''"_s));
        if (!wasKilled)
            break;
    }
    QVERIFY(kills > (isJournalled ? 20 : 5));
}

int main(int argc, char **argv)
{
    QCoreApplication app{argc, argv};
    if (const std::optional<int> exitCode = runMigratingChild(QCoreApplication::arguments()))
        return *exitCode;
    TestMigrationCrash test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_migrationcrash.moc"
