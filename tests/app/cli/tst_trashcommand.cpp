// SPDX-License-Identifier: GPL-3.0-or-later
#include "trashowner.h"

#include <csignal>

using namespace Qt::Literals::StringLiterals;

// The recycle bin, through the finished program.
class TestTrashCommand final : public QObject
{
    Q_OBJECT

private slots:
    void deletesListsAndRestores_data() { addEngineRows(); }
    void deletesListsAndRestores();
    void refusesWrongWords_data();
    void refusesWrongWords();
    void refusesForSafety();
    void saysWhatASignalLeft();
    void speaksToPeople();
};

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
    QCOMPARE(owner.run({u"restore"_s, u"rule:99"_s}).errorMessage(),
             u"Rule 99 was not found: 'tidemarkctl trash list' lists them."_s);
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
