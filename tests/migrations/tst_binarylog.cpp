// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/migrator.h"
#include "migrations/state/migrationstatus.h"
#include "tests/support/engines.h"
#include "tests/support/marketrows.h"
#include "tests/support/verifyresult.h"

using namespace Qt::Literals::StringLiterals;

// A MariaDB that writes a binary log, as MySQL does unless it is told not to. There only its
// administrators may make triggers.
class TestBinaryLog : public QObject
{
    Q_OBJECT

private slots:
    void goesWithoutTriggers();
};

void TestBinaryLog::goesWithoutTriggers()
{
    qputenv("TESTDB_BINLOG", "on");
    const PrivateServer server{Engine::MariaDb};
    qunsetenv("TESTDB_BINLOG");
    const ServerDatabase database{server.settings()};
    const auto connection = openOrFail(database.spec());
    QCOMPARE(numberFrom(*connection, u"SELECT @@log_bin"_s), 1);
    const Migrator migrator{*connection, *MigrationSet::shipped(Engine::MariaDb)};
    VERIFY_RESULT(migrator.up(1));
    VERIFY_RESULT((MarketRows{*connection, 1}.fill(300)));
    const Result<QString> quotes = MarketRows{*connection, 1}.quotes();
    VERIFY_RESULT(quotes);
    VERIFY_RESULT(migrator.up());
    VERIFY_RESULT(migrator.down(2, LossPolicy::Accept));
    VERIFY_RESULT(migrator.up());
    QCOMPARE(*(MarketRows{*connection, migrator.database().head()}.quotes()), *quotes);
    const Result<MigrationStatus> status = migrationStatus(migrator.database());
    VERIFY_RESULT(status);
    QCOMPARE(status->current, status->head);
    QCOMPARE(status->drift, QStringList{});
    const QString triggers = u"SELECT COUNT(*) FROM information_schema.triggers WHERE "
                             "trigger_schema = DATABASE()"_s;
    const QString notes =
            u"SELECT COUNT(*) FROM tidemark_migration_events WHERE event = 'no_triggers'"_s;
    QCOMPARE(numberFrom(*connection, triggers), 0);
    QCOMPARE(numberFrom(*connection, notes), 1); // once, however often it was tried

    VERIFY_RESULT(openOrFail(server.settings().admin())
                          ->execute(u"SET GLOBAL log_bin_trust_function_creators = 1"_s));
    VERIFY_RESULT(migrator.down(9, LossPolicy::Accept));
    QCOMPARE(numberFrom(*connection, triggers), 2);
    QVERIFY(!connection->execute(u"DELETE FROM tidemark_migration_events"_s));
}

QTEST_GUILESS_MAIN(TestBinaryLog)
#include "tst_binarylog.moc"
