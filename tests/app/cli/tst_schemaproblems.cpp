// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/problemcheck.h"
#include "tests/support/engines.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/scratchdatabase.h"
#include "tests/support/verifyresult.h"

#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;

// What the finished program says of a database whose tables are not as it needs them.
class TestSchemaProblems : public QObject
{
    Q_OBJECT

private slots:
    void behind_data() { addEngineRows(); }
    void behind();
    void farBehind_data();
    void farBehind();
    void newer_data() { addEngineRows(); }
    void newer();
    void foreign_data() { addEngineRows(); }
    void foreign();
    void madeByAlembic_data() { addEngineRows(); }
    void madeByAlembic();
    void viewOnAColumnThatChanges_data() { addEngineRows(); }
    void viewOnAColumnThatChanges();
    void drift_data() { addEngineRows(); }
    void drift();

private:
    static void verifyRefused(const ControlProgram &program, const QList<QStringList> &commands,
                              const QString &advice);
    static void verifyLooks(const ControlProgram &program);
};

namespace {

const QStringList Status{u"migrate"_s, u"status"_s};
const QStringList Up{u"migrate"_s, u"up"_s};
const QStringList Collect{u"collect"_s, u"--once"_s};
const QStringList Latest{u"prices"_s, u"latest"_s};
const QStringList Copy{u"copy"_s, u"--to"_s, u"sqlite:////nowhere/at/all.db"_s};
const QStringList Health{u"health"_s};

QString textType(Engine engine)
{
    return engine == Engine::MariaDb ? u"VARCHAR(32)"_s : u"TEXT"_s;
}

} // namespace

void TestSchemaProblems::verifyRefused(const ControlProgram &program,
                                       const QList<QStringList> &commands, const QString &advice)
{
    for (const QStringList &command : commands) {
        verifyAnswer(program, command, {3, u"refused"_s, advice});
        if (QTest::currentTestFailed())
            return;
    }
}

// Whoever only looks may do so at any version.
void TestSchemaProblems::verifyLooks(const ControlProgram &program)
{
    for (const QStringList &command : {Status, Health}) {
        const ProgramOutcome looked = program.run(command);
        QVERIFY2(looked.exitCode == 0, looked.all());
        QVERIFY2(looked.err.isEmpty(), looked.err);
    }
}

void TestSchemaProblems::behind()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    VERIFY_RESULT(migrate(*openOrFail(database.spec()), headVersion() - 1));
    const ControlProgram program{database.url()};
    verifyRefused(program, {Collect, Latest, Copy, {u"bars"_s, u"rebuild"_s}},
                  u"tidemarkctl migrate up"_s);
    verifyLooks(program);
    QVERIFY(program.run(Health).out.contains("'tidemarkctl migrate up'"));
    QCOMPARE(program.run(Up).exitCode, 0);
    QCOMPARE(program.run(Collect).exitCode, 0);
}

void TestSchemaProblems::farBehind_data()
{
    QTest::addColumn<int>("version");
    QTest::newRow("nothing can be deleted") << 4;
    QTest::newRow("nobody is named who deleted") << 9;
}

// What an older version has no column or table for.
void TestSchemaProblems::farBehind()
{
    QFETCH(const int, version);
    const TestDatabase database{Engine::Sqlite};
    VERIFY_RESULT(migrate(*openOrFail(database.spec()), version));
    const ControlProgram program{database.url()};
    const QString file = program.home().filePath(u"rows.csv"_s);
    verifyRefused(
            program,
            {{u"trash"_s, u"list"_s},
             {u"trash"_s, u"delete"_s, u"rules"_s, u"1"_s},
             {u"trash"_s, u"restore"_s, u"rule:1"_s},
             {u"trash"_s, u"export"_s, u"--out"_s, program.home().filePath(u"bin"_s)},
             {u"trash"_s, u"purge"_s},
             {u"events"_s, u"list"_s},
             {u"index"_s, u"queries"_s},
             {u"index"_s, u"changes"_s},
             {u"export"_s, u"alerts"_s, u"--include-deleted"_s, u"--out"_s, file},
             {u"reports"_s, u"run"_s}},
            u"at version %1 and this program needs %2. Apply what is pending"_s.arg(version).arg(
                    headVersion()));
    QVERIFY(!QFile::exists(file));
    QCOMPARE(program.run({u"index"_s, u"report"_s}).exitCode, 0);
}

void TestSchemaProblems::newer()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    {
        const auto connection = openOrFail(database.spec());
        VERIFY_RESULT(migrate(*connection, headVersion()));
        VERIFY_RESULT(connection->execute(
                u"UPDATE tidemark_migrations SET version = 99 WHERE version = %1"_s.arg(
                        headVersion())));
    }
    const ControlProgram program{database.url()};
    verifyRefused(
            program,
            {Up, Collect, Latest, Copy, {u"migrate"_s, u"down"_s, u"1"_s, u"--accept-loss"_s}},
            u"Use a newer Tidemark"_s);
    verifyLooks(program);
}

void TestSchemaProblems::foreign()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    {
        const auto connection = openOrFail(database.spec());
        VERIFY_RESULT(connection->execute(u"CREATE TABLE customers (name VARCHAR(20))"_s));
        VERIFY_RESULT(connection->execute(u"INSERT INTO customers VALUES ('somebody')"_s));
    }
    const ControlProgram program{database.url()};
    verifyRefused(program, {Up, Collect, Latest, Copy}, u"Choose another database"_s);
    verifyLooks(program);

    QTemporaryDir folder;
    ControlProgram copying{u"sqlite:///"_s + folder.filePath(u"market.db"_s)};
    QCOMPARE(copying.run(Collect).exitCode, 0);
    copying.setVariable(u"DB_PASSWORD"_s, database.spec().password);
    const QString target = database.spec().isServer() ? database.spec().location() : database.url();
    verifyRefused(copying, {{u"copy"_s, u"--to"_s, target}}, u"Choose an empty database"_s);
    QCOMPARE(numberFrom(*openOrFail(database.spec()), u"SELECT COUNT(*) FROM customers"_s), 1);
}

void TestSchemaProblems::madeByAlembic()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    {
        const auto connection = openOrFail(database.spec());
        VERIFY_RESULT(connection->execute(
                u"CREATE TABLE alembic_version (version_num %1 NOT NULL PRIMARY KEY)"_s.arg(
                        textType(engine))));
        VERIFY_RESULT(
                connection->execute(u"INSERT INTO alembic_version VALUES ('9d94c566de79')"_s));
    }
    const ControlProgram program{database.url()};
    verifyRefused(program, {Up, Collect, Latest, Copy}, u"tidemarkctl migrate adopt"_s);
    verifyLooks(program);
}

// Refused with the view's name, or done with the view as it was.
void TestSchemaProblems::viewOnAColumnThatChanges()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    {
        const auto connection = openOrFail(database.spec());
        VERIFY_RESULT(migrate(*connection, 6)); // the next changes the type of price
        VERIFY_RESULT(connection->execute(
                u"CREATE VIEW my_prices AS SELECT id, price FROM market_data"_s));
    }
    const ControlProgram program{database.url()};
    if (engine == Engine::PostgreSql) {
        verifyRefused(program, {Up}, u"view my_prices"_s);
        const QJsonObject status = program.run({u"--json"_s, u"migrate"_s, u"status"_s}).json();
        QCOMPARE(status[u"current"].toInt(), 6);
        VERIFY_RESULT(openOrFail(database.spec())->execute(u"DROP VIEW my_prices"_s));
    }
    const ProgramOutcome up = program.run(Up);
    QVERIFY2(up.exitCode == 0, up.all());
    if (engine != Engine::PostgreSql)
        QCOMPARE(numberFrom(*openOrFail(database.spec()), u"SELECT COUNT(*) FROM my_prices"_s), 0);
}

// What somebody else made is told and stops nothing; what is missing is said with what to do.
void TestSchemaProblems::drift()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    const auto connection = openOrFail(database.spec());
    VERIFY_RESULT(migrate(*connection, headVersion() - 1));
    VERIFY_RESULT(connection->execute(u"CREATE TABLE mine (x INTEGER)"_s));
    const ControlProgram program{database.url()};
    const QStringList jsonStatus{u"--json"_s, u"migrate"_s, u"status"_s};
    const QStringList validate{u"migrate"_s, u"validate"_s};
    const auto problems = [&] {
        return program.run({u"--json"_s, u"health"_s}).json()[u"problems"].toArray();
    };
    const QString mine = u"table mine is not known to Tidemark"_s;
    QCOMPARE(program.run(jsonStatus).json()[u"drift"].toArray(), QJsonArray{mine});
    const ProgramOutcome valid = program.run(validate);
    QVERIFY2(valid.exitCode == 0, valid.all());
    QVERIFY2(valid.out.contains("agree."), valid.out);
    QVERIFY(!valid.out.contains("Nothing is changed"));
    QVERIFY(!problems().contains(mine));

    VERIFY_RESULT(connection->execute(
            engine == Engine::MariaDb ? u"DROP INDEX ix_system_events_time ON system_events"_s
                                      : u"DROP INDEX ix_system_events_time"_s));
    const QString missing = u"index ix_system_events_time is missing"_s;
    QCOMPARE(program.run(jsonStatus).json()[u"drift"].toArray(), (QJsonArray{missing, mine}));
    QCOMPARE(program.run(validate).exitCode, 3);
    QVERIFY(problems().contains(missing));
    verifyRefused(program,
                  {Up,
                   {u"migrate"_s, u"up"_s, u"--dry-run"_s},
                   {u"migrate"_s, u"down"_s, u"3"_s, u"--accept-loss"_s}},
                  missing);
    VERIFY_RESULT(connection->execute(
            u"CREATE INDEX ix_system_events_time ON system_events (time DESC)"_s));
    const ProgramOutcome up = program.run(Up);
    QVERIFY2(up.exitCode == 0, up.all());
}

QTEST_GUILESS_MAIN(TestSchemaProblems)
#include "tst_schemaproblems.moc"
