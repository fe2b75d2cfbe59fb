// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/controlprogram.h"
#include "tests/support/pseudoterminal.h"
#include "tests/support/trashedmarket.h"

#include <QJsonArray>

#include <csignal>

using namespace Qt::Literals::StringLiterals;

// The recycle bin, through the finished program.
class TestTrashCommand final : public QObject
{
    Q_OBJECT

private slots:
    void deletesListsAndRestores_data() { addEngineRows(); }
    void deletesListsAndRestores();
    void exportsAndPurges_data() { addEngineRows(); }
    void exportsAndPurges();
    void undoesAPurge_data() { addEngineRows(); }
    void undoesAPurge();
    void asksBeforeAPurge_data();
    void asksBeforeAPurge();
    void asksOnlyAPerson();
    void namesAnUnknownExport();
    void saysWhatHoldsARule();
    void refusesWrongWords_data();
    void refusesWrongWords();
    void refusesForSafety();
    void saysWhatASignalLeft();
    void namesALostExport();
    void speaksToPeople();
};

namespace {

class Owner final
{
public:
    explicit Owner(Engine engine = Engine::Sqlite)
        : m_market{engine}
        , m_program{m_market.url()}
    {
        m_program.setVariable(u"USER"_s, u"ann"_s);
    }

    [[nodiscard]] ProgramOutcome run(const QStringList &arguments) const
    {
        return m_program.run(QStringList{u"--json"_s, u"trash"_s} + arguments);
    }
    [[nodiscard]] QJsonArray list(const QStringList &arguments = {}) const
    {
        return run(QStringList{u"list"_s} + arguments).json()[u"trash"].toArray();
    }
    // Deletes all quotes and exports them to a folder below the home.
    [[nodiscard]] QString exported(const QString &name = u"bin"_s) const
    {
        const QString folder = m_program.home().filePath(name);
        if (run({u"delete"_s, u"quotes"_s, u"--symbol"_s, u"BHP.AU"_s, u"--from"_s,
                 u"2026-11-20"_s})
                            .exitCode != 0 ||
            run({u"export"_s, u"--out"_s, folder}).exitCode != 0)
            qFatal("nothing was exported");
        return folder;
    }
    [[nodiscard]] const ControlProgram &program() const { return m_program; }
    [[nodiscard]] const TrashedMarket &market() const { return m_market; }

private:
    TrashedMarket m_market;
    ControlProgram m_program;
};

} // namespace

void TestTrashCommand::deletesListsAndRestores()
{
    QFETCH(const Engine, engine);
    const Owner owner{engine};
    owner.market().addQuotes(5);
    const AlertRule rule =
            owner.market().addRule(u"above 50 clear 45 or change 7d below -5"_s, u"both"_s);
    owner.market().addLog(rule, 1);
    const ProgramOutcome quotes =
            owner.run({u"delete"_s, u"quotes"_s, u"--symbol"_s, u"bhp.au"_s, u"--from"_s,
                       u"2026-11-20T03:16"_s, u"--to"_s, u"2026-11-20T03:18"_s, u"--reason"_s,
                       u"a typo of the provider"_s});
    QVERIFY2(quotes.exitCode == 0, quotes.all());
    QCOMPARE(quotes.json()[u"deleted"][u"market_data"].toInt(), 2);
    const ProgramOutcome rules =
            owner.run({u"delete"_s, u"rules"_s, QString::number(rule.id), u"--with-logs"_s});
    QVERIFY2(rules.exitCode == 0, rules.all());
    QCOMPARE(rules.json()[u"deleted"][u"alert_logs"].toInt(), 1);

    const QJsonArray all = owner.list();
    QCOMPARE(all.size(), 4);
    QCOMPARE(all[0][u"kind"].toString(), u"log"_s);
    QCOMPARE(all[1][u"children"].toInt(), 1);
    QCOMPARE(all[1][u"text"].toString(), u"above 50 clear 45 or change 7d below -5%"_s);
    QCOMPARE(all[1][u"any_of"].toArray().size(), 2);
    QCOMPARE(all[1][u"any_of"][0][0][u"clear"].toString(), u"45.00000000"_s);
    const ProgramOutcome told = owner.program().run({u"trash"_s, u"list"_s});
    QVERIFY2(told.out.contains("both: above 50 clear 45 or change 7d below -5%, with 1 alert"),
             told.all());
    const auto quote = all[2];
    QCOMPARE(quote[u"table"].toString(), u"market_data"_s);
    QCOMPARE(quote[u"price"].toString(), u"45.20000000"_s);
    QCOMPARE(quote[u"timestamp"].toString(), u"2026-11-20T03:17:00.123Z"_s);
    QVERIFY(quote[u"deleted_by"].toString().startsWith("ann@"_L1));
    QCOMPARE(quote[u"reason"].toString(), u"a typo of the provider"_s);
    QVERIFY(quote[u"deleted_at"].toString().endsWith(u'Z'));
    QCOMPARE(owner.list({u"--kind"_s, u"quotes"_s, u"--by"_s, u"ANN"_s}).size(), 2);
    QCOMPARE(owner.list({u"--text"_s, u"typo"_s}).size(), 2);
    const ProgramOutcome first = owner.run({u"list"_s, u"--limit"_s, u"3"_s});
    QVERIFY(first.json()[u"more"].toBool());
    QCOMPARE(owner.list({u"--after"_s, first.json()[u"next"].toString()}), QJsonArray{all[3]});

    const ProgramOutcome batch =
            owner.run({u"restore"_s, u"--batch"_s, quotes.json()[u"batch"].toString()});
    QVERIFY2(batch.exitCode == 0, batch.all());
    QCOMPARE(batch.json()[u"rows"].toInt(), 2);
    const ProgramOutcome back = owner.run({u"restore"_s, u"rule:%1"_s.arg(rule.id)});
    QVERIFY2(back.exitCode == 0, back.all());
    QCOMPARE(back.json()[u"restored"][u"alert_logs"].toInt(), 1);
    QVERIFY(owner.list().isEmpty());
    QCOMPARE(owner.run({u"restore"_s, u"rules"_s, QString::number(rule.id)}).errorKind(),
             u"not_found"_s);
    // What 'alerts remove' deletes says who, too.
    QCOMPARE(owner.program().run({u"alerts"_s, u"remove"_s, QString::number(rule.id)}).exitCode, 0);
    QVERIFY(owner.list()[0][u"deleted_by"].toString().startsWith("ann@"_L1));
}

void TestTrashCommand::exportsAndPurges()
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

void TestTrashCommand::undoesAPurge()
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

void TestTrashCommand::asksBeforeAPurge_data()
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

void TestTrashCommand::asksBeforeAPurge()
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
    const QString other = owner.exported(u"other"_s);
    terminal.type(answer);
    const ProgramOutcome outcome = ControlProgram::finish(process);
    QCOMPARE(outcome.exitCode, left == 0 ? 0 : 1);
    QVERIFY2(outcome.all().contains(words), outcome.all());
    QCOMPARE(owner.market().count(u"market_data"_s), left + 1);
}

void TestTrashCommand::asksOnlyAPerson()
{
    const Owner owner;
    owner.market().addQuotes(2);
    const QString folder = owner.exported();
    const ProgramOutcome refused = owner.run({u"purge"_s});
    QCOMPARE(refused.exitCode, 3);
    QCOMPARE(refused.errorMessage(),
             u"Nobody sits at a terminal who could be asked. --yes does it without a question. "
             "Nothing was purged."_s);
    QCOMPARE(owner.market().count(u"market_data"_s), 2);
}

void TestTrashCommand::namesAnUnknownExport()
{
    const Owner owner;
    owner.market().addQuotes(2);
    const QString folder = owner.exported();
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

void TestTrashCommand::saysWhatHoldsARule()
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

void TestTrashCommand::refusesWrongWords_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("part"); // of the sentence
    QTest::newRow("nothing to restore") << QStringList{u"restore"_s} << u"rule:3"_s;
    QTest::newRow("no kind") << QStringList{u"restore"_s, u"3"_s} << u"'3'"_s;
    QTest::newRow("unknown kind") << QStringList{u"restore"_s, u"coin:3"_s} << u"'coin:3'"_s;
    QTest::newRow("both") << QStringList{u"restore"_s, u"rule:3"_s, u"--batch"_s, u"b"_s}
                          << u"not both"_s;
    QTest::newRow("kind of a list")
            << QStringList{u"list"_s, u"--kind"_s, u"coins"_s} << u"'coins'"_s;
    QTest::newRow("time") << QStringList{u"list"_s, u"--from"_s, u"soon"_s} << u"--from"_s;
    QTest::newRow("place") << QStringList{u"list"_s, u"--after"_s, u"x"_s} << u"--after"_s;
    QTest::newRow("all quotes") << QStringList{u"delete"_s, u"quotes"_s, u"--symbol"_s, u"BHP.AU"_s}
                                << u"--from"_s;
    QTest::newRow("a coin") << QStringList{u"delete"_s, u"quotes"_s, u"--symbol"_s,
                                           u"BTC"_s,    u"--from"_s, u"2026-01-01"_s}
                            << u"coin"_s;
    QTest::newRow("no folder to undo by") << QStringList{u"undo-purge"_s} << u"FOLDER"_s;
    QTest::newRow("no folder") << QStringList{u"export"_s} << u"--out"_s;
}

void TestTrashCommand::refusesWrongWords()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, part);
    const Owner owner;
    const ProgramOutcome outcome = owner.run(arguments);
    QVERIFY2(outcome.exitCode == 2, outcome.all());
    QVERIFY2(outcome.errorMessage().contains(part), outcome.all());
}

void TestTrashCommand::refusesForSafety()
{
    const Owner owner;
    owner.market().addQuotes(2);
    QCOMPARE(owner.run({u"delete"_s, u"quotes"_s, u"--symbol"_s, u"BHP.AU"_s, u"--from"_s,
                        u"2026-11-20"_s})
                     .exitCode,
             0);
    owner.market().addQuotes(2);
    const ProgramOutcome twin = owner.run({u"restore"_s, u"quote:1"_s});
    QCOMPARE(twin.exitCode, 3);
    QVERIFY(twin.errorMessage().contains(u"another quote"_s));
    QVERIFY(twin.errorMessage().endsWith(u"recycle bin. Nothing was restored."_s));
    const ProgramOutcome batch =
            owner.run({u"restore"_s, u"--batch"_s, owner.list()[0][u"batch"].toString()});
    QCOMPARE(batch.exitCode, 3);
    QCOMPARE(batch.errorMessage(), twin.errorMessage());
    QCOMPARE(owner.list().size(), 2);
    QCOMPARE(owner.run({u"delete"_s, u"rules"_s, u"99"_s}).exitCode, 1);
    QCOMPARE(owner.run({u"restore"_s, u"--batch"_s, u"none"_s}).exitCode, 1);
}

// A signal in the middle: the sentence counts what the database has.
void TestTrashCommand::saysWhatASignalLeft()
{
    constexpr int Quotes = 60'000;

    const Owner owner;
    owner.market().addQuotes(Quotes);
    const auto deleted = [&] {
        return owner.market().count(u"market_data WHERE deleted_at IS NOT NULL"_s);
    };
    QProcess removing;
    owner.program().prepare(removing, {u"trash"_s, u"delete"_s, u"quotes"_s, u"--symbol"_s,
                                       u"BHP.AU"_s, u"--from"_s, u"2026-11-20"_s});
    removing.start();
    QTRY_VERIFY_WITH_TIMEOUT(deleted() > 0, 60'000);
    ::kill(pid_t(removing.processId()), SIGTERM);
    const ProgramOutcome removed = ControlProgram::finish(removing);
    const qint64 gone = deleted();
    QVERIFY(gone > 0 && gone < Quotes);
    const QString batch = owner.market().cells(u"SELECT DISTINCT delete_batch FROM market_data "
                                               "WHERE deleted_at IS NOT NULL"_s)[0];
    QCOMPARE(QString::fromUtf8(removed.err).trimmed(),
             u"tidemarkctl: Stopped. Deleted until then: %1 quotes. 'tidemarkctl trash restore "
             "--batch %2' brings them back."_s.arg(gone)
                     .arg(batch));
    QCOMPARE(removed.exitCode, 1);

    // The rest goes, too, so that there is enough to come back.
    const ProgramOutcome rest = owner.run(
            {u"delete"_s, u"quotes"_s, u"--symbol"_s, u"BHP.AU"_s, u"--from"_s, u"2026-11-20"_s});
    QCOMPARE(rest.json()[u"deleted"][u"market_data"].toInt(), Quotes - gone);
    const QString other = rest.json()[u"batch"].toString();
    QProcess restoring;
    owner.program().prepare(restoring,
                            {u"--json"_s, u"trash"_s, u"restore"_s, u"--batch"_s, other});
    restoring.start();
    QTRY_VERIFY_WITH_TIMEOUT(deleted() < Quotes, 60'000);
    ::kill(pid_t(restoring.processId()), SIGINT);
    const ProgramOutcome restored = ControlProgram::finish(restoring);
    const qint64 back = Quotes - deleted();
    QVERIFY(back > 0 && back < Quotes - gone);
    QCOMPARE(restored.errorKind(), u"cancelled"_s);
    QCOMPARE(restored.errorMessage(),
             u"Stopped. Restored until then: %1 quotes. The same command goes on."_s.arg(back));
    QCOMPARE(owner.run({u"restore"_s, u"--batch"_s, other}).json()[u"rows"].toInt(),
             Quotes - gone - back);
}

void TestTrashCommand::namesALostExport()
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

void TestTrashCommand::speaksToPeople()
{
    const Owner owner;
    owner.market().addQuotes(1);
    const ControlProgram &program = owner.program();
    QCOMPARE(
            QString::fromUtf8(program.run({u"trash"_s, u"list"_s}).out).trimmed(),
            u"The recycle bin is empty. What is deleted waits there, with who deleted it and when, "
            "until it is restored or purged."_s);
    QVERIFY(program.run({u"trash"_s, u"list"_s, u"--by"_s, u"ann"_s})
                    .out.contains("nothing like that"));
    const ProgramOutcome deleted = program.run({u"trash"_s, u"delete"_s, u"quotes"_s, u"--symbol"_s,
                                                u"BHP.AU"_s, u"--from"_s, u"2026-11-20"_s});
    QVERIFY2(deleted.out.startsWith("Deleted: 1 quote. 'tidemarkctl trash restore --batch"),
             deleted.all());
    const QByteArray list = program.run({u"trash"_s, u"list"_s}).out;
    QVERIFY2(list.contains("quote:1") && list.contains("price 45.00000000"), list);
    QVERIFY(program.run({u"trash"_s, u"restore"_s, u"quote:1"_s})
                    .out.startsWith("Restored: 1 quote."));

    const QString first = QString::number(owner.market().addRule().id);
    const QString second = QString::number(owner.market().addRule().id);
    const QStringList remove{u"trash"_s, u"delete"_s, u"rules"_s, first};
    QCOMPARE(program.run(remove).exitCode, 0);
    QCOMPARE(QString::fromUtf8(program.run(remove).out).trimmed(),
             u"Nothing was deleted. In the recycle bin already: rule:%1."_s.arg(first));
    QVERIFY(owner.run(remove.sliced(1)).json()[u"batch"].isNull());
    const QStringList withLogs = remove + QStringList{u"--with-logs"_s};
    QCOMPARE(program.run(withLogs).exitCode, 0);
    owner.market().addLog(*AlertRuleStore{owner.market().connection()}.find(
                                  first.toLongLong(), AlertRuleStore::Which::Deleted),
                          1);
    const ProgramOutcome late = owner.run(withLogs.sliced(1));
    QCOMPARE(late.exitCode, 3);
    QCOMPARE(late.errorMessage(),
             u"Rule %1 is in the recycle bin already, and 1 alert of it is in the log. Restore the "
             "rule and delete it with that, or delete that alone. Nothing was deleted."_s.arg(
                     first));
    const QByteArray both = program.run(remove + QStringList{second}).out;
    QVERIFY2(both.startsWith("Deleted: 1 rule. ") &&
                     both.trimmed().endsWith("already: rule:" + first.toUtf8() + '.'),
             both);
}

QTEST_GUILESS_MAIN(TestTrashCommand)
#include "tst_trashcommand.moc"
