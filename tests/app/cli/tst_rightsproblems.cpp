// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/problemcheck.h"
#include "tests/support/engines.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/scratchdatabase.h"
#include "tests/support/verifyresult.h"

#include <QUuid>

using namespace Qt::Literals::StringLiterals;

// What the finished program says to a user whom a server lets in and who may not do all.
class TestRightsProblems : public QObject
{
    Q_OBJECT

private slots:
    void mayOnlyConnect_data() { addServerRows(); }
    void mayOnlyConnect();
    void mayNotEvenRead_data() { addServerRows(); }
    void mayNotEvenRead();
    void mayOnlyRead_data() { addServerRows(); }
    void mayOnlyRead();
    void connectionForReadingAlone_data() { addServerRows(); }
    void connectionForReadingAlone();
    void serverTakesNoChanges();
};

namespace {

// A user of one test's own, who may do nothing yet but, on PostgreSQL, connect.
class LimitedUser final
{
public:
    explicit LimitedUser(const ConnectionSpec &database)
        : m_spec{database}
    {
        m_spec.user = u"app_"_s + QUuid::createUuid().toString(QUuid::Id128).left(8);
        m_spec.password = u"se/cr:et@%"_s + m_spec.user;
        run(isPostgreSql() ? u"CREATE ROLE %1 LOGIN PASSWORD '%2'"_s
                           : u"CREATE USER %1 IDENTIFIED BY '%2'"_s);
    }
    ~LimitedUser()
    {
        if (isPostgreSql())
            run(u"DROP OWNED BY %1"_s);
        run(isPostgreSql() ? u"DROP ROLE %1"_s : u"DROP USER %1"_s);
    }
    LimitedUser(const LimitedUser &) = delete;
    LimitedUser &operator=(const LimitedUser &) = delete;

    void mayRead() const
    {
        run(isPostgreSql() ? u"GRANT SELECT ON ALL TABLES IN SCHEMA public TO %1"_s
                           : u"GRANT SELECT ON %3.* TO %1"_s);
    }
    [[nodiscard]] QString url() const { return urlWithPassword(m_spec); }
    [[nodiscard]] QStringList secrets() const { return {m_spec.password}; }

private:
    [[nodiscard]] bool isPostgreSql() const { return m_spec.engine == Engine::PostgreSql; }
    void run(const QString &sql) const
    {
        ConnectionSpec admin = TestServer::shared(m_spec.engine).admin();
        admin.databaseName = m_spec.databaseName; // rights are given inside of it
        const QString who = isPostgreSql() ? m_spec.user : m_spec.user + u"@127.0.0.1"_s;
        const Result<> done =
                openOrFail(admin)->execute(QString{sql}
                                                   .replace(u"%1"_s, who)
                                                   .replace(u"%2"_s, m_spec.password)
                                                   .replace(u"%3"_s, m_spec.databaseName));
        if (!done)
            giveUp(done.error().detail);
    }

    ConnectionSpec m_spec;
};

const ProblemAnswer NoRights{1, u"access_denied"_s, u"Grant them on the server"_s};

void bringToHead(const TestDatabase &database)
{
    VERIFY_RESULT(migrate(*openOrFail(database.spec()), headVersion()));
}

} // namespace

void TestRightsProblems::mayOnlyConnect()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const LimitedUser user{database.spec()};
    user.mayRead();
    const ControlProgram program{user.url()};
    QCOMPARE(program.run({u"migrate"_s, u"status"_s}).exitCode, 0);
    QCOMPARE(program.run({u"health"_s}).exitCode, 0);
    verifyAnswer(program, {u"migrate"_s, u"up"_s}, NoRights, user.secrets());
    verifyAnswer(program, {u"prices"_s, u"latest"_s},
                 {1, u"not_found"_s, u"'tidemarkctl collect --once' collects the first"_s},
                 user.secrets());
    verifyWaitsInOutbox(program, user.secrets());
    QCOMPARE(numberFrom(*openOrFail(database.spec()),
                        u"SELECT COUNT(*) FROM information_schema.tables WHERE table_schema IN "
                        "('public', '%1')"_s.arg(database.spec().databaseName)),
             0);

    QTemporaryDir folder; // and as the place to copy to
    const QString source = u"sqlite:///"_s + folder.filePath(u"market.db"_s);
    ControlProgram copying{source};
    QCOMPARE(copying.run({u"collect"_s, u"--once"_s}).exitCode, 0);
    copying.setVariable(u"DB_PASSWORD"_s, user.secrets().constFirst());
    QString target = user.url(); // without its password
    target.remove(target.indexOf(u':', 12), target.indexOf(u'@') - target.indexOf(u':', 12));
    verifyAnswer(copying, {u"copy"_s, u"--to"_s, target}, NoRights, user.secrets());
}

void TestRightsProblems::mayNotEvenRead()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    bringToHead(database);
    const LimitedUser user{database.spec()};
    const ControlProgram program{user.url()};
    const QList<QStringList> commands =
            commandsThatRead() + QList<QStringList>{{u"migrate"_s, u"up"_s}};
    for (const QStringList &command : commands) {
        verifyAnswer(program, command, NoRights, user.secrets());
        if (QTest::currentTestFailed())
            return;
    }
    verifyWaitsInOutbox(program, user.secrets());
}

void TestRightsProblems::mayOnlyRead()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    QCOMPARE(ControlProgram{database.url()}.run({u"collect"_s, u"--once"_s}).exitCode, 0);
    const LimitedUser user{database.spec()};
    user.mayRead();
    const ControlProgram program{user.url()};
    for (const QStringList &command : {QStringList{u"migrate"_s, u"status"_s},
                                       {u"health"_s},
                                       {u"prices"_s, u"latest"_s},
                                       {u"migrate"_s, u"up"_s}}) { // there is nothing to do
        const ProgramOutcome done = program.run(command);
        QVERIFY2(done.exitCode == 0, done.all());
    }
    verifyWaitsInOutbox(program, user.secrets());
    verifyAnswer(program, {u"migrate"_s, u"down"_s, u"9"_s, u"--accept-loss"_s}, NoRights,
                 user.secrets());
}

void TestRightsProblems::connectionForReadingAlone()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    VERIFY_RESULT(migrate(*openOrFail(database.spec()), headVersion() - 1));
    const ControlProgram program{database.url() + u"?mode=ro"_s};
    QCOMPARE(program.run({u"migrate"_s, u"status"_s}).exitCode, 0);
    verifyAnswer(program, {u"migrate"_s, u"up"_s}, {1, u"read_only"_s, u"leave out mode=ro"_s},
                 {database.spec().password});
}

void TestRightsProblems::serverTakesNoChanges()
{
    const PrivateServer server{Engine::MariaDb};
    const ConnectionSpec spec = server.settings().user();
    QCOMPARE(ControlProgram{urlWithPassword(spec)}.run({u"migrate"_s, u"up"_s, u"9"_s}).exitCode,
             0);
    VERIFY_RESULT(openOrFail(server.settings().admin())->execute(u"SET GLOBAL read_only = 1"_s));
    const ControlProgram program{urlWithPassword(spec)};
    QCOMPARE(program.run({u"migrate"_s, u"status"_s}).exitCode, 0);
    verifyAnswer(program, {u"migrate"_s, u"up"_s},
                 {1, u"read_only"_s, u"Connect to the server that takes changes"_s},
                 {spec.password});
}

QTEST_GUILESS_MAIN(TestRightsProblems)
#include "tst_rightsproblems.moc"
