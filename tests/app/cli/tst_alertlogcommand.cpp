// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/watcher.h"
#include "tests/support/verifyresult.h"

using namespace Qt::Literals::StringLiterals;

// The log of alerts, its upkeep and replays, through the finished program.
class TestAlertLogCommand final : public QObject
{
    Q_OBJECT

private slots:
    void replaysWhatIsStored_data() { addEngineRows(); }
    void replaysWhatIsStored();
    void saysThatTheHistoryIsTooShort_data() { addEngineRows(); }
    void saysThatTheHistoryIsTooShort();
    void deletesFromTheLogAndBack_data() { addEngineRows(); }
    void deletesFromTheLogAndBack();
    void saysWhatIsSoAlready();
    void judgesNewRulesByTheNewestPrice();
};

void TestAlertLogCommand::replaysWhatIsStored()
{
    QFETCH(const Engine, engine);
    const Watcher watcher{engine};
    QCOMPARE(watcher.say({u"collect"_s, u"--once"_s}).exitCode, 0);
    QCOMPARE(watcher.run({u"add"_s, u"--symbol"_s, u"btc"_s, u"--when"_s, u"above 1"_s, u"--name"_s,
                          u"one"_s})
                     .exitCode,
             0);
    const QJsonObject replayed = watcher.run({u"replay"_s, u"one"_s}).json();
    QCOMPARE(replayed[u"prices"].toInt(), 1);
    QCOMPARE(replayed[u"fired"].toInt(), 1);
    QCOMPARE(replayed[u"events"][0][u"event"].toString(), u"triggered"_s);
    const QJsonObject before =
            watcher.run({u"replay"_s, u"one"_s, u"--to"_s, u"2020-01-01"_s}).json();
    QCOMPARE(before[u"prices"].toInt(), 0);
    QCOMPARE(watcher.log().size(), 0); // a replay writes nothing
}

void TestAlertLogCommand::saysThatTheHistoryIsTooShort()
{
    QFETCH(const Engine, engine);
    const Watcher watcher{engine};
    QCOMPARE(watcher.say({u"collect"_s, u"--once"_s}).exitCode, 0);
    QCOMPARE(watcher.add(u"change 7d above 5"_s, u"week"_s).exitCode, 0);
    const QJsonObject replayed = watcher.run({u"replay"_s, u"week"_s}).json();
    QCOMPARE(replayed[u"conclusive"].toBool(true), false);
    QCOMPARE(replayed[u"shortfall"][u"needed_ms"].toInteger(), 7 * 86'400'000);
    QCOMPARE(replayed[u"shortfall"][u"stored_ms"].toInteger(), 0);
    const ProgramOutcome said = watcher.say({u"alerts"_s, u"replay"_s, u"week"_s});
    QVERIFY2(said.out.contains("Not enough history to tell. 'change 7d above 5%' needs prices of "
                               "7d"),
             said.all());
    // A price has all that 'above' looks at.
    QCOMPARE(watcher.add(u"above 999999999"_s, u"quiet"_s).exitCode, 0);
    QCOMPARE(watcher.run({u"replay"_s, u"quiet"_s}).json()[u"conclusive"].toBool(), true);
    QVERIFY(watcher.say({u"alerts"_s, u"replay"_s, u"quiet"_s})
                    .out.contains("Would not have fired in 1 price."));
    const ProgramOutcome before =
            watcher.say({u"alerts"_s, u"replay"_s, u"quiet"_s, u"--to"_s, u"2020-01-01"_s});
    QVERIFY2(before.out.contains("nothing to replay"), before.all());
}

void TestAlertLogCommand::deletesFromTheLogAndBack()
{
    QFETCH(const Engine, engine);
    const Watcher watcher{engine};
    QCOMPARE(watcher.add(u"above 0.00000001"_s, u"fires"_s).exitCode, 0);
    QCOMPARE(watcher.say({u"collect"_s, u"--once"_s}).exitCode, 0);
    const qint64 id = watcher.log()[0][u"id"].toInteger();
    const QString number = QString::number(id);
    const ProgramOutcome deleted = watcher.run({u"log"_s, u"delete"_s, number});
    QVERIFY2(deleted.exitCode == 0, deleted.all());
    QCOMPARE(deleted.json()[u"deleted"].toArray(), QJsonArray{id});
    QCOMPARE(watcher.log().size(), 0);
    QCOMPARE(watcher.log({u"--deleted"_s}).size(), 1);
    // Once more changes nothing and says so.
    QCOMPARE(watcher.run({u"log"_s, u"delete"_s, number}).json()[u"deleted"].toArray().size(), 0);
    QVERIFY(watcher.say({u"alerts"_s, u"log"_s, u"delete"_s, number})
                    .out.contains("1 was deleted before."));
    QCOMPARE(watcher.run({u"log"_s, u"restore"_s, number}).json()[u"restored"].toArray(),
             QJsonArray{id});
    QCOMPARE(watcher.log().size(), 1);
    QVERIFY(watcher.say({u"alerts"_s, u"log"_s, u"restore"_s, number})
                    .out.contains("1 was in the log already."));
    QCOMPARE(watcher.run({u"log"_s, u"delete"_s, number, u"99"_s}).errorKind(), u"not_found"_s);
    QCOMPARE(watcher.log().size(), 1); // all of it or nothing
}

void TestAlertLogCommand::saysWhatIsSoAlready()
{
    const Watcher watcher;
    QCOMPARE(watcher.add(u"above 0.00000001"_s, u"fires"_s).exitCode, 0);
    QCOMPARE(watcher.say({u"collect"_s, u"--once"_s}).exitCode, 0);
    const QString id = QString::number(watcher.log()[0][u"id"].toInteger());
    QVERIFY(watcher.say({u"alerts"_s, u"ack"_s, id}).out.contains("1 alert acknowledged."));
    const ProgramOutcome acknowledged = watcher.say({u"alerts"_s, u"ack"_s, id});
    QVERIFY2(acknowledged.out.contains("Alert " + id.toUtf8() + " was acknowledged at 20"),
             acknowledged.all());
    QVERIFY2(!acknowledged.out.contains("1 alert acknowledged"), acknowledged.all());

    const QString rule = QString::number(watcher.listed(u"fires"_s)[u"id"].toInteger());
    QVERIFY(watcher.say({u"alerts"_s, u"restore"_s, rule})
                    .out.contains("'fires', was not removed"));
    QCOMPARE(watcher.stateOf(u"fires"_s), u"firing"_s); // and it is left alone

    const QStringList snooze{u"alerts"_s, u"snooze"_s, u"fires"_s};
    QVERIFY(watcher.say(snooze + QStringList{u"2h"_s}).out.contains("not told until 20"));
    QVERIFY(watcher.say(snooze + QStringList{u"1h"_s}).out.contains("was snoozed until 20"));
    QVERIFY(watcher.say(snooze + QStringList{u"none"_s}).out.contains("is told again"));
    QVERIFY(watcher.say(snooze + QStringList{u"none"_s}).out.contains("was not snoozed"));
    QVERIFY(watcher.listed(u"fires"_s)[u"snoozed_until"].isNull());
}

void TestAlertLogCommand::judgesNewRulesByTheNewestPrice()
{
    const Watcher watcher;
    QCOMPARE(watcher.say({u"collect"_s, u"--once"_s}).exitCode, 0);
    QVERIFY(watcher.say({u"alerts"_s, u"judge"_s}).out.contains("No price was waiting"));
    QCOMPARE(watcher.add(u"above 0.00000001"_s, u"fires"_s).exitCode, 0);
    const ProgramOutcome judged = watcher.say({u"alerts"_s, u"judge"_s});
    QVERIFY2(judged.out.contains("1 new or changed rule judged by the newest price. 1 alert "
                                 "fired."),
             judged.all());
}

QTEST_GUILESS_MAIN(TestAlertLogCommand)
#include "tst_alertlogcommand.moc"
