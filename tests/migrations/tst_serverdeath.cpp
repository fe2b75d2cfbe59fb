// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/migrator.h"
#include "migrations/state/migrationstatus.h"
#include "tests/support/engines.h"
#include "tests/support/marketrows.h"
#include "tests/support/migratingchild.h"
#include "tests/support/verifyresult.h"

#include <QCoreApplication>
#include <QElapsedTimer>

using namespace Qt::Literals::StringLiterals;

// A server that dies while many rows are migrated, and comes back.
class TestServerDeath : public QObject
{
    Q_OBJECT

private slots:
    void killedMidway_data();
    void killedMidway();
};

void TestServerDeath::killedMidway_data()
{
    QTest::addColumn<Engine>("engine");
    QTest::newRow("postgresql") << Engine::PostgreSql;
    QTest::newRow("mariadb") << Engine::MariaDb;
}

void TestServerDeath::killedMidway()
{
    constexpr int Rows = 20'000;
    constexpr int PatienceMs = 60'000;
    QFETCH(const Engine, engine);
    PrivateServer server{engine};
    // Before the copy of version 2, after it, and before its indexes are built.
    for (const QByteArray &line :
         {QByteArrayLiteral("2 0"), QByteArrayLiteral("2 1"), QByteArrayLiteral("2 2")}) {
        const ServerDatabase database{server.settings()};
        QString before;
        {
            const auto connection = openOrFail(database.spec());
            VERIFY_RESULT((Migrator{*connection, *MigrationSet::shipped(engine)}.up(1)));
            const MarketRows rows{*connection, 1};
            VERIFY_RESULT(rows.fill(Rows));
            before = *rows.quotes();
        }
        const auto child =
                startMigratingChild(database.spec(), {MigratingTask::Kind::Up, 2, 0, {}, line});
        QVERIFY(waitForLine(*child, line));
        server.kill();
        releaseChild(*child);
        QVERIFY(child->waitForFinished(PatienceMs));
        QCOMPARE(child->exitStatus(), QProcess::NormalExit);
        QCOMPARE(child->exitCode(), 1); // it said what was wrong
        server.start();

        QElapsedTimer timer;
        timer.start();
        const auto connection = openOrFail(database.spec());
        const Migrator migrator{*connection, *MigrationSet::shipped(engine)};
        const Result<MigrationStatus> found = migrationStatus(migrator.database());
        VERIFY_RESULT(found);
        QCOMPARE(found->current, 1);
        VERIFY_RESULT(migrator.up(2));
        QVERIFY2(timer.elapsed() < 5000, qPrintable(u"%1 ms"_s.arg(timer.elapsed())));
        const Result<MigrationStatus> status = migrationStatus(migrator.database());
        VERIFY_RESULT(status);
        QCOMPARE(status->current, 2);
        QCOMPARE(status->drift, QStringList{});
        QVERIFY(!status->unfinished);
        QCOMPARE(*(MarketRows{*connection, 2}.quotes()), before);
    }
}

int main(int argc, char **argv)
{
    QCoreApplication app{argc, argv};
    if (const std::optional<int> exitCode = runMigratingChild(QCoreApplication::arguments()))
        return *exitCode;
    TestServerDeath test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_serverdeath.moc"
