// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/controlprogram.h"
#include "tests/support/engines.h"
#include "tests/support/verifyresult.h"

#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;

namespace {

// The finished program and its database.
class Watcher final
{
public:
    explicit Watcher(Engine engine = Engine::Sqlite)
        : m_database{engine}
        , m_program{m_database.url()}
    {}

    [[nodiscard]] ProgramOutcome run(const QStringList &arguments) const
    {
        return m_program.run(QStringList{u"--json"_s, u"alerts"_s} + arguments);
    }
    [[nodiscard]] ProgramOutcome say(const QStringList &arguments) const
    {
        return m_program.run(arguments);
    }
    [[nodiscard]] QJsonArray log(const QStringList &arguments = {}) const
    {
        return run(QStringList{u"log"_s} + arguments).json()[u"log"].toArray();
    }

private:
    TestDatabase m_database;
    ControlProgram m_program;
};

} // namespace

// Rules, their log and their replay, through the finished program.
class TestAlertsCommand final : public QObject
{
    Q_OBJECT

private slots:
    void whatIsCollectedFires_data() { addEngineRows(); }
    void whatIsCollectedFires();
    void keepsEveryVersion_data() { addEngineRows(); }
    void keepsEveryVersion();
    void removesAndRestores_data() { addEngineRows(); }
    void removesAndRestores();
    void replaysWhatIsStored_data() { addEngineRows(); }
    void replaysWhatIsStored();
    void refusesWrongWords_data();
    void refusesWrongWords();
    void speaksToPeople();
};

void TestAlertsCommand::whatIsCollectedFires()
{
    QFETCH(const Engine, engine);
    const Watcher watcher{engine};
    const ProgramOutcome added =
            watcher.run({u"add"_s, u"--symbol"_s, u"btc"_s, u"--when"_s, u"above"_s, u"--level"_s,
                         u"0.00000001"_s, u"--cooldown"_s, u"1h"_s, u"--name"_s, u"high"_s});
    QVERIFY2(added.exitCode == 0, added.all());
    const qint64 rule = added.json()[u"added"][u"id"].toInteger();
    const QJsonArray rules = watcher.run({u"list"_s}).json()[u"rules"].toArray();
    QCOMPARE(rules.size(), 1);
    QCOMPARE(rules[0][u"id"].toInteger(), rule);
    QCOMPARE(rules[0][u"name"].toString(), u"high"_s);
    QCOMPARE(rules[0][u"symbol"].toString(), u"BTC.COINSPOT"_s);
    QCOMPARE(rules[0][u"condition"].toString(), u"above"_s);
    QCOMPARE(rules[0][u"threshold_value"].toString(), u"0.00000001"_s);

    const ProgramOutcome collected = watcher.say({u"--json"_s, u"collect"_s, u"--once"_s});
    QVERIFY2(collected.exitCode == 0, collected.all());
    QVERIFY2(collected.err.contains("1 alert fired"), collected.all());
    const QJsonArray log = watcher.log();
    QCOMPARE(log.size(), 1);
    QCOMPARE(log[0][u"rule_id"].toInteger(), rule);
    QCOMPARE(log[0][u"symbol"].toString(), u"BTC.COINSPOT"_s);
    QCOMPARE(log[0][u"status"].toString(), u"triggered"_s);
    QCOMPARE(log[0][u"threshold_value"].toString(), u"0.00000001"_s);
    QCOMPARE(log[0][u"timestamp"], collected.json()[u"slot"]);
    QCOMPARE(log[0][u"evidence"][u"table"].toString(), u"price_data_5min"_s);
    QVERIFY(log[0][u"evidence"][u"row_id"].toInteger() > 0);
    const ProgramOutcome prices = watcher.say({u"--json"_s, u"prices"_s, u"latest"_s});
    for (const QJsonValue &price : prices.json()[u"prices"].toArray()) {
        if (price[u"coin"].toString() == u"btc")
            QCOMPARE(log[0][u"trigger_value"], price[u"last"]);
    }

    // The same slot again changes nothing.
    QCOMPARE(watcher.say({u"collect"_s, u"--once"_s}).exitCode, 0);
    QCOMPARE(watcher.run({u"judge"_s}).json()[u"prices"].toInt(), 0);
    QCOMPARE(watcher.log().size(), 1);

    const QString id = QString::number(log[0][u"id"].toInteger());
    const ProgramOutcome acknowledged = watcher.run({u"ack"_s, id});
    QVERIFY2(acknowledged.exitCode == 0, acknowledged.all());
    QCOMPARE(watcher.log({u"--status"_s, u"acknowledged"_s}).size(), 1);
    QCOMPARE(watcher.log({u"--status"_s, u"open"_s}).size(), 0);
    QCOMPARE(watcher.log({u"--symbol"_s, u"btc"_s}).size(), 1);
    QCOMPARE(watcher.log({u"--symbol"_s, u"eth"_s}).size(), 0);
    QCOMPARE(watcher.run({u"ack"_s, u"99"_s}).errorKind(), u"not_found"_s);
}

void TestAlertsCommand::keepsEveryVersion()
{
    QFETCH(const Engine, engine);
    const Watcher watcher{engine};
    QCOMPARE(watcher.run({u"add"_s, u"--symbol"_s, u"BTC.COINSPOT"_s, u"--when"_s,
                          u"change 1h above and spread below 2"_s, u"--level"_s, u"5%"_s,
                          u"--clear"_s, u"3"_s, u"--for"_s, u"10m"_s, u"--quiet"_s,
                          u"22:00-07:00"_s, u"--days"_s, u"mon,fri"_s, u"--name"_s, u"moves"_s})
                     .exitCode,
             0);
    const ProgramOutcome edited = watcher.run({u"edit"_s, u"moves"_s, u"--level"_s, u"6"_s});
    QVERIFY2(edited.exitCode == 0, edited.all());
    QCOMPARE(edited.json()[u"changed"][u"version"].toInt(), 2);
    QCOMPARE(edited.json()[u"changed"][u"clear_value"].toString(), u"3.00000000"_s);
    QCOMPARE(edited.json()[u"changed"][u"condition"].toString(),
             u"change 1h above and spread below 2%"_s);
    QVERIFY(watcher.run({u"edit"_s, u"moves"_s, u"--clear"_s, u"none"_s})
                    .json()[u"changed"][u"clear_value"]
                    .isNull());
    QCOMPARE(watcher.run({u"edit"_s, u"moves"_s, u"--clear"_s, u"3"_s})
                     .json()[u"changed"][u"version"]
                     .toInt(),
             4);
    // Nothing new, no version.
    QCOMPARE(watcher.run({u"edit"_s, u"moves"_s, u"--level"_s, u"6"_s})
                     .json()[u"changed"][u"version"]
                     .toInt(),
             4);
    const QJsonArray versions =
            watcher.run({u"versions"_s, u"moves"_s}).json()[u"versions"].toArray();
    QCOMPARE(versions.size(), 4);
    QCOMPARE(versions[0][u"threshold_value"].toString(), u"5.00000000"_s);
    QCOMPARE(versions[1][u"threshold_value"].toString(), u"6.00000000"_s);
    QCOMPARE(versions[1][u"hold_ms"].toInteger(), 600'000);
    QCOMPARE(versions[1][u"quiet_hours"].toString(), u"22:00-07:00"_s);
}

void TestAlertsCommand::removesAndRestores()
{
    QFETCH(const Engine, engine);
    const Watcher watcher{engine};
    QCOMPARE(watcher.run({u"add"_s, u"--symbol"_s, u"btc"_s, u"--when"_s, u"above 1"_s, u"--name"_s,
                          u"one"_s})
                     .exitCode,
             0);
    QCOMPARE(watcher.say({u"collect"_s, u"--once"_s}).exitCode, 0);
    QCOMPARE(watcher.log().size(), 1);
    const ProgramOutcome removed = watcher.run({u"remove"_s, u"one"_s});
    QVERIFY2(removed.exitCode == 0, removed.all());
    QCOMPARE(watcher.run({u"list"_s}).json()[u"rules"].toArray().size(), 0);
    QCOMPARE(watcher.log()[0][u"status"].toString(), u"resolved"_s);
    const QString id = QString::number(removed.json()[u"removed"][0].toInteger());
    QCOMPARE(watcher.run({u"restore"_s, id}).exitCode, 0);
    QCOMPARE(watcher.run({u"list"_s}).json()[u"rules"].toArray().size(), 1);
    QCOMPARE(watcher.run({u"snooze"_s, id, u"2h"_s}).exitCode, 0);
    QCOMPARE(watcher.run({u"remove"_s, u"77"_s}).errorKind(), u"not_found"_s);
}

void TestAlertsCommand::replaysWhatIsStored()
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

void TestAlertsCommand::refusesWrongWords_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("says");

    const QStringList add{u"add"_s, u"--symbol"_s, u"btc"_s, u"--when"_s};
    QTest::newRow("unknown condition")
            << add + QStringList{u"over"_s, u"--level"_s, u"1"_s} << 2 << u"'over'"_s;
    QTest::newRow("no level") << add + QStringList{u"above"_s} << 2 << u"level is missing"_s;
    QTest::newRow("level that is none")
            << add + QStringList{u"above"_s, u"--level"_s, u"1,5"_s} << 2 << u"--level"_s;
    QTest::newRow("clear level on the wrong side")
            << add + QStringList{u"above"_s, u"--level"_s, u"1"_s, u"--clear"_s, u"2"_s} << 2
            << u"must not be above"_s;
    QTest::newRow("time that is none")
            << add + QStringList{u"above 1"_s, u"--for"_s, u"soon"_s} << 2 << u"'soon'"_s;
    QTest::newRow("days that are none")
            << add + QStringList{u"above 1"_s, u"--days"_s, u"someday"_s} << 2 << u"--days"_s;
    QTest::newRow("share that is not there")
            << QStringList{u"add"_s, u"--symbol"_s, u"BHP.AU"_s, u"--when"_s, u"above 1"_s} << 1
            << u"assets add BHP.AU"_s;
    QTest::newRow("rule that is not there")
            << QStringList{u"edit"_s, u"5"_s, u"--level"_s, u"1"_s} << 1 << u"alerts list"_s;
}

void TestAlertsCommand::refusesWrongWords()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const int, exitCode);
    QFETCH(const QString, says);
    const ProgramOutcome outcome = Watcher{}.run(arguments);
    QCOMPARE(outcome.exitCode, exitCode);
    QVERIFY2(outcome.errorMessage().contains(says), outcome.all());
}

void TestAlertsCommand::speaksToPeople()
{
    const Watcher watcher;
    const ProgramOutcome added = watcher.say({u"alerts"_s, u"add"_s, u"--symbol"_s, u"btc"_s,
                                              u"--when"_s, u"above"_s, u"--level"_s, u"1"_s});
    QCOMPARE(added.exitCode, 0);
    QVERIFY2(added.out.contains("Added BTC.COINSPOT above 1"), added.all());
    QVERIFY(watcher.say({u"alerts"_s, u"log"_s}).out.contains("Nothing fired."));
    QCOMPARE(watcher.say({u"collect"_s, u"--once"_s}).exitCode, 0);
    QVERIFY(watcher.say({u"alerts"_s, u"log"_s}).out.contains("triggered"));
    // A name that nobody gave follows the condition.
    const ProgramOutcome edited =
            watcher.say({u"alerts"_s, u"edit"_s, u"1"_s, u"--level"_s, u"2"_s});
    QVERIFY2(edited.out.contains("Changed to BTC.COINSPOT above 2: above 2"), edited.all());
    const ProgramOutcome replayed = watcher.say({u"alerts"_s, u"replay"_s, u"1"_s});
    QVERIFY2(replayed.out.contains("Would have fired once"), replayed.all());
}

QTEST_GUILESS_MAIN(TestAlertsCommand)
#include "tst_alertscommand.moc"
