// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/collector/snapshotstore.h"
#include "db/domain/slot.h"
#include "tests/app/cli/watcher.h"
#include "tests/support/verifyresult.h"

using namespace Qt::Literals::StringLiterals;

// Rules, and what they do, through the finished program.
class TestAlertsCommand final : public QObject
{
    Q_OBJECT

private slots:
    void whatIsCollectedFires_data() { addEngineRows(); }
    void whatIsCollectedFires();
    void aJobWithoutPricesJudges();
    void keepsEveryVersion_data() { addEngineRows(); }
    void keepsEveryVersion();
    void removesAndRestores_data() { addEngineRows(); }
    void removesAndRestores();
    void saysWhatEachRuleDoes_data() { addEngineRows(); }
    void saysWhatEachRuleDoes();
    void knowsCoins_data() { addEngineRows(); }
    void knowsCoins();
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
    QCOMPARE(rules[0][u"condition"].toString(), u"above 0.00000001"_s);
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
    QCOMPARE(log[0][u"deliveries"].toObject(), QJsonObject{}); // nobody was told
    QVERIFY(log[0][u"delay_ms"].isNull());
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

// That no price comes is what the rule waits for: the job that cannot fetch any says so.
void TestAlertsCommand::aJobWithoutPricesJudges()
{
    Watcher watcher;
    const ProgramOutcome added = watcher.add(u"no data 30m"_s, u"dead"_s);
    QVERIFY2(added.exitCode == 0, added.all());
    Quote quote;
    quote.coin = u"btc"_s;
    quote.timestamp = SlotGrid{}.slotAt(QDateTime::currentDateTimeUtc().addSecs(-3600));
    quote.bid = quote.ask = quote.last = Price::fromUnits(100'000'000);
    Snapshot snapshot;
    snapshot.run.source = u"coinspot"_s;
    snapshot.run.slot = snapshot.run.startedAt = quote.timestamp;
    snapshot.run.status = RunStatus::Ok;
    snapshot.quotes = {quote};
    VERIFY_RESULT(SnapshotStore{*openOrFail(watcher.database())}.store(snapshot,
                                                                       quote.timestamp.addSecs(3)));
    MarketServer market{[](const MarketRequest &) { return MarketAnswer::json("{}", 404); }};
    QVERIFY(market.listen());
    watcher.setMarket(market.url());
    const ProgramOutcome collected = watcher.say({u"collect"_s, u"--once"_s});
    QCOMPARE(collected.exitCode, 1);
    QVERIFY2(collected.err.contains("1 alert fired"), collected.all());
    QCOMPARE(watcher.log().size(), 1);
    // Each run judges, and nothing is told twice.
    QCOMPARE(watcher.say({u"collect"_s, u"--once"_s}).exitCode, 1);
    QCOMPARE(watcher.log().size(), 1);
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
             u"change 1h above 6% clear 3% and spread below 2%"_s);
    const QJsonArray alternatives = edited.json()[u"changed"][u"any_of"].toArray();
    QCOMPARE(alternatives.size(), 1);
    QCOMPARE(alternatives[0][0].toObject(), (QJsonObject{{u"measure"_s, u"change"_s},
                                                         {u"span_ms"_s, 3'600'000},
                                                         {u"long_span_ms"_s, QJsonValue{}},
                                                         {u"comparison"_s, u"above"_s},
                                                         {u"level"_s, u"6.00000000"_s},
                                                         {u"clear"_s, u"3.00000000"_s},
                                                         {u"unit"_s, u"percent"_s}}));
    QCOMPARE(alternatives[0][1][u"measure"].toString(), u"spread"_s);
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

    // What a removed rule did and was is still to be seen, by its name, too.
    QCOMPARE(watcher.run({u"remove"_s, id}).exitCode, 0);
    const QJsonArray deleted = watcher.run({u"list"_s, u"--deleted"_s}).json()[u"rules"].toArray();
    QCOMPARE(deleted.size(), 1);
    QVERIFY(!deleted[0][u"deleted_at"].isNull());
    QCOMPARE(watcher.log({u"--rule"_s, u"one"_s}).size(), 1);
    QCOMPARE(watcher.run({u"versions"_s, id}).json()[u"versions"].toArray().size(), 1);
    const ProgramOutcome again = watcher.run({u"remove"_s, u"one"_s});
    QCOMPARE(again.errorKind(), u"not_found"_s);
    QVERIFY2(again.errorMessage().contains(u"alerts restore %1"_s.arg(id)), again.all());
}

void TestAlertsCommand::saysWhatEachRuleDoes()
{
    QFETCH(const Engine, engine);
    const Watcher watcher{engine};
    QCOMPARE(watcher.add(u"above 0.00000001"_s, u"fires"_s).exitCode, 0);
    QCOMPARE(watcher.add(u"above 999999999"_s, u"waits"_s).exitCode, 0);
    QCOMPARE(watcher.add(u"above 2"_s, u"paused"_s, {u"--disabled"_s}).exitCode, 0);
    QCOMPARE(watcher.add(u"above 3"_s, u"held"_s, {u"--for"_s, u"1h"_s}).exitCode, 0);
    QCOMPARE(watcher.say({u"collect"_s, u"--once"_s}).exitCode, 0);
    QCOMPARE(watcher.stateOf(u"fires"_s), u"firing"_s);
    QCOMPARE(watcher.stateOf(u"waits"_s), u"on"_s);
    QCOMPARE(watcher.stateOf(u"paused"_s), u"paused"_s);
    QCOMPARE(watcher.stateOf(u"held"_s), u"pending"_s);

    const QJsonObject snoozed = watcher.run({u"snooze"_s, u"fires"_s, u"2h"_s}).json();
    QCOMPARE(watcher.listed(u"fires"_s)[u"snoozed_until"], snoozed[u"snoozed_until"]);
    QCOMPARE(watcher.stateOf(u"fires"_s), u"firing"_s); // told or not, it goes on
    QVERIFY(watcher.listed(u"waits"_s)[u"snoozed_until"].isNull());
    const ProgramOutcome shown = watcher.say({u"alerts"_s, u"list"_s});
    QVERIFY2(shown.out.contains("firing, snoozed until 20"), shown.all());
}

void TestAlertsCommand::knowsCoins()
{
    QFETCH(const Engine, engine);
    const Watcher watcher{engine};
    // Before the first price nobody can know.
    const ProgramOutcome early = watcher.add(u"above 1"_s, u"early"_s);
    QCOMPARE(early.exitCode, 0);
    QVERIFY2(early.err.contains("when the first are collected"), early.all());
    QCOMPARE(watcher.say({u"collect"_s, u"--once"_s}).exitCode, 0);
    QVERIFY(watcher.add(u"above 2"_s, u"known"_s).err.isEmpty());

    const auto add = [&](const QString &symbol, const QStringList &more = {}) {
        return watcher.run(QStringList{u"add"_s, u"--symbol"_s, symbol, u"--when"_s, u"above 1"_s} +
                           more);
    };
    const ProgramOutcome unknown = add(u"nosuch"_s);
    QCOMPARE(unknown.exitCode, 2);
    QVERIFY2(unknown.errorMessage().contains(u"No price of NOSUCH.COINSPOT"_s), unknown.all());
    QVERIFY2(unknown.errorMessage().contains(u"--force"_s), unknown.all());
    for (const QString &written : {u"BTC/AUD"_s, u"btcaud"_s, u"=BTC.COINSPOT"_s}) {
        const ProgramOutcome meant = add(written);
        QCOMPARE(meant.exitCode, 2);
        QVERIFY2(meant.errorMessage().contains(u"Did you mean BTC.COINSPOT?"_s), meant.all());
    }
    QCOMPARE(watcher.run({u"edit"_s, u"known"_s, u"--symbol"_s, u"nosuch"_s}).exitCode, 2);
    const ProgramOutcome forced = add(u"nosuch"_s, {u"--force"_s});
    QCOMPARE(forced.exitCode, 0);
    QVERIFY2(forced.err.contains("the rule waits for the first"), forced.all());
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
    QTest::newRow("expired before it begins")
            << add + QStringList{u"above 1"_s, u"--expires"_s, u"2020-01-01"_s} << 2
            << u"2020-01-01T00:00:00Z already"_s;
    QTest::newRow("step of no new extreme") << add + QStringList{u"above 1"_s, u"--step"_s, u"2"_s}
                                            << 2 << u"--rearm new_extreme"_s;
    QTest::newRow("always met") << add + QStringList{u"high 30d above -10"_s} << 2
                                << u"met at any price"_s;
    QTest::newRow("shorter than a slot")
            << add + QStringList{u"change 2m above 1"_s} << 2 << u"Write 5m or more"_s;
    QTest::newRow("named as a number")
            << add + QStringList{u"above 1"_s, u"--name"_s, u"7"_s} << 2 << u"write 'rule 7'"_s;
    QTest::newRow("condition is missing")
            << QStringList{u"add"_s, u"--symbol"_s, u"btc"_s} << 2 << u"--when is missing: "_s;
    QTest::newRow("where help is") << QStringList{u"add"_s, u"--symbol"_s, u"btc"_s} << 2
                                   << u"'tidemarkctl alerts add --help'"_s;
    QTest::newRow("replay of the future")
            << QStringList{u"replay"_s, u"1"_s, u"--from"_s, u"2999-01-01"_s} << 2
            << u"in the future"_s;
    QTest::newRow("share that is not there")
            << QStringList{u"add"_s, u"--symbol"_s, u"BHP.AU"_s, u"--when"_s, u"above 1"_s} << 1
            << u"assets add BHP.AU"_s;
    QTest::newRow("edit without a change") << QStringList{u"edit"_s, u"5"_s, u"--force"_s} << 2
                                           << u"give one or more of --symbol, --when, --level"_s;
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
    QVERIFY2(added.out.contains("Added BTC above 1"), added.all());
    QVERIFY(watcher.say({u"alerts"_s, u"log"_s}).out.contains("Nothing fired."));
    QCOMPARE(watcher.say({u"collect"_s, u"--once"_s}).exitCode, 0);
    QVERIFY(watcher.say({u"alerts"_s, u"log"_s}).out.contains("triggered"));
    // A name that nobody gave follows the condition.
    const ProgramOutcome edited =
            watcher.say({u"alerts"_s, u"edit"_s, u"1"_s, u"--level"_s, u"2"_s});
    QVERIFY2(edited.out.contains("Changed to BTC above 2: above 2"), edited.all());
    const ProgramOutcome replayed = watcher.say({u"alerts"_s, u"replay"_s, u"1"_s});
    QVERIFY2(replayed.out.contains("Would have fired once in 1 price, "), replayed.all());
    QVERIFY2(replayed.out.contains("at night (22:00 to 06:00 in Australia/Sydney)"),
             replayed.all());
    // A name is one rule's.
    const ProgramOutcome same = watcher.say(
            {u"alerts"_s, u"add"_s, u"--symbol"_s, u"btc"_s, u"--when"_s, u"above 2"_s});
    QCOMPARE(same.exitCode, 2);
    QVERIFY2(same.err.contains("Rule 1 is called 'BTC above 2' already"), same.all());
    const ProgramOutcome help = watcher.say({u"alerts"_s, u"add"_s, u"--help"_s});
    QVERIFY2(help.out.contains("Usage: tidemarkctl alerts add"), help.all());
    QVERIFY2(help.out.contains("average 20d over 50d"), help.all());
}

QTEST_GUILESS_MAIN(TestAlertsCommand)
#include "tst_alertscommand.moc"
