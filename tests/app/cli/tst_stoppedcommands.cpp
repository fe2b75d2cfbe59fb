// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/controlprogram.h"
#include "tests/support/engines.h"
#include "tests/support/firstquotes.h"
#include "tests/support/migrateddatabase.h"
#include "tests/support/scratchdatabase.h"
#include "tests/support/verifyresult.h"

#include <QJsonArray>

#include <csignal>

using namespace Qt::Literals::StringLiterals;

// A person who presses Ctrl-C, or a system that goes down, while the finished program changes a
// database: it says in which state that is, and the next run goes on.
class TestStoppedCommands : public QObject
{
    Q_OBJECT

private slots:
    void migrationIsStopped_data();
    void migrationIsStopped();
    void backupIsStopped_data() { addEngineRows(); }
    void backupIsStopped();
    void restoreIsStopped_data() { addEngineRows(); }
    void restoreIsStopped();
    void copyIsStopped_data();
    void copyIsStopped();
    void secondSignalEndsAtOnce();

private:
    static void addSignalRows();
};

namespace {

constexpr int Quotes = 50'000; // enough for each step to take longer than a signal

const QStringList Up{u"migrate"_s, u"up"_s, u"--no-backup"_s};

void fill(const ConnectionSpec &spec)
{
    const auto connection = openOrFail(spec);
    VERIFY_RESULT(migrate(*connection, 1));
    VERIFY_RESULT(addFirstQuotes(*connection, Quotes));
}

// Starts the command and sends the signal when standard error has said the words.
ProgramOutcome stopAfter(const ControlProgram &program, const QStringList &arguments,
                         const QByteArray &words, int signal)
{
    QProcess process;
    program.prepare(process, arguments);
    process.start();
    QByteArray said;
    const bool hasSaid = QTest::qWaitFor(
            [&] {
                said += process.readAllStandardError();
                return said.contains(words) || process.state() == QProcess::NotRunning;
            },
            60'000);
    if (hasSaid && process.state() == QProcess::Running)
        ::kill(static_cast<pid_t>(process.processId()), signal);
    ProgramOutcome outcome = ControlProgram::finish(process);
    outcome.err.prepend(said);
    return outcome;
}

qint64 quotesIn(const ConnectionSpec &spec)
{
    return numberFrom(*openOrFail(spec), u"SELECT COUNT(*) FROM price_data_5min"_s);
}

} // namespace

void TestStoppedCommands::addSignalRows()
{
    QTest::addColumn<Engine>("engine");
    QTest::addColumn<int>("signal");
    for (const Engine engine : {Engine::Sqlite, Engine::PostgreSql, Engine::MariaDb}) {
        QTest::newRow(qPrintable(engineName(engine) + u", SIGTERM"_s)) << engine << SIGTERM;
        QTest::newRow(qPrintable(engineName(engine) + u", Ctrl-C"_s)) << engine << SIGINT;
    }
}

void TestStoppedCommands::migrationIsStopped_data()
{
    addSignalRows();
}

void TestStoppedCommands::migrationIsStopped()
{
    QFETCH(const Engine, engine);
    QFETCH(const int, signal);
    const TestDatabase database{engine};
    fill(database.spec());
    const ControlProgram program{database.url()};
    const ProgramOutcome stopped =
            stopAfter(program, QStringList{u"--json"_s} + Up, "Applying migration 2.", signal);
    QVERIFY2(stopped.exitCode == 1, stopped.all());
    QCOMPARE(stopped.errorKind(), u"cancelled"_s);
    QVERIFY2(stopped.errorMessage().contains(u"at version 1 of "), stopped.out);
    QVERIFY2(stopped.errorMessage().contains(u"'tidemarkctl migrate up' goes on"), stopped.out);
    QCOMPARE(quotesIn(database.spec()), Quotes);
    const QJsonObject status = program.run({u"--json"_s, u"migrate"_s, u"status"_s}).json();
    QCOMPARE(status[u"current"].toInt(), 1);
    QVERIFY(status[u"drift"].toArray().isEmpty());

    const ProgramOutcome again = program.run(Up);
    QVERIFY2(again.exitCode == 0, again.all());
    QCOMPARE(quotesIn(database.spec()), Quotes);
    QCOMPARE(program.run({u"migrate"_s, u"validate"_s}).exitCode, 0);
}

void TestStoppedCommands::backupIsStopped()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    fill(database.spec());
    const ControlProgram program{database.url()};
    const ProgramOutcome stopped =
            stopAfter(program, {u"migrate"_s, u"up"_s}, "Making a backup.", SIGTERM);
    QVERIFY2(stopped.exitCode == 1, stopped.all());
    QVERIFY2(stopped.err.contains("at version 1 of "), stopped.err);
    QVERIFY2(program.run({u"backups"_s, u"list"_s}).out.contains("There is no backup"),
             "half a backup is listed");
    QCOMPARE(program.run(Up).exitCode, 0);
}

void TestStoppedCommands::restoreIsStopped()
{
    QFETCH(const Engine, engine);
    const TestDatabase database{engine};
    fill(database.spec());
    const ControlProgram program{database.url()};
    const ProgramOutcome up = program.run({u"--json"_s, u"migrate"_s, u"up"_s, u"2"_s});
    QVERIFY2(up.exitCode == 0, up.all());
    const QString backup = up.json()[u"backup"].toString();
    const QStringList restore{u"--json"_s, u"backups"_s, u"restore"_s, backup, u"--accept-loss"_s};
    const ProgramOutcome stopped =
            stopAfter(program, restore, "Making a backup of what is there now.", SIGINT);
    QVERIFY2(stopped.exitCode == 1, stopped.all());
    QCOMPARE(stopped.errorKind(), u"cancelled"_s);
    QVERIFY2(stopped.errorMessage().startsWith(u"Stopped: no row of the backup was put back."),
             stopped.out);
    const QJsonObject status = program.run({u"--json"_s, u"migrate"_s, u"status"_s}).json();
    QCOMPARE(status[u"current"].toInt(), 2);
    QCOMPARE(quotesIn(database.spec()), Quotes);

    const ProgramOutcome again = program.run(restore);
    QVERIFY2(again.exitCode == 0, again.all());
    QCOMPARE(again.json()[u"version"].toInt(), 1);
    QCOMPARE(quotesIn(database.spec()), Quotes);
}

void TestStoppedCommands::copyIsStopped_data()
{
    addSignalRows();
}

void TestStoppedCommands::copyIsStopped()
{
    QFETCH(const Engine, engine);
    QFETCH(const int, signal);
    const TestDatabase source{Engine::Sqlite};
    fill(source.spec());
    const TestDatabase target{engine};
    ControlProgram program{source.url()};
    QCOMPARE(program.run(Up).exitCode, 0);
    const ConnectionSpec spec = target.spec();
    program.setVariable(u"DB_TARGET_PASSWORD"_s, spec.password);
    const QStringList copy{u"--json"_s, u"copy"_s, u"--to"_s,
                           spec.isServer() ? spec.location() : target.url()};
    const ProgramOutcome stopped = stopAfter(program, copy, "Copying price_data_5min", signal);
    QVERIFY2(stopped.exitCode == 1, stopped.all());
    QCOMPARE(stopped.errorKind(), u"cancelled"_s);
    QVERIFY2(stopped.errorMessage().contains(u"The same command goes on"), stopped.out);
    QCOMPARE(quotesIn(source.spec()), Quotes);

    const ProgramOutcome again = program.run(copy);
    QVERIFY2(again.exitCode == 0, again.all());
    QCOMPARE(quotesIn(spec), Quotes);
}

void TestStoppedCommands::secondSignalEndsAtOnce()
{
    const TestDatabase database{Engine::Sqlite};
    fill(database.spec());
    const ControlProgram program{database.url()};
    const auto writer = openOrFail(database.spec());
    VERIFY_RESULT(writer->beginWrite()); // the program waits for this, and is not asked meanwhile
    QProcess process;
    program.prepare(process, Up);
    process.start();
    QVERIFY(process.waitForStarted());
    const bool hasEnded = QTest::qWaitFor(
            [&] {
                if (process.state() == QProcess::Running)
                    ::kill(static_cast<pid_t>(process.processId()), SIGTERM);
                return process.state() == QProcess::NotRunning;
            },
            4000);
    QVERIFY(hasEnded);
    QCOMPARE(process.exitStatus(), QProcess::CrashExit);
    writer->rollback();
    QCOMPARE(quotesIn(database.spec()), Quotes);
    QCOMPARE(program.run(Up).exitCode, 0);
}

QTEST_GUILESS_MAIN(TestStoppedCommands)
#include "tst_stoppedcommands.moc"
