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
    void countsRowsThatWereWritten_data();
    void countsRowsThatWereWritten();
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

void TestIndexCounters::countsRowsThatWereWritten_data()
{
    QTest::addColumn<bool>("hasUserStatistics");
    QTest::newRow("information_schema.INDEX_STATISTICS") << true;
    QTest::newRow("performance_schema") << false;
}

void TestIndexCounters::countsRowsThatWereWritten()
{
    QFETCH(const bool, hasUserStatistics);
    const auto server = countingMariaDb();
    ConnectionSpec spec = server->settings().admin();
    spec.databaseName = u"app"_s;
    if (hasUserStatistics)
        runAll(*openOrFail(spec), {u"SET GLOBAL userstat = 1"_s});
    const auto connection = openOrFail(spec);
    runAll(*connection, {u"CREATE TABLE p (a INT PRIMARY KEY, b INT, KEY ix (b))"_s,
                         u"CREATE TABLE still (a INT PRIMARY KEY)"_s,
                         u"INSERT INTO p SELECT seq, seq FROM seq_1_to_1000"_s,
                         u"UPDATE p SET b = 0 WHERE a <= 200"_s, u"DELETE FROM p WHERE a = 999"_s,
                         u"SELECT COUNT(a) FROM p WHERE b > 100"_s});
    const auto usage = readUsageCounters(*connection);
    VERIFY_RESULT(usage);
    QCOMPARE(usage->source, QLatin1StringView{QTest::currentDataTag()});
    QCOMPARE(usage->writes.value(u"p"_s), 1000 + 200 + 1);
    QCOMPARE(usage->writes.value(u"still"_s, -1), 0);
    // It is rows that are counted here, though one query read them.
    QVERIFY(usage->of(u"p"_s, u"ix"_s)->scans >= 799);
    QVERIFY(usage->countsRows());
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
