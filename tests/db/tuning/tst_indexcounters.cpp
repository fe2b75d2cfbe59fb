// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/usagecounters.h"
#include "tests/support/engines.h"
#include "tests/support/verifyresult.h"

#include <QProcess>
#include <QStandardPaths>

using namespace Qt::Literals::StringLiterals;

// What servers count of indexes, on servers of its own: how they count is set for all of one.
class TestIndexCounters final : public QObject
{
    Q_OBJECT

private slots:
    void countersThatStandStillAreNone();
    void tellsOfStandbys();
};

namespace {

void runAll(const Connection &connection, const QStringList &statements)
{
    for (const QString &statement : statements)
        VERIFY_RESULT(connection.execute(statement));
}

// With its performance schema, which MySQL has by default.
std::unique_ptr<PrivateServer> countingMariaDb()
{
    qputenv("TESTDB_COUNTS", "on");
    auto server = std::make_unique<PrivateServer>(Engine::MariaDb);
    qunsetenv("TESTDB_COUNTS");
    return server;
}

} // namespace

void TestIndexCounters::countersThatStandStillAreNone()
{
    const auto server = countingMariaDb();
    ConnectionSpec spec = server->settings().admin();
    spec.databaseName = u"app"_s;
    const auto connection = openOrFail(spec);
    runAll(*connection, {u"CREATE TABLE p (a INT, KEY ix (a))"_s, u"INSERT INTO p VALUES (1)"_s,
                         u"SELECT a FROM p WHERE a = 1"_s});
    const auto counted = readUsageCounters(*connection);
    VERIFY_RESULT(counted);
    QCOMPARE(counted->source, u"performance_schema"_s);
    QVERIFY(counted->of(u"p"_s, u"ix"_s)->scans > 0);
    const auto adviceBehind = [&](const QString &change) {
        runAll(*connection, {u"UPDATE performance_schema.setup_"_s + change});
        const auto usage = readUsageCounters(*connection);
        return usage && usage->source.isEmpty() && usage->indexes.isEmpty() ? usage->advice
                                                                            : QString{};
    };
    const QString instrument = u"wait/io/table/sql/handler"_s;
    QVERIFY(adviceBehind(u"instruments SET enabled = 'NO' WHERE name = '%1'"_s.arg(instrument))
                    .contains(instrument));
    QCOMPARE(adviceBehind(u"instruments SET enabled = 'YES' WHERE name = '%1'"_s.arg(instrument)),
             QString{});
    QVERIFY(adviceBehind(u"consumers SET enabled = 'NO' WHERE name = 'global_instrumentation'"_s)
                    .contains(instrument));
    // Who may not read how it counts, is told so.
    const auto user = openOrFail(server->settings().user());
    QVERIFY(readUsageCounters(*user)->advice.contains(u"may not read performance_schema"_s));
}

void TestIndexCounters::tellsOfStandbys()
{
    const QString program = QStandardPaths::findExecutable(u"pg_receivewal"_s);
    if (program.isEmpty())
        QSKIP("pg_receivewal, which follows a server as a standby does, is not installed");
    const PrivateServer server{Engine::PostgreSql};
    const auto connection = openOrFail(server.settings().user());
    QCOMPARE(hasStandbys(*connection).value(), false);
    const QTemporaryDir folder;
    const ConnectionSpec &admin = server.settings().admin();
    QProcess standby;
    standby.start(program,
                  {u"-h"_s, server.settings().socket(), u"-p"_s, QString::number(admin.port),
                   u"-U"_s, admin.user, u"-D"_s, folder.path(), u"--no-loop"_s});
    QVERIFY2(standby.waitForStarted(), qPrintable(standby.errorString()));
    QTRY_VERIFY2(hasStandbys(*connection).value(), standby.readAllStandardError());
    standby.kill();
    standby.waitForFinished();
}

QTEST_GUILESS_MAIN(TestIndexCounters)
#include "tst_indexcounters.moc"
