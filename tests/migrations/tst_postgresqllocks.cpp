// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/transaction.h"
#include "migrations/firststart.h"
#include "migrations/migrator.h"
#include "migrations/rehearsal/previewmaker.h"
#include "migrations/state/preconditions.h"
#include "tests/support/engines.h"
#include "tests/support/marketrows.h"
#include "tests/support/migratingchild.h"
#include "tests/support/verifyresult.h"

#include <QCoreApplication>
#include <QFile>
#include <QTcpServer>

#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

// Locks of PostgreSQL that runners of migrations take, wait for and must not be fooled by.
class TestPostgreSqlLocks : public QObject
{
    Q_OBJECT

private slots:
    void pgConcurrentlyWithWaiter();
    void pgLockTimeoutRetry();
    void pgTransactionPoolerDetected();
    void previewsNameWhatIsLocked();
};

// An index that is built concurrently waits for every transaction that is open. A runner that waits
// for its turn must have none.
void TestPostgreSqlLocks::pgConcurrentlyWithWaiter()
{
    const TestDatabase database{Engine::PostgreSql};
    const auto owner = openOrFail(database.spec());
    VERIFY_RESULT((Migrator{*owner, *MigrationSet::shipped(Engine::PostgreSql)}.up(1)));
    std::optional<MigrationLock> lock{std::in_place, *owner};
    VERIFY_RESULT(lock->take(0ms));

    // Another folder for lock files: it asks the server, again and again.
    const QTemporaryDir otherTemp;
    const QByteArray temp = qgetenv("TMPDIR");
    qputenv("TMPDIR", otherTemp.path().toLocal8Bit());
    const auto waiting = startMigratingChild(database.spec(), {MigratingTask::Kind::Up, 2, 0, {}});
    temp.isNull() ? qunsetenv("TMPDIR") : qputenv("TMPDIR", temp);
    QVERIFY(waitForLine(*waiting, "begin"));
    QVERIFY(!waiting->waitForFinished(700)); // it has asked, and will ask again
    const QString others = u"SELECT COUNT(*) FROM pg_stat_activity WHERE datname = "
                           "current_database() AND pid <> pg_backend_pid()"_s;
    QCOMPARE(numberFrom(*owner, others), 1);
    QCOMPARE(numberFrom(*owner, others + u" AND xact_start IS NOT NULL AND state <> 'active'"_s),
             0);

    VERIFY_RESULT(owner->execute(u"SET statement_timeout = '10s'"_s));
    VERIFY_RESULT(owner->execute(u"CREATE INDEX CONCURRENTLY by_hand ON price_data_5min (last)"_s));
    QCOMPARE(waiting->state(), QProcess::Running);
    VERIFY_RESULT(owner->execute(u"DROP INDEX CONCURRENTLY by_hand"_s));
    lock.reset();
    QVERIFY(waiting->waitForFinished(30'000));
    QCOMPARE(waiting->exitCode(), 0);

    // A script of ours cannot ask for it: it would fail inside the step's transaction.
    const Result<SqlScript> script =
            SqlScript::parse(u"CREATE INDEX CONCURRENTLY i ON t (x)"_s, Engine::PostgreSql);
    QVERIFY(!script);
    QCOMPARE(script.error().kind, Error::Kind::Parse);
}

// Somebody reads the table that the step wants to alter. It does not wait for long, which would
// hold up everybody behind it, but comes again.
void TestPostgreSqlLocks::pgLockTimeoutRetry()
{
    const TestDatabase database{Engine::PostgreSql};
    ConnectionSpec impatient = database.spec();
    impatient.busyTimeout = 100ms;
    const auto connection = openOrFail(impatient);
    const MigrationSet set = *MigrationSet::shipped(Engine::PostgreSql);
    VERIFY_RESULT((Migrator{*connection, set}.up(6)));
    const MarketRows rows{*connection, 6};
    VERIFY_RESULT(rows.fill(40));
    const QStringList before = *rows.checksums();

    const auto reader = openOrFail(database.spec());
    VERIFY_RESULT(reader->beginSnapshot());
    QCOMPARE(numberFrom(*reader, u"SELECT COUNT(*) FROM market_data"_s), 40);
    int attempts = 0;
    const Migrator migrator{*connection, set, [&](const MigrationProgress &progress) {
                                const bool isFirst =
                                        progress.phase == MigrationProgress::Phase::Running &&
                                        progress.statement == 0;
                                if (isFirst && ++attempts == 3)
                                    reader->rollback();
                                return true;
                            }};
    VERIFY_RESULT(migrator.up(7));
    QCOMPARE(attempts, 3);
    VERIFY_RESULT(migrator.down(6, LossPolicy::Accept));
    QCOMPARE(*rows.checksums(), before);
}

// PgBouncer gives each transaction any session: a session's lock says nothing there.
void TestPostgreSqlLocks::pgTransactionPoolerDetected()
{
    const TestDatabase database{Engine::PostgreSql};
    const ConnectionSpec direct = database.spec();
    QTcpServer port;
    QVERIFY(port.listen(QHostAddress::LocalHost));
    ConnectionSpec pooled = direct;
    pooled.port = port.serverPort();
    port.close();
    QTemporaryDir folder;
    QVERIFY(QFile::setPermissions(folder.path(), QFile::Permissions{0x7755}));
    QFile settings{folder.filePath(u"pgbouncer.ini"_s)};
    QVERIFY(settings.open(QIODevice::WriteOnly));
    settings.write(
            u"[databases]\n%1 = host=%2 port=%3 user=%4 password=%5\n"
            "[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = %6\nunix_socket_dir =\n"
            "auth_type = any\npool_mode = transaction\n"_s.arg(direct.databaseName, direct.host)
                    .arg(direct.port)
                    .arg(direct.user, direct.password)
                    .arg(pooled.port)
                    .toUtf8());
    settings.close();
    QVERIFY(settings.setPermissions(QFile::Permissions{0x6644}));
    QProcess pooler;
    pooler.setProcessChannelMode(QProcess::MergedChannels);
    // It does not run as root.
    const QStringList account =
            ::geteuid() == 0 ? QStringList{u"-u"_s, u"postgres"_s} : QStringList{};
    pooler.start(u"/usr/sbin/pgbouncer"_s, account + QStringList{settings.fileName()});
    QVERIFY(pooler.waitForStarted());
    std::unique_ptr<Connection> connection;
    QTRY_VERIFY2(
            [&] {
                Result<std::unique_ptr<Connection>> opened = Connection::open(pooled);
                if (opened)
                    connection = std::move(*opened);
                return connection != nullptr;
            }(),
            pooler.readAll().constData());

    const Migrator migrator{*connection, *MigrationSet::shipped(Engine::PostgreSql)};
    for (const Result<MigrationReport> &report :
         {migrator.up(), bringEmptyToHead(migrator.database())}) {
        QVERIFY(!report);
        QCOMPARE(report.error().kind, Error::Kind::Refused);
        QVERIFY2(report.error().detail.contains("PgBouncer"_L1), qPrintable(report.error().detail));
    }
    const auto server = openOrFail(direct);
    QCOMPARE(numberFrom(*server, u"SELECT COUNT(*) FROM pg_class WHERE relnamespace = "
                                 "current_schema()::regnamespace"_s),
             0);
    VERIFY_RESULT((Migrator{*server, *MigrationSet::shipped(Engine::PostgreSql)}.up()));
    VERIFY_RESULT(requireHead(migrator.database())); // there it may be read
    connection.reset();
    pooler.terminate();
    if (!pooler.waitForFinished(5000))
        pooler.kill();
    pooler.waitForFinished();
}

// What the window says before is what each step holds at its end.
void TestPostgreSqlLocks::previewsNameWhatIsLocked()
{
    const TestDatabase database{Engine::PostgreSql};
    const auto connection = openOrFail(database.spec());
    const auto asking = openOrFail(database.spec());
    const MigrationSet set = *MigrationSet::shipped(Engine::PostgreSql);
    const Result<QList<MigrationPreview>> previews = makePreviews(*connection, set);
    VERIFY_RESULT(previews);
    const auto held = [&](const QString &modes) {
        const auto rows = asking->stream(
                u"SELECT DISTINCT c.relname FROM pg_locks l JOIN pg_class c ON c.oid = l.relation"
                " WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND l.mode IN (%1)"
                " AND c.relname NOT LIKE 'pg_%' AND c.relname NOT LIKE 'tidemark_%'"_s.arg(modes));
        QStringList tables;
        while (rows && (*rows)->next())
            tables.append(QString::fromUtf8((*rows)->row()[0].text));
        tables.sort();
        return tables;
    };
    int compared = 0;
    QStringList wrong;
    const Migrator migrator{
            *connection, set, [&](const MigrationProgress &progress) {
                if (progress.phase != MigrationProgress::Phase::Verifying)
                    return true;
                for (const MigrationPreview &preview : *previews) {
                    if (preview.version != progress.version ||
                        preview.direction != progress.direction)
                        continue;
                    QStringList said = preview.lockedForAll;
                    said.sort();
                    const QStringList really = held(u"'AccessExclusiveLock'"_s);
                    if (said != really)
                        wrong.append(u"%1 %2: %3, not %4"_s.arg(progress.version)
                                             .arg(int(progress.direction))
                                             .arg(really.join(u' '), said.join(u' ')));
                    const bool keepsWrites = preview.locks.contains(u"all writes"_s);
                    if (keepsWrites == held(u"'ShareLock', 'AccessExclusiveLock'"_s).isEmpty())
                        wrong.append(u"%1: %2"_s.arg(progress.version).arg(preview.locks));
                    ++compared;
                }
                return true;
            }};
    VERIFY_RESULT(migrator.up());
    VERIFY_RESULT(migrator.down(0, LossPolicy::Accept));
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    QVERIFY(compared >= 20);
}

int main(int argc, char **argv)
{
    QCoreApplication app{argc, argv};
    if (const std::optional<int> exitCode = runMigratingChild(QCoreApplication::arguments()))
        return *exitCode;
    TestPostgreSqlLocks test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_postgresqllocks.moc"
