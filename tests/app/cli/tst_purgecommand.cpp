// SPDX-License-Identifier: GPL-3.0-or-later
#include "trashowner.h"

#include "tests/support/pseudoterminal.h"

#include <QDir>

#include <csignal>

using namespace Qt::Literals::StringLiterals;

// Export, purge and the undo of a purge, through the finished program.
class TestPurgeCommand final : public QObject
{
    Q_OBJECT

private slots:
    void exportsAndPurges_data() { addEngineRows(); }
    void exportsAndPurges();
    void undoesAPurge_data() { addEngineRows(); }
    void undoesAPurge();
    void exportsSingleRows();
    void countsARowOfTwoExportsOnce_data() { addEngineRows(); }
    void countsARowOfTwoExportsOnce();
    void asksBeforeAPurge_data();
    void asksBeforeAPurge();
    void namesWhatIsLeftOutBehindAYes();
    void isStoppedAtTheQuestion();
    void asksOnlyAPerson();
    void namesAnUnknownExport();
    void saysWhatHoldsARule();
    void namesALostExport();
};

void TestPurgeCommand::exportsAndPurges()
{
    QFETCH(const Engine, engine);
    const Owner owner{engine};
    owner.market().addQuotes(5);
    const QString folder = owner.program().home().filePath(u"bin"_s);
    const ProgramOutcome early = owner.run({u"purge"_s, u"--yes"_s});
    QCOMPARE(early.exitCode, 3);
    QCOMPARE(early.errorKind(), u"refused"_s);
    QCOMPARE(owner.run({u"delete"_s, u"quotes"_s, u"--symbol"_s, u"BHP.AU"_s, u"--from"_s,
                        u"2026-11-20T03:17"_s})
                     .exitCode,
             0);
    QCOMPARE(owner.run({u"purge"_s, u"--yes"_s}).exitCode, 3);
    const ProgramOutcome exported = owner.run({u"export"_s, u"--out"_s, folder});
    QVERIFY2(exported.exitCode == 0, exported.all());
    QCOMPARE(exported.json()[u"rows"].toInt(), 3);
    QVERIFY(QFile::exists(folder + u"/market_data.csv"_s));
    const ProgramOutcome trial = owner.run({u"purge"_s, u"--dry-run"_s});
    QVERIFY2(trial.exitCode == 0, trial.all());
    QCOMPARE(trial.json()[u"rows"].toInt(), 3);
    QCOMPARE(owner.market().count(u"market_data"_s), 5);
    const ProgramOutcome purged = owner.run({u"purge"_s, u"--yes"_s});
    QVERIFY2(purged.exitCode == 0, purged.all());
    QCOMPARE(purged.json()[u"purged"][u"market_data"].toInt(), 3);
    QCOMPARE(owner.market().count(u"market_data"_s), 2);
    QVERIFY(owner.list().isEmpty());
    QCOMPARE(owner.run({u"purge"_s, u"--yes"_s}).exitCode, 3);
}

void TestPurgeCommand::undoesAPurge()
{
    QFETCH(const Engine, engine);
    const Owner owner{engine};
    owner.market().addQuotes(3);
    const AlertRule rule = owner.market().addRule();
    owner.market().addLog(rule, 1);
    QCOMPARE(owner.run({u"delete"_s, u"rules"_s, QString::number(rule.id), u"--with-logs"_s})
                     .exitCode,
             0);
    const QString folder = owner.exported();
    const QJsonArray before = owner.list();
    QCOMPARE(before.size(), 5);
    const ProgramOutcome purged = owner.program().run({u"trash"_s, u"purge"_s, u"--yes"_s});
    QCOMPARE(
            QString::fromUtf8(purged.out).trimmed(),
            u"Purged: 3 quotes, 1 rule, 1 logged alert. Only the export has them now; as long as "
            "it stays as it is, 'tidemarkctl trash undo-purge %1' brings them back."_s.arg(folder));
    const ProgramOutcome undone = owner.run({u"undo-purge"_s, folder});
    QVERIFY2(undone.exitCode == 0, undone.all());
    QCOMPARE(undone.json()[u"rows"].toInt(), 5);
    QCOMPARE(undone.json()[u"returned"][u"market_data"].toInt(), 3);
    QCOMPARE(undone.json()[u"folder"].toString(), folder);
    QCOMPARE(undone.json()[u"export"].toInt(), 1);
    QCOMPARE(owner.list(), before);
    const ProgramOutcome again = owner.program().run({u"trash"_s, u"undo-purge"_s, folder});
    QVERIFY2(again.exitCode == 0, again.all());
    QCOMPARE(QString::fromUtf8(again.out).trimmed(),
             u"Nothing was put back.\n5 rows were there already and stayed as they are."_s);
    QCOMPARE(owner.run({u"restore"_s, u"rule:%1"_s.arg(rule.id)}).json()[u"rows"].toInt(), 2);

    QVERIFY(QFile::remove(folder + u"/alert_states.csv"_s));
    const ProgramOutcome refused = owner.run({u"undo-purge"_s, folder});
    QCOMPARE(refused.exitCode, 3);
    QVERIFY2(refused.errorMessage().startsWith(folder + u"/alert_states.csv, which was exported"_s),
             refused.all());
    const ProgramOutcome nowhere = owner.run({u"undo-purge"_s, folder + u"/none"_s});
    QCOMPARE(nowhere.exitCode, 3);
    QVERIFY2(nowhere.errorMessage().contains(u"holds no export of a recycle bin"_s), nowhere.all());
}

void TestPurgeCommand::exportsSingleRows()
{
    const Owner owner;
    owner.market().addQuotes(4);
    QCOMPARE(owner.run({u"delete"_s, u"quotes"_s, u"--symbol"_s, u"BHP.AU"_s, u"--from"_s,
                        u"2026-11-20"_s, u"--reason"_s, u"typo"_s})
                     .exitCode,
             0);
    const auto rows = [&](const QStringList &arguments) {
        static int made = 0;
        const QString folder = owner.program().home().filePath(QString::number(++made));
        return owner.run(QStringList{u"export"_s, u"--out"_s, folder} + arguments)
                .json()[u"rows"]
                .toInt();
    };
    QCOMPARE(rows({u"quote:2"_s, u"quote:3"_s}), 2);
    QCOMPARE(rows({u"quotes"_s, u"4"_s}), 1);
    QCOMPARE(rows({u"--text"_s, u"TYPO"_s, u"--by"_s, u"ann"_s}), 4);
    QCOMPARE(owner.run({u"export"_s, u"--out"_s, u"x"_s, u"4"_s}).exitCode, 2);
    QCOMPARE(owner.run({u"export"_s, u"--out"_s, u"x"_s, u"rule:4"_s}).exitCode, 3);
}

void TestPurgeCommand::countsARowOfTwoExportsOnce()
{
    QFETCH(const Engine, engine);
    const Owner owner{engine};
    owner.market().addQuotes(3);
    (void)owner.exported(u"first"_s);
    QCOMPARE(owner.run({u"restore"_s, u"quote:2"_s}).exitCode, 0);
    owner.market().addQuotes(1, 10);
    (void)owner.exported(u"second"_s); // 1 and 3 again, 2 once more, 4
    QCOMPARE(owner.run({u"restore"_s, u"quote:4"_s}).exitCode, 0);
    const ProgramOutcome trial = owner.run({u"purge"_s, u"--dry-run"_s});
    QVERIFY2(trial.exitCode == 0, trial.all());
    QCOMPARE(trial.json()[u"rows"].toInt(), 3);
    QCOMPARE(owner.run({u"purge"_s, u"--yes"_s}).json()[u"rows"].toInt(), 3);
}

void TestPurgeCommand::asksBeforeAPurge_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<int>("left");
    QTest::newRow("yes") << QByteArray{"yes\n"} << QByteArray{"Purged: 2 quotes."} << 0;
    QTest::newRow("no") << QByteArray{"no\n"} << QByteArray{"That was no yes. Nothing was purged."}
                        << 2;
    QTest::newRow("a first letter")
            << QByteArray{"y\n"} << QByteArray{"That was no yes. Nothing was purged."} << 2;
    QTest::newRow("the end of the input")
            << QByteArray{"\4"} << QByteArray{"That was no yes. Nothing was purged."} << 2;
}

void TestPurgeCommand::asksBeforeAPurge()
{
    QFETCH(const QByteArray, answer);
    QFETCH(const QByteArray, words);
    QFETCH(const int, left);
    const Owner owner;
    owner.market().addQuotes(2);
    const QString folder = owner.exported();
    const PseudoTerminal terminal;
    QProcess process;
    owner.program().prepare(process, {u"trash"_s, u"purge"_s});
    terminal.attach(process);
    process.start();
    QByteArray told;
    QTRY_VERIFY_WITH_TIMEOUT(
            (told += process.readAllStandardError()).endsWith("Type yes to purge: "), 20'000);
    QVERIFY2(told.startsWith(
                     "The exports are as they were written. 2 rows would be purged, at most.\n"
                     "Export 1, in " +
                     folder.toUtf8() + ": 2 quotes\n"),
             told);
    // Exported while the question stands there: not asked about.
    owner.market().addQuotes(1, 50);
    owner.exported(u"other"_s);
    terminal.type(answer);
    const ProgramOutcome outcome = ControlProgram::finish(process);
    QCOMPARE(outcome.exitCode, left == 0 ? 0 : 1);
    QVERIFY2(outcome.all().contains(words), outcome.all());
    QCOMPARE(owner.market().count(u"market_data"_s), left + 1);
}

void TestPurgeCommand::namesWhatIsLeftOutBehindAYes()
{
    const Owner owner;
    owner.market().addQuotes(2);
    const QString lost = owner.exported(u"lost"_s);
    owner.market().addQuotes(1, 50);
    const QString folder = owner.exported(u"my bin"_s);
    QVERIFY(QDir{lost}.removeRecursively());
    const PseudoTerminal terminal;
    QProcess process;
    owner.program().prepare(process, {u"--json"_s, u"trash"_s, u"purge"_s});
    terminal.attach(process);
    process.start();
    QByteArray told;
    QTRY_VERIFY_WITH_TIMEOUT(
            (told += process.readAllStandardError()).endsWith("Type yes to purge: "), 20'000);
    QCOMPARE(told.count("Export 1 is left out: "), 1);
    terminal.type("yes\n");
    const ProgramOutcome outcome = ControlProgram::finish(process);
    QVERIFY2(outcome.exitCode == 0, outcome.all());
    QCOMPARE(outcome.json()[u"exports"].toArray(), QJsonArray{2});
    QCOMPARE(outcome.json()[u"left_out"].toArray().size(), 1);
    QCOMPARE(outcome.json()[u"left_out"][0][u"export"].toInt(), 1);
}

void TestPurgeCommand::isStoppedAtTheQuestion()
{
    const Owner owner;
    owner.market().addQuotes(2);
    owner.exported();
    const PseudoTerminal terminal;
    QProcess process;
    owner.program().prepare(process, {u"trash"_s, u"purge"_s});
    terminal.attach(process);
    process.start();
    QByteArray told;
    QTRY_VERIFY_WITH_TIMEOUT(
            (told += process.readAllStandardError()).endsWith("Type yes to purge: "), 20'000);
    QCOMPARE(::kill(pid_t(process.processId()), SIGINT), 0);
    const ProgramOutcome outcome = ControlProgram::finish(process);
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY2(outcome.all().contains("Stopped. Nothing was purged."), outcome.all());
    QCOMPARE(owner.market().count(u"market_data"_s), 2);
}

void TestPurgeCommand::asksOnlyAPerson()
{
    const Owner owner;
    owner.market().addQuotes(2);
    owner.exported();
    const ProgramOutcome refused = owner.run({u"purge"_s});
    QCOMPARE(refused.exitCode, 3);
    QCOMPARE(refused.errorMessage(),
             u"Nobody sits at a terminal who could be asked. --yes does it without a question. "
             "Nothing was purged."_s);
    QCOMPARE(owner.market().count(u"market_data"_s), 2);
}

void TestPurgeCommand::namesAnUnknownExport()
{
    const Owner owner;
    owner.market().addQuotes(2);
    owner.exported();
    for (const QString &more : {u"--dry-run"_s, u"--yes"_s}) {
        const ProgramOutcome unknown = owner.run({u"purge"_s, u"--export"_s, u"77"_s, more});
        QCOMPARE(unknown.exitCode, 3);
        QCOMPARE(unknown.errorMessage(),
                 u"There is no export 77, so nothing was purged. 'tidemarkctl trash purge "
                 "--dry-run' names those that are not purged yet."_s);
    }
    QCOMPARE(owner.run({u"purge"_s, u"--export"_s, u"1"_s, u"--yes"_s}).exitCode, 0);
    QCOMPARE(owner.run({u"purge"_s, u"--export"_s, u"1"_s, u"--yes"_s}).errorMessage(),
             u"Export 1 is purged already. Nothing was purged."_s);
}

void TestPurgeCommand::saysWhatHoldsARule()
{
    const Owner owner;
    const AlertRule rule = owner.market().addRule();
    for (int minute = 0; minute < 3; ++minute)
        owner.market().addLog(rule, minute);
    const QString folder = owner.program().home().filePath(u"bin"_s);
    QCOMPARE(owner.run({u"delete"_s, u"rules"_s, QString::number(rule.id)}).exitCode, 0);
    QCOMPARE(owner.run({u"export"_s, u"--out"_s, folder}).exitCode, 0);
    const ProgramOutcome held = owner.run({u"purge"_s, u"--yes"_s});
    QCOMPARE(held.exitCode, 3);
    QVERIFY2(held.errorMessage().startsWith("3 alert logs refer to rule"_L1), held.all());
}

void TestPurgeCommand::namesALostExport()
{
    const Owner owner;
    owner.market().addQuotes(2);
    QCOMPARE(owner.run({u"delete"_s, u"quotes"_s, u"--symbol"_s, u"BHP.AU"_s, u"--from"_s,
                        u"2026-11-20"_s})
                     .exitCode,
             0);
    const QString lost = owner.program().home().filePath(u"lost"_s);
    QCOMPARE(owner.run({u"export"_s, u"--out"_s, lost}).exitCode, 0);
    QVERIFY(QFile::remove(lost + u"/market_data.csv"_s));
    QCOMPARE(owner.run({u"purge"_s, u"--yes"_s}).exitCode, 3);
    QCOMPARE(owner.run({u"export"_s, u"--out"_s, owner.program().home().filePath(u"b"_s)}).exitCode,
             0);
    for (const QStringList &arguments :
         {QStringList{u"purge"_s, u"--dry-run"_s}, QStringList{u"purge"_s, u"--yes"_s}}) {
        const ProgramOutcome purged = owner.run(arguments);
        QVERIFY2(purged.exitCode == 0, purged.all());
        QCOMPARE(purged.json()[u"rows"].toInt(), 2);
        QCOMPARE(purged.json()[u"left_out"][0][u"folder"].toString(), lost);
        QVERIFY2(purged.err.contains("Export 1 is left out: "), purged.all());
    }
}

QTEST_GUILESS_MAIN(TestPurgeCommand)
#include "tst_purgecommand.moc"
