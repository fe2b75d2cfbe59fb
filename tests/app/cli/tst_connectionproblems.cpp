// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/problemcheck.h"
#include "tests/support/engines.h"
#include "tests/support/verifyresult.h"

#include <QCoreApplication>
#include <QTcpServer>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;

// What the finished program says when it cannot get into a server.
class TestConnectionProblems : public QObject
{
    Q_OBJECT

private slots:
    void cannotConnect_data();
    void cannotConnect();
    void serverWithoutTls_data() { addServerRows(); }
    void serverWithoutTls();
    void noConnectionLeft_data() { addServerRows(); }
    void noConnectionLeft();
    void copyToATargetThatIsNotThere_data() { addServerRows(); }
    void copyToATargetThatIsNotThere();
};

namespace {

// Has everything that is encoded in a URL, or quoted somewhere.
const QString WrongPassword = u"can/ary:5@2 #%41'\"\\x"_s;

QStringList secretsOf(const ConnectionSpec &spec)
{
    return {spec.password};
}

quint16 freePort()
{
    QTcpServer reserved;
    if (!reserved.listen(QHostAddress::LocalHost))
        qFatal("no port is left");
    return reserved.serverPort();
}

struct Case {
    QString url;
    QStringList secrets;
};

Case caseOf(const QString &problem, Engine engine)
{
    const TestServer server = TestServer::shared(engine);
    ConnectionSpec spec = server.user();
    QString parameters;
    if (problem == "wrong password"_L1)
        spec.password = WrongPassword;
    else if (problem == "no such user"_L1)
        spec.user = u"nobody_here"_s;
    else if (problem == "no such database"_L1)
        spec.databaseName = u"app_not_here"_s;
    else if (problem == "wrong port"_L1)
        spec.port = freePort();
    else if (problem == "no such host"_L1)
        spec.host = u"nowhere.invalid"_s;
    else if (problem == "no such socket"_L1)
        parameters = u"?host=/nowhere/%1"_s.arg(engineName(engine));
    else if (problem == "certificate of nobody known"_L1)
        parameters = u"?sslmode=verify-full"_s;
    else if (problem == "wrong host name"_L1)
        parameters = u"?sslmode=verify-full&sslrootcert="_s + server.certificate();
    if (problem == "wrong host name"_L1)
        spec.host = u"0"_s; // this computer, by a name that the certificate has not
    if (problem == "no such socket"_L1)
        return {u"%1://%2:%3@/%4%5"_s.arg(engineName(engine), spec.user, spec.password,
                                          spec.databaseName, parameters),
                secretsOf(spec)};
    return {urlWithPassword(spec) + parameters, secretsOf(spec)};
}

} // namespace

void TestConnectionProblems::cannotConnect_data()
{
    QTest::addColumn<Engine>("engine");
    QTest::addColumn<QString>("problem");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("advice");

    const QString checkLogin = u"Check the user name and the password"_s;
    const QString checkHost = u"Check host and port"_s;
    const QString protect = u"sslrootcert must name the authority"_s;
    for (const Engine engine : {Engine::PostgreSql, Engine::MariaDb}) {
        const auto row = [engine](const char *problem, const QString &kind, const QString &advice) {
            QTest::newRow(engineName(engine).toLatin1() + ": " + problem)
                    << engine << QString::fromLatin1(problem) << kind << advice;
        };
        row("wrong password", u"login_refused"_s, checkLogin);
        row("no such user", u"login_refused"_s, checkLogin);
        row("no such database", u"no_database"_s, u"Make it there first"_s);
        row("wrong port", u"unreachable"_s, checkHost);
        row("no such host", u"unreachable"_s, checkHost);
        row("no such socket", u"unreachable"_s, checkHost);
        row("certificate of nobody known", u"tls"_s, protect);
        row("wrong host name", u"tls"_s, protect);
    }
}

void TestConnectionProblems::cannotConnect()
{
    QFETCH(const Engine, engine);
    QFETCH(const QString, problem);
    QFETCH(const QString, kind);
    QFETCH(const QString, advice);
    const Case given = caseOf(problem, engine);
    const ControlProgram program{given.url};
    const ProblemAnswer expected{4, kind, advice};
    const QList<QStringList> commands =
            commandsThatRead() + QList<QStringList>{{u"migrate"_s, u"up"_s}};
    for (const QStringList &command : commands) {
        verifyAnswer(program, command, expected, given.secrets);
        if (QTest::currentTestFailed())
            return;
    }
    if (kind == "unreachable"_L1)
        verifyWaitsInOutbox(program, given.secrets);
    else
        verifyAnswer(program, {u"collect"_s, u"--once"_s}, expected, given.secrets);
}

void TestConnectionProblems::serverWithoutTls()
{
    QFETCH(const Engine, engine);
    qputenv("TESTDB_TLS", "off");
    const PrivateServer server{engine};
    qunsetenv("TESTDB_TLS");
    const ConnectionSpec &spec = server.settings().user();
    for (const QString &mode : {u"require"_s, u"verify-full"_s}) {
        const ControlProgram program{urlWithPassword(spec) + u"?sslmode="_s + mode};
        for (const QStringList &command : commandsThatRead()) {
            verifyAnswer(program, command, {4, u"tls"_s, u"The server must offer TLS"_s},
                         secretsOf(spec));
            if (QTest::currentTestFailed())
                return;
        }
    }
    const ControlProgram plain{urlWithPassword(spec)}; // on this computer it is not insisted on
    QCOMPARE(plain.run({u"migrate"_s, u"status"_s}).exitCode, 0);
}

void TestConnectionProblems::noConnectionLeft()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto admin = openOrFail(TestServer::shared(engine).admin());
    ConnectionSpec spec = database.spec();
    spec.user = u"crowded"_s;
    spec.password = u"crowded-secret"_s;
    const bool isPostgreSql = engine == Engine::PostgreSql;
    const QString who = isPostgreSql ? u"crowded"_s : u"crowded@127.0.0.1"_s;
    VERIFY_RESULT(admin->execute(
            isPostgreSql
                    ? u"CREATE ROLE crowded LOGIN PASSWORD 'crowded-secret' CONNECTION LIMIT 1"_s
                    : u"CREATE USER crowded@127.0.0.1 IDENTIFIED BY 'crowded-secret' WITH "
                      "MAX_USER_CONNECTIONS 1"_s));
    if (!isPostgreSql)
        VERIFY_RESULT(admin->execute(u"GRANT ALL ON "_s + spec.databaseName + u".* TO "_s + who));
    {
        const auto first = openOrFail(spec);
        const ControlProgram program{urlWithPassword(spec)};
        const ProblemAnswer expected{4, u"too_many_connections"_s,
                                     u"Try again when another program has ended"_s};
        for (const QStringList &command : commandsThatRead()) {
            verifyAnswer(program, command, expected, secretsOf(spec));
            if (QTest::currentTestFailed())
                break;
        }
        verifyWaitsInOutbox(program, secretsOf(spec));
    }
    VERIFY_RESULT(admin->execute((isPostgreSql ? u"DROP ROLE "_s : u"DROP USER "_s) + who));
}

void TestConnectionProblems::copyToATargetThatIsNotThere()
{
    QFETCH(const Engine, engine);
    QTemporaryDir folder;
    const ControlProgram program{u"sqlite:///"_s + folder.filePath(u"market.db"_s)};
    QCOMPARE(program.run({u"collect"_s, u"--once"_s}).exitCode, 0);

    ConnectionSpec spec = TestServer::shared(engine).user();
    ControlProgram wrong{u"sqlite:///"_s + folder.filePath(u"market.db"_s)};
    wrong.setVariable(u"DB_PASSWORD"_s, WrongPassword);
    verifyAnswer(wrong, {u"copy"_s, u"--to"_s, spec.location()},
                 {4, u"login_refused"_s, u"Check the user name and the password"_s},
                 {WrongPassword});
    spec.port = freePort();
    verifyAnswer(wrong, {u"copy"_s, u"--to"_s, spec.location()},
                 {4, u"unreachable"_s, u"Check host and port"_s}, {WrongPassword});
}

QTEST_GUILESS_MAIN(TestConnectionProblems)
#include "tst_connectionproblems.moc"
