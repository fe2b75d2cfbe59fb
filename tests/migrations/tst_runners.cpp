// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/migrator.h"
#include "migrations/state/migrationstatus.h"
#include "migrations/state/preconditions.h"
#include "tests/support/engines.h"
#include "tests/support/marketrows.h"
#include "tests/support/migratingchild.h"
#include "tests/support/migrationfolder.h"
#include "tests/support/verifyresult.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <vector>

using namespace Qt::Literals::StringLiterals;

// Several programs that want to migrate the same database: one does, the others wait, and none
// waits for the dead.
class TestRunners : public QObject
{
    Q_OBJECT

private slots:
    void lockTwoProcesses_data();
    void lockTwoProcesses();
    void lockOwnerKilled_data() { addEngineRows(); }
    void lockOwnerKilled();
    void livingOwnerIsLeftAlone();
    void othersMayLookMeanwhile_data() { addEngineRows(); }
    void othersMayLookMeanwhile();
};

namespace {

constexpr int PatienceMs = 60'000;
const int Head = MigrationSet::shipped(Engine::Sqlite)->head();

// Whether that statement runs in the server now, in whatever session.
bool isRunning(const Connection &connection, const QString &part)
{
    switch (connection.engine()) {
    case Engine::Sqlite:
        return true; // inside the child, which said so
    case Engine::PostgreSql:
        return numberFrom(connection,
                          u"SELECT COUNT(*) FROM pg_stat_activity WHERE datname = "
                          "current_database() AND state = 'active' AND pid <> pg_backend_pid() "
                          "AND query LIKE '%%1%'"_s.arg(part)) > 0;
    case Engine::MariaDb:
        break;
    }
    return numberFrom(connection,
                      u"SELECT COUNT(*) FROM information_schema.processlist WHERE db = DATABASE() "
                      "AND id <> CONNECTION_ID() AND info LIKE '%%1%'"_s.arg(part)) > 0;
}

// Makes a table in no time, but in half a minute and more while the row of the table pace says so.
void writeSlowStep(const MigrationFolder &folder)
{
    folder.write(2, u"up.sqlite.sql"_s,
                 u"CREATE TABLE slow AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 "
                 "FROM n LIMIT (SELECT COALESCE(MAX(steps), 1) FROM pace)) SELECT COUNT(*) AS n "
                 "FROM n"_s);
    folder.write(2, u"up.postgresql.sql"_s,
                 u"CREATE TABLE slow AS SELECT 1 AS n, pg_sleep((SELECT MAX(steps) / 1000000000 "
                 "FROM pace))::text AS t"_s);
    // Reads no row: it would keep the row from being changed until its session has gone.
    folder.write(2, u"up.mariadb.sql"_s,
                 u"CREATE TABLE slow AS SELECT IF(IS_FREE_LOCK(CONCAT('pace.', DATABASE())), 0, "
                 "SLEEP(40)) AS n"_s);
}

Result<> setPace(const Connection &connection, bool isSlow)
{
    if (connection.engine() == Engine::MariaDb)
        return connection.execute(isSlow ? u"DO GET_LOCK(CONCAT('pace.', DATABASE()), 0)"_s
                                         : u"DO RELEASE_LOCK(CONCAT('pace.', DATABASE()))"_s);
    return connection.execute(isSlow ? u"INSERT INTO pace VALUES (40000000000)"_s
                                     : u"UPDATE pace SET steps = 1"_s);
}

} // namespace

void TestRunners::lockTwoProcesses_data()
{
    QTest::addColumn<Engine>("engine");
    QTest::addColumn<MigratingTask::Kind>("kind");
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("runners");
    for (const Engine engine : {Engine::Sqlite, Engine::PostgreSql, Engine::MariaDb}) {
        const QByteArray name = engineName(engine).toLatin1();
        QTest::addRow("%s, two with an old one", name.constData())
                << engine << MigratingTask::Kind::Up << 1 << 2;
        QTest::addRow("%s, three with an empty one", name.constData())
                << engine << MigratingTask::Kind::Up << 0 << 3;
        QTest::addRow("%s, three that write data", name.constData())
                << engine << MigratingTask::Kind::BringEmptyToHead << 0 << 3;
    }
}

void TestRunners::lockTwoProcesses()
{
    constexpr int Rounds = 2;
    QFETCH(const Engine, engine);
    QFETCH(const MigratingTask::Kind, kind);
    QFETCH(const int, from);
    QFETCH(const int, runners);

    for (int round = 0; round < Rounds; ++round) {
        const TestDatabase database{engine};
        const auto connection = openOrFail(database.spec());
        const Migrator migrator{*connection, *MigrationSet::shipped(engine)};
        QString before;
        if (from > 0) {
            VERIFY_RESULT(migrator.up(from));
            VERIFY_RESULT((MarketRows{*connection, from}.fill(300)));
            before = *MarketRows{*connection, from}.quotes();
        }
        std::vector<std::unique_ptr<QProcess>> children;
        for (int child = 0; child < runners; ++child)
            children.push_back(startMigratingChild(database.spec(), {kind, Head, 0, {}}));
        QElapsedTimer timer;
        timer.start();
        for (const std::unique_ptr<QProcess> &child : children) {
            QVERIFY(child->state() == QProcess::NotRunning || child->waitForFinished(PatienceMs));
            QCOMPARE(child->exitStatus(), QProcess::NormalExit);
            QCOMPARE(child->exitCode(), 0);
        }
        const Result<MigrationStatus> status = migrationStatus(migrator.database());
        VERIFY_RESULT(status);
        QCOMPARE(status->current, Head);
        QCOMPARE(status->drift, QStringList{});
        // Each version ran once.
        QCOMPARE(numberFrom(*connection, u"SELECT COUNT(*) FROM tidemark_migration_events "
                                         "WHERE event = 'apply'"_s),
                 Head);
        if (from > 0)
            QCOMPARE(*(MarketRows{*connection, Head}.quotes()), before);
    }
}

// Killed while a statement runs that takes longer than anybody wants to wait.
void TestRunners::lockOwnerKilled()
{
    QFETCH(const Engine, engine);
    const MigrationFolder folder{{{u"CREATE TABLE pace (steps BIGINT)"_s, u"DROP TABLE pace"_s},
                                  {u"CREATE TABLE slow (n BIGINT)"_s, u"DROP TABLE slow"_s}}};
    writeSlowStep(folder);
    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    const Migrator migrator{*connection, folder.set(engine)};
    VERIFY_RESULT(migrator.up(1));
    VERIFY_RESULT(setPace(*connection, true));

    const auto owner =
            startMigratingChild(database.spec(), {MigratingTask::Kind::Up, 2, 0, folder.path()});
    QVERIFY(waitForLine(*owner, "2 0"));
    QTRY_VERIFY_WITH_TIMEOUT(isRunning(*connection, u"TABLE slow AS"_s), 10'000);
    const auto waiting =
            startMigratingChild(database.spec(), {MigratingTask::Kind::Up, 2, 0, folder.path()});
    QVERIFY(waitForLine(*waiting, "begin"));
    QVERIFY(!waiting->waitForFinished(500)); // it waits for the owner

    owner->kill();
    QVERIFY(owner->waitForFinished(PatienceMs));
    VERIFY_RESULT(setPace(*connection, false));
    QElapsedTimer timer;
    timer.start();
    QVERIFY(waiting->waitForFinished(PatienceMs));
    const qint64 tookMs = timer.elapsed();
    QCOMPARE(waiting->exitStatus(), QProcess::NormalExit);
    QCOMPARE(waiting->exitCode(), 0);
    QVERIFY2(tookMs < 5000, qPrintable(u"%1 ms"_s.arg(tookMs)));
    const Result<MigrationStatus> status = migrationStatus(migrator.database());
    VERIFY_RESULT(status);
    QCOMPARE(status->current, 2);
    QVERIFY(!status->unfinished);
    QCOMPARE(numberFrom(*connection, u"SELECT COUNT(*) FROM slow"_s), 1);
}

// Two runners whose folders for temporary files differ, as those of services do: neither sees the
// other's lock file. The one that waits must not take the other for dead.
void TestRunners::livingOwnerIsLeftAlone()
{
    const MigrationFolder folder{{{u"CREATE TABLE pace (steps BIGINT)"_s, u"DROP TABLE pace"_s},
                                  {u"CREATE TABLE slow (n BIGINT)"_s, u"DROP TABLE slow"_s}}};
    writeSlowStep(folder);
    const TestDatabase database{Engine::MariaDb};
    const auto connection = openOrFail(database.spec());
    const Migrator migrator{*connection, folder.set(Engine::MariaDb)};
    VERIFY_RESULT(migrator.up(1));
    VERIFY_RESULT(setPace(*connection, true));
    const QTemporaryDir otherTemp;
    const QByteArray temp = qgetenv("TMPDIR");
    qputenv("TMPDIR", otherTemp.path().toLocal8Bit());
    const auto owner =
            startMigratingChild(database.spec(), {MigratingTask::Kind::Up, 2, 0, folder.path()});
    temp.isNull() ? qunsetenv("TMPDIR") : qputenv("TMPDIR", temp);
    QVERIFY(waitForLine(*owner, "2 0"));
    QTRY_VERIFY_WITH_TIMEOUT(isRunning(*connection, u"TABLE slow AS"_s), 10'000);
    const auto waiting =
            startMigratingChild(database.spec(), {MigratingTask::Kind::Up, 2, 0, folder.path()});
    QVERIFY(waitForLine(*waiting, "begin"));
    QVERIFY(!waiting->waitForFinished(1500));
    QVERIFY(isRunning(*connection, u"TABLE slow AS"_s)); // nobody ended it
    QCOMPARE(owner->state(), QProcess::Running);
    owner->kill();
    QVERIFY(owner->waitForFinished(PatienceMs));
    VERIFY_RESULT(setPace(*connection, false));
    QVERIFY(waiting->waitForFinished(5000));
    QCOMPARE(waiting->exitCode(), 0);
    QCOMPARE(migrationStatus(migrator.database())->current, 2);
}

// Whoever looks at a database that somebody moves sees a version of it: never an error of the
// server's, and never tables of a stranger.
void TestRunners::othersMayLookMeanwhile()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    const Migrator migrator{*connection, *MigrationSet::shipped(engine)};
    int looks = 0;
    for (const auto kind :
         {MigratingTask::Kind::Up, MigratingTask::Kind::Down, MigratingTask::Kind::Up}) {
        const int target = kind == MigratingTask::Kind::Up ? Head : 0;
        const auto child = startMigratingChild(database.spec(), {kind, target, 0, {}});
        while (!child->waitForFinished(0) && child->state() != QProcess::NotRunning) {
            ++looks;
            VERIFY_RESULT(migrationStatus(migrator.database()));
            const Result<> head = requireHead(migrator.database());
            if (head || head.error().kind == Error::Kind::NotFound)
                continue;
            QVERIFY2(head.error().detail.contains("this program needs"_L1),
                     qPrintable(head.error().detail));
        }
        QCOMPARE(child->exitCode(), 0);
    }
    QVERIFY(looks > 5);
    QCOMPARE(migrationStatus(migrator.database())->drift, QStringList{});
}

int main(int argc, char **argv)
{
    QCoreApplication app{argc, argv};
    if (const std::optional<int> exitCode = runMigratingChild(QCoreApplication::arguments()))
        return *exitCode;
    TestRunners test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_runners.moc"
