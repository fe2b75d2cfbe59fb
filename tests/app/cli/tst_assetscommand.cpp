// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/cli/stocks.h"
#include "tests/support/recording.h"
#include "tests/support/verifyresult.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <csignal>

using namespace Qt::Literals::StringLiterals;

// Stocks through the finished program, on every engine: the registry, the queue, what it stores and
// what it says.
class TestAssetsCommand : public QObject
{
    Q_OBJECT

private slots:
    void registersWithoutARequest_data() { addEngineRows(); }
    void registersWithoutARequest();
    void refusesWhatIsNoSymbol_data();
    void refusesWhatIsNoSymbol();
    void fillsInWhatIsNotTold();
    void importsAFile();
    void editsAndRemoves_data() { addEngineRows(); }
    void editsAndRemoves();
    void refusesWhatCannotBeChanged();
    void aFolderIsNoFile();
    void recordedHistoryComesBack_data() { addEngineRows(); }
    void recordedHistoryComesBack();
    void syncsPausesAndResumes_data() { addEngineRows(); }
    void syncsPausesAndResumes();
    void spendsTheBudgetAndNoMore_data() { addEngineRows(); }
    void spendsTheBudgetAndNoMore();
    void goesOnAfterAKill_data() { addEngineRows(); }
    void goesOnAfterAKill();
    void aSignalLeavesARecord_data() { addEngineRows(); }
    void aSignalLeavesARecord();
    void saysWhatAStopLeaves();
    void fetchesQuotes_data() { addEngineRows(); }
    void fetchesQuotes();
    void namesWhatGotNoQuote();
    void currenciesComeBackExactly_data() { addEngineRows(); }
    void currenciesComeBackExactly();
    void fetchesBarsWithinTheDay_data() { addEngineRows(); }
    void fetchesBarsWithinTheDay();
};

namespace {

const QDate Monday = [] {
    QDate day = QDate::currentDate().addDays(-3);
    while (day.dayOfWeek() != Qt::Monday)
        day = day.addDays(-1);
    return day;
}();

} // namespace

void TestAssetsCommand::registersWithoutARequest()
{
    QFETCH(const Engine, engine);
    Stocks stocks{engine};
    const ProgramOutcome added =
            stocks.run({u"assets"_s, u"add"_s, u" bhp.au"_s, u"BRK-B.US"_s, u"ABC_old1.US"_s});
    QVERIFY2(added.exitCode == 0, added.all());
    QCOMPARE(added.json()[u"added"].toArray(),
             (QJsonArray{u"BHP.AU"_s, u"BRK-B.US"_s, u"ABC_old1.US"_s}));
    const ProgramOutcome again = stocks.run({u"assets"_s, u"add"_s, u"BHP.AU"_s});
    QCOMPARE(again.json()[u"added"].toArray(), QJsonArray{});
    QCOMPARE(again.json()[u"known"].toInt(), 1);
    QCOMPARE(stocks.market.calls(), 0);
    const QJsonArray assets = stocks.run({u"assets"_s, u"list"_s}).json()[u"assets"].toArray();
    QCOMPARE(assets.size(), 3);
    QCOMPARE(assets.at(1)[u"symbol"], u"BHP.AU"_s);
    QCOMPARE(assets.at(1)[u"exchange"], u"AU"_s);
    QCOMPARE(assets.at(1)[u"last_synced"], QJsonValue{});
    // Numbers of instruments stay compact: what was there already used none up.
    QCOMPARE(stocks.rows(u"SELECT CAST(MAX(instrument_id) AS CHAR(9)) FROM assets"_s)
                     .value(0)
                     .trimmed(),
             u"3"_s);
}

void TestAssetsCommand::refusesWhatIsNoSymbol_data()
{
    QTest::addColumn<QString>("symbol");
    QTest::newRow("no exchange") << u"BHP"_s;
    QTest::newRow("two dots") << u"BRK.B.US"_s;
    QTest::newRow("blank inside") << u"B HP.AU"_s;
    QTest::newRow("too long") << QString{40, u'A'} + u".US"_s;
    QTest::newRow("a coin") << u"BTC.COINSPOT"_s;
    QTest::newRow("SQL") << u"x';DROP TABLE assets;--.US"_s;
    QTest::newRow("empty") << u""_s;
}

void TestAssetsCommand::refusesWhatIsNoSymbol()
{
    QFETCH(const QString, symbol);
    Stocks stocks{Engine::Sqlite};
    const ProgramOutcome refused = stocks.run({u"assets"_s, u"add"_s, symbol});
    QCOMPARE(refused.exitCode, 2);
    QVERIFY2(refused.errorMessage().contains(u"symbol"_s, Qt::CaseInsensitive),
             qPrintable(refused.errorMessage()));
}

void TestAssetsCommand::fillsInWhatIsNotTold()
{
    Stocks stocks{Engine::Sqlite};
    VERIFY_DONE(stocks.run({u"assets"_s, u"add"_s, u"BHP.AU"_s}));
    VERIFY_DONE(stocks.run({u"assets"_s, u"add"_s, u"VOD.LSE"_s, u"--name"_s, u"Vodafone"_s,
                            u"--type"_s, u"ETF"_s, u"--currency"_s, u"gbp"_s}));
    QCOMPARE(stocks.rows(u"SELECT symbol || '|' || name || '|' || asset_type || '|' || currency "
                         "FROM assets ORDER BY symbol"_s),
             (QStringList{u"BHP.AU|BHP.AU|Common Stock|AUD"_s, u"VOD.LSE|Vodafone|ETF|GBP"_s}));
    const ProgramOutcome refused =
            stocks.run({u"assets"_s, u"add"_s, u"CBA.AU"_s, u"--currency"_s, u"A$"_s});
    QCOMPARE(refused.exitCode, 2);
    QVERIFY2(refused.errorMessage().contains(u"'A$' is no currency"_s), refused.all());
    QCOMPARE(stocks.rows(u"SELECT symbol FROM assets"_s).size(), 2);
}

void TestAssetsCommand::importsAFile()
{
    Stocks stocks{Engine::Sqlite};
    QFile file{stocks.program.home().filePath(u"assets.csv"_s)};
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("\xEF\xBB\xBFName;Symbol;Active\r\n\"BHP; Group\";bhp.au;yes\r\n;CBA.AU;no\r\n"
               "Nobody;;yes\r\nTwice;BHP.AU;yes\r\n");
    file.close();
    const ProgramOutcome done = stocks.run({u"assets"_s, u"import"_s, file.fileName()});
    QVERIFY2(done.exitCode == 0, done.all());
    QCOMPARE(done.json()[u"added"].toArray(), (QJsonArray{u"BHP.AU"_s, u"CBA.AU"_s}));
    QVERIFY2(done.err.contains("Line 4") && done.err.contains("Line 5"), done.err);
    QCOMPARE(stocks.rows(u"SELECT name FROM assets WHERE symbol = 'BHP.AU'"_s),
             QStringList{u"BHP; Group"_s});
    const QJsonArray rejected = done.json()[u"rejected"].toArray();
    QCOMPARE(rejected.size(), 2);
    QCOMPARE(rejected[1][u"line"].toInt(), 5);
    QCOMPARE(rejected[1][u"symbol"], u"BHP.AU"_s);
    QVERIFY(rejected[1][u"reason"].toString().contains(u"already"_s));
    QCOMPARE(stocks.run({u"assets"_s, u"import"_s, u"/nowhere.csv"_s}).exitCode, 1);
}

void TestAssetsCommand::aFolderIsNoFile()
{
    const Stocks stocks{Engine::Sqlite};
    const ProgramOutcome done = stocks.run({u"assets"_s, u"import"_s, u"/"_s});
    QCOMPARE(done.exitCode, 2);
    QVERIFY2(done.errorMessage().startsWith(u"/ is a folder."_s), done.all());
}

void TestAssetsCommand::editsAndRemoves()
{
    QFETCH(const Engine, engine);
    Stocks stocks{engine};
    stocks.market.setDays(u"AAA.AU"_s, risingDays(Monday, 30));
    VERIFY_DONE(stocks.run({u"assets"_s, u"add"_s, u"AAA.AU"_s}));
    VERIFY_DONE(stocks.run({u"assets"_s, u"sync"_s}));
    const ProgramOutcome edited =
            stocks.run({u"assets"_s, u"edit"_s, u"aaa.au"_s, u"--name"_s, u"Aardvark"_s,
                        u"--type"_s, u"ETF"_s, u"--currency"_s, u"nzd"_s});
    QVERIFY2(edited.exitCode == 0, edited.all());
    QCOMPARE(edited.json()[u"changed"].toArray(),
             (QJsonArray{QJsonObject{{u"symbol"_s, u"AAA.AU"_s},
                                     {u"name"_s, u"Aardvark"_s},
                                     {u"type"_s, u"ETF"_s},
                                     {u"currency"_s, u"NZD"_s}}}));
    VERIFY_DONE(stocks.run({u"assets"_s, u"edit"_s, u"AAA.AU"_s, u"--currency"_s, u""_s}));
    const auto listed = [&] {
        return stocks.run({u"assets"_s, u"list"_s}).json()[u"assets"].toArray();
    };
    QVERIFY(listed()[0][u"currency"].isNull());
    QCOMPARE(listed()[0][u"name"], u"Aardvark"_s);

    const ProgramOutcome removed = stocks.run({u"assets"_s, u"remove"_s, u"aaa.au"_s});
    QVERIFY2(removed.exitCode == 0, removed.all());
    QCOMPARE(removed.json()[u"removed"].toArray(), QJsonArray{u"AAA.AU"_s});
    QCOMPARE(listed(), QJsonArray{});
    // The bars are kept, and used again.
    VERIFY_DONE(stocks.run({u"assets"_s, u"add"_s, u"AAA.AU"_s}));
    QCOMPARE(listed()[0][u"rows"].toInt(), 30);
    VERIFY_DONE(stocks.run({u"assets"_s, u"sync"_s}));
    QVERIFY(stocks.market.lastQuery("/eod/AAA.AU").contains("from="));

    // A delayed quote hangs on the asset's number; it is not lost.
    stocks.market.setAnswer(
            "/real-time/AAA.AU",
            MarketAnswer::json(R"([{"code":"AAA.AU","timestamp":1784232000,"close":232.71}])"));
    VERIFY_DONE(stocks.run({u"assets"_s, u"quotes"_s, u"AAA.AU"_s}));
    const ProgramOutcome refused = stocks.run({u"assets"_s, u"remove"_s, u"AAA.AU"_s});
    QCOMPARE(refused.exitCode, 3);
    QVERIFY2(refused.errorMessage().contains(u"1 delayed quote."_s), refused.all());
    QCOMPARE(listed().size(), 1);
}

void TestAssetsCommand::refusesWhatCannotBeChanged()
{
    Stocks stocks{Engine::Sqlite};
    VERIFY_DONE(stocks.run({u"collect"_s, u"--once"_s}));
    VERIFY_DONE(stocks.run({u"assets"_s, u"add"_s, u"AAA.AU"_s, u"BBB.AU"_s}));
    const auto refusal = [&](const QStringList &words) {
        const ProgramOutcome done = stocks.run(QStringList{u"assets"_s} + words);
        return u"%1 %2"_s.arg(done.exitCode).arg(done.errorMessage());
    };
    const QString nothing = refusal({u"edit"_s, u"AAA.AU"_s});
    QVERIFY2(nothing.startsWith(u"2 Nothing is to be changed"_s), qPrintable(nothing));
    const QString shared = refusal({u"edit"_s, u"AAA.AU"_s, u"BBB.AU"_s, u"--name"_s, u"x"_s});
    QVERIFY2(shared.startsWith(u"2 --name"_s), qPrintable(shared));
    const QString currency = refusal({u"edit"_s, u"AAA.AU"_s, u"--currency"_s, u"A$"_s});
    QVERIFY2(currency.contains(u"is no currency"_s), qPrintable(currency));
    QVERIFY(refusal({u"add"_s, u"CCC.AU"_s, u"--currency"_s, u"A$"_s}).startsWith(u"2 "_s));
    // Of several all or none.
    QVERIFY(refusal({u"remove"_s, u"AAA.AU"_s, u"NONE.AU"_s}).startsWith(u"1 NONE.AU"_s));
    QCOMPARE(stocks.rows(u"SELECT symbol FROM assets WHERE symbol = 'AAA.AU'"_s).size(), 1);
    const QString coin = refusal({u"remove"_s, u"BTC.COINSPOT"_s});
    QVERIFY2(coin.startsWith(u"3 BTC.COINSPOT"_s), qPrintable(coin));
    QVERIFY(refusal({u"pause"_s, u"BTC.COINSPOT"_s}).startsWith(u"2 Coins come"_s));
}

// BHP.AU as EODHD served it: every value to four decimals, the volume exactly.
void TestAssetsCommand::recordedHistoryComesBack()
{
    QFETCH(const Engine, engine);
    const std::optional<QByteArray> body = recording(u"eodhd-eod-BHP.AU.json.gz"_s);
    if (!body)
        QSKIP("the recorded answers are not beside the project");
    Stocks stocks{engine};
    stocks.market.setDays(u"BHP.AU"_s, {});
    stocks.market.setAnswer("/eod/BHP.AU", MarketAnswer::json(*body));
    VERIFY_DONE(stocks.run({u"assets"_s, u"add"_s, u"BHP.AU"_s}));
    const ProgramOutcome done = stocks.run({u"collect"_s, u"--once"_s, u"--source"_s, u"eodhd"_s});
    QVERIFY2(done.exitCode == 0, done.all());
    QCOMPARE(done.json()[u"stored"].toInt(), 8194);
    QCOMPARE(done.json()[u"status"], u"ok"_s);

    // Digits as they stand in the recording, against digits as they stand in the database.
    const auto digits = [](QByteArray number) {
        if (!number.contains('.'))
            number += '.';
        return QString::fromLatin1(number.leftJustified(number.indexOf('.') + 5, '0'));
    };
    static const QRegularExpression row{
            uR"x("date":"([^"]+)","open":([^,]+),"high":([^,]+),"low":([^,]+),)x"
            uR"x("close":([^,]+),"adjusted_close":([^,]+),"volume":([0-9]+))x"_s};
    QStringList expected;
    for (auto match = row.globalMatch(QString::fromUtf8(*body)); match.hasNext();) {
        const QRegularExpressionMatch day = match.next();
        QStringList cells{day.captured(1)};
        for (int i = 2; i <= 6; ++i)
            cells.append(digits(day.captured(i).toLatin1()));
        cells.append(day.captured(7));
        expected.append(cells.join(u' '));
    }
    QCOMPARE(expected.size(), 8194);
    const auto connection = openOrFail(stocks.spec());
    Statements statements{*connection};
    Result<Rows> stored = statements.run(
            u"SELECT time, open, high, low, close, adjusted_close, volume FROM daily_data "
            "ORDER BY time"_s);
    VERIFY_RESULT(stored);
    QStringList found;
    while (stored->next()) {
        QStringList cells{stored->time(0).date().toString(Qt::ISODate)};
        for (int i = 1; i <= 5; ++i)
            cells.append(stored->text(i));
        cells.append(QString::number(stored->integer(6)));
        found.append(cells.join(u' '));
    }
    for (qsizetype i = 0; i < expected.size(); ++i)
        QCOMPARE(found.value(i), expected.at(i));
    QCOMPARE(found.size(), expected.size());
}

void TestAssetsCommand::syncsPausesAndResumes()
{
    QFETCH(const Engine, engine);
    Stocks stocks{engine};
    stocks.market.setDays(u"AAA.AU"_s, risingDays(Monday, 30));
    stocks.market.setDays(u"BBB.AU"_s, risingDays(Monday, 30));
    VERIFY_DONE(stocks.run({u"assets"_s, u"add"_s, u"AAA.AU"_s, u"BBB.AU"_s}));
    VERIFY_DONE(stocks.run({u"assets"_s, u"pause"_s, u"BBB.AU"_s}));
    VERIFY_DONE(stocks.run({u"assets"_s, u"sync"_s}));
    QCOMPARE(stocks.market.paths(), QList<QByteArray>{"/eod/AAA.AU"});
    VERIFY_DONE(stocks.run({u"assets"_s, u"resume"_s, u"BBB.AU"_s}));
    VERIFY_DONE(stocks.run({u"assets"_s, u"sync"_s}));
    QCOMPARE(stocks.market.paths().last(), QByteArray{"/eod/BBB.AU"});
    const QJsonObject listed = stocks.run({u"assets"_s, u"list"_s}).json();
    QCOMPARE(listed[u"assets"][0][u"rows"].toInt(), 30);
    QCOMPARE(listed[u"budget"][u"used"].toInt(), 2);
    QCOMPARE(stocks.run({u"assets"_s, u"pause"_s, u"NONE.AU"_s}).exitCode, 1);
    const ProgramOutcome none = stocks.run({u"assets"_s, u"sync"_s, u"NONE.AU"_s});
    QCOMPARE(none.exitCode, 1);
    QCOMPARE(none.errorKind(), u"not_found"_s);
    // Changed on the way, a split is taken over with its history.
    for (DailyBar bar : risingDays(Monday, 30)) {
        bar.adjustedClose = Price::fromUnits(bar.close.units() / 2);
        stocks.market.setDay(u"AAA.AU"_s, bar);
    }
    VERIFY_DONE(stocks.run({u"assets"_s, u"sync"_s, u"AAA.AU"_s}));
    QCOMPARE(stocks.rows(u"SELECT adjusted_close FROM daily_data WHERE symbol = 'AAA.AU' "
                         "ORDER BY time"_s)
                     .value(0),
             u"5.0000"_s);
}

void TestAssetsCommand::spendsTheBudgetAndNoMore()
{
    QFETCH(const Engine, engine);
    Stocks stocks{engine};
    QStringList add{u"assets"_s, u"add"_s};
    for (int i = 0; i < 30; ++i) {
        const QString symbol = u"S%1.AU"_s.arg(i, 2, 10, QChar{u'0'});
        stocks.market.setDays(symbol, risingDays(Monday, 5));
        add.append(symbol);
    }
    VERIFY_DONE(stocks.run(add));
    stocks.market.setQuota(20);
    const ProgramOutcome done = stocks.run({u"collect"_s, u"--once"_s, u"--source"_s, u"eodhd"_s});
    QVERIFY2(done.exitCode == 0, done.all());
    QCOMPARE(done.json()[u"status"], u"partial"_s);
    QVERIFY2(done.err.contains("00:00 GMT"), done.err);
    VERIFY_DONE(stocks.run({u"assets"_s, u"sync"_s}));
    QCOMPARE(stocks.market.calls(), 20);
    QCOMPARE(stocks.market.refusedCalls(), 0);
    const ProgramOutcome planned = stocks.program.run({u"assets"_s, u"plan"_s});
    QVERIFY2(planned.out.contains("30 symbols, 20 calls a day: every symbol every 2 days."),
             planned.out);
    // A larger plan may be used at once.
    stocks.market.setQuota(100'000);
    VERIFY_DONE(stocks.run({u"assets"_s, u"plan"_s, u"--calls-a-day"_s, u"100000"_s}));
    VERIFY_DONE(stocks.run({u"assets"_s, u"sync"_s}));
    QCOMPARE(stocks.market.calls(), 30);
}

// Killed wherever it is: whole assets are stored, and the next run asks for the others alone.
void TestAssetsCommand::goesOnAfterAKill()
{
    QFETCH(const Engine, engine);
    Stocks stocks{engine};
    constexpr int Assets = 24;
    constexpr int Days = 300;
    QStringList add{u"assets"_s, u"add"_s};
    for (int i = 0; i < Assets; ++i) {
        const QString symbol = u"S%1.AU"_s.arg(i, 2, 10, QChar{u'0'});
        stocks.market.setDays(symbol, risingDays(Monday, Days));
        add.append(symbol);
    }
    VERIFY_DONE(stocks.run(add));
    VERIFY_DONE(stocks.run({u"assets"_s, u"plan"_s, u"--calls-a-day"_s, u"1000"_s}));
    const auto whole = [&] {
        return stocks
                .rows(u"SELECT symbol FROM daily_data GROUP BY symbol HAVING COUNT(*) = %1"_s.arg(
                        Days))
                .size();
    };
    for (const int killAt : {2, 5, 9, 14}) {
        QProcess process;
        stocks.program.prepare(process, {u"assets"_s, u"sync"_s});
        const int before = stocks.market.calls();
        const auto kill =
                QObject::connect(&stocks.market.server(), &MarketServer::requested, &process, [&] {
                    if (stocks.market.calls() - before == killAt)
                        process.kill();
                });
        process.start();
        QVERIFY(QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 30'000));
        QObject::disconnect(kill);
        // No half asset: what has any bar has all, and says so.
        QCOMPARE(stocks.rows(u"SELECT symbol FROM daily_data GROUP BY symbol"_s).size(), whole());
        QCOMPARE(stocks.rows(u"SELECT symbol FROM assets WHERE last_synced IS NOT NULL"_s).size(),
                 whole());
    }
    const auto stored = whole();
    const int before = stocks.market.calls();
    VERIFY_DONE(stocks.run({u"assets"_s, u"sync"_s}));
    QCOMPARE(stocks.market.calls() - before, Assets - stored);
    QCOMPARE(whole(), Assets);
}

// SIGTERM while a request is under way: its call is spent, and the record says on what.
void TestAssetsCommand::aSignalLeavesARecord()
{
    QFETCH(const Engine, engine);
    Stocks stocks{engine};
    VERIFY_DONE(stocks.run({u"assets"_s, u"add"_s, u"AAA.AU"_s}));
    stocks.market.setAnswer("/eod/AAA.AU", MarketAnswer::inManner(MarketAnswer::Manner::Silent));
    QProcess process;
    stocks.program.prepare(process, {u"assets"_s, u"sync"_s});
    process.start();
    QTRY_COMPARE_WITH_TIMEOUT(stocks.market.calls(), 1, 30'000);
    process.terminate();
    QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 5'000);
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(stocks.rows(u"SELECT status FROM collection_runs WHERE source = 'eodhd' AND "
                         "attempts = 1 AND finished_at IS NOT NULL"_s),
             QStringList{u"failed"_s});
    QCOMPARE(stocks.run({u"assets"_s, u"list"_s}).json()[u"budget"][u"used"].toInt(), 1);
}

// What was paid for is said, and what it brought.
void TestAssetsCommand::saysWhatAStopLeaves()
{
    Stocks stocks{Engine::Sqlite};
    const ProgramOutcome fresh = stocks.run({u"assets"_s, u"list"_s});
    QVERIFY2(fresh.errorMessage().contains(u"'tidemarkctl assets add BHP.AU'"_s), fresh.all());
    QStringList add{u"assets"_s, u"add"_s};
    for (int i = 0; i < 24; ++i) {
        const QString symbol = u"S%1.AU"_s.arg(i, 2, 10, QChar{u'0'});
        stocks.market.setDays(symbol, risingDays(Monday, 300));
        add.append(symbol);
    }
    VERIFY_DONE(stocks.run(add));
    QProcess process;
    stocks.program.prepare(process, {u"--json"_s, u"assets"_s, u"sync"_s});
    const auto stop =
            QObject::connect(&stocks.market.server(), &MarketServer::requested, &process, [&] {
                if (stocks.market.calls() == 9)
                    process.terminate();
            });
    process.start();
    const ProgramOutcome stopped = ControlProgram::finish(process);
    QObject::disconnect(stop);
    QVERIFY2(stopped.exitCode == 0, stopped.all());
    QVERIFY2(stopped.json()[u"problem"].toString().startsWith(u"Stopped. What was answered"_s),
             stopped.all());
    QVERIFY(!stopped.all().contains("Nothing was changed"));
    QVERIFY(!stocks.rows(u"SELECT symbol FROM assets WHERE last_synced IS NOT NULL"_s).isEmpty());
}

void TestAssetsCommand::fetchesQuotes()
{
    QFETCH(const Engine, engine);
    Stocks stocks{engine};
    VERIFY_DONE(stocks.run({u"assets"_s, u"add"_s, u"AAPL.US"_s, u"ZZQ.AU"_s, u"NOSUCH.US"_s}));
    stocks.market.setAnswer(
            "/real-time/AAPL.US",
            MarketAnswer::json(
                    R"([{"code":"AAPL.US","timestamp":1784232000,"open":231.4,"high":233,)"
                    R"("low":230.95,"close":232.71,"volume":41822907},)"
                    R"({"code":"ZZQ.AU","timestamp":"NA","close":"NA","previousClose":1.2},)"
                    R"({"code":"NOSUCH.US","timestamp":"NA","close":"NA"},)"
                    R"({"code":"EVIL.US","timestamp":1784232000,"close":1}])"));
    const QStringList fetch{u"assets"_s, u"quotes"_s, u"AAPL.US"_s, u"ZZQ.AU"_s, u"NOSUCH.US"_s};
    const ProgramOutcome done = stocks.run(fetch);
    QVERIFY2(done.exitCode == 0, done.all());
    QCOMPARE(done.json()[u"stored"].toInt(), 1);
    QCOMPARE(done.json()[u"rejected"].toInt(), 2);
    QCOMPARE(done.json()[u"without_quote"].toArray(), (QJsonArray{u"ZZQ.AU"_s, u"NOSUCH.US"_s}));
    QVERIFY(stocks.market.lastQuery("/real-time/AAPL.US").contains("s=ZZQ.AU%2CNOSUCH.US"));
    QCOMPARE(stocks.run(fetch).json()[u"duplicates"].toInt(), 1);
    QCOMPARE(stocks.rows(u"SELECT CAST(volume AS CHAR(20)) FROM market_data"_s).size(), 1);
    QCOMPARE(stocks.run({u"assets"_s, u"list"_s}).json()[u"budget"][u"used"].toInt(), 6);
}

// Also those that the answer does not name, those that were not asked for any more, and currencies,
// for which the table has too few decimals.
void TestAssetsCommand::namesWhatGotNoQuote()
{
    Stocks stocks{Engine::Sqlite};
    VERIFY_DONE(stocks.run(
            {u"assets"_s, u"add"_s, u"AAPL.US"_s, u"GONE.US"_s, u"ZZQ.AU"_s, u"BTC-USD.CC"_s}));
    stocks.market.setAnswer(
            "/real-time/AAPL.US",
            MarketAnswer::json(R"([{"code":"AAPL.US","timestamp":1784232000,"close":232.71},)"
                               R"({"code":"NA","timestamp":"NA","close":"NA"},)"
                               R"({"code":"ZZQ.AU","timestamp":"NA","close":"NA",)"
                               R"("previousClose":1.2}])"));
    const QStringList fetch{u"assets"_s,  u"quotes"_s, u"aapl.us"_s,
                            u"GONE.US"_s, u"ZZQ.AU"_s, u"BTC-USD.CC"_s};
    const ProgramOutcome done = stocks.run(fetch);
    QVERIFY2(done.exitCode == 0, done.all());
    QCOMPARE(done.json()[u"status"], u"partial"_s);
    QCOMPARE(done.json()[u"stored"].toInt(), 1);
    QCOMPARE(done.json()[u"rejected"].toInt(), 3);
    QCOMPARE(done.json()[u"without_quote"].toArray(),
             (QJsonArray{u"GONE.US"_s, u"ZZQ.AU"_s, u"BTC-USD.CC"_s}));
    QVERIFY(!stocks.market.lastQuery("/real-time/AAPL.US").contains("BTC"));
    const ProgramOutcome text = stocks.program.run(fetch);
    QVERIFY2(text.out.contains("No quote came of GONE.US, ZZQ.AU, BTC-USD.CC."), text.out);
    QVERIFY2(text.out.contains("GONE.US: EODHD's answer does not name it."), text.out);
    QVERIFY2(text.out.contains("BTC-USD.CC: A delayed quote has four decimals"), text.out);

    const ProgramOutcome none = stocks.run({u"assets"_s, u"quotes"_s, u"BTC-USD.CC"_s});
    QCOMPARE(none.exitCode, 2);
    QVERIFY2(none.errorMessage().startsWith("No quote came of BTC-USD.CC."_L1), none.all());
    QCOMPARE(stocks.market.calls(), 2);
    stocks.market.setAnswer("/real-time/ZZQ.AU",
                            MarketAnswer::json(R"({"code":"ZZQ.AU","close":"NA"})"));
    const ProgramOutcome unknown = stocks.run({u"assets"_s, u"quotes"_s, u"ZZQ.AU"_s});
    QCOMPARE(unknown.exitCode, 1);
    QVERIFY2(unknown.errorMessage().contains("ZZQ.AU: the provider does not know it"_L1),
             unknown.all());
    // Seven of 22 calls are used: they end with the first request of fifteen.
    VERIFY_DONE(stocks.run({u"assets"_s, u"plan"_s, u"--calls-a-day"_s, u"22"_s}));
    QStringList many{u"assets"_s, u"quotes"_s, u"AAPL.US"_s};
    for (int i = 0; i < 15; ++i)
        many.append(u"X%1.US"_s.arg(i));
    const ProgramOutcome part = stocks.run(many);
    QVERIFY2(part.exitCode == 0, part.all());
    const QJsonArray without = part.json()[u"without_quote"].toArray();
    QCOMPARE(without.size(), 15);
    QCOMPARE(without.last(), u"X14.US"_s);
}

// Registered from the command line and from a file, synced, listed, read back and valued.
void TestAssetsCommand::currenciesComeBackExactly()
{
    QFETCH(const Engine, engine);
    Stocks stocks{engine};
    QFile file{stocks.program.home().filePath(u"assets.csv"_s)};
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("symbol,name\neurusd.forex,Euro\nshib-usd.cc,\n");
    file.close();
    VERIFY_DONE(stocks.run({u"assets"_s, u"add"_s, u"btc-usd.cc"_s}));
    VERIFY_DONE(stocks.run({u"assets"_s, u"import"_s, file.fileName()}));
    QStringList registered;
    for (const QJsonValue &asset : stocks.run({u"assets"_s, u"list"_s}).json()[u"assets"].toArray())
        registered.append(QStringList{asset[u"symbol"].toString(), asset[u"type"].toString(),
                                      asset[u"currency"].toString()}
                                  .join(u' '));
    QCOMPARE(registered, (QStringList{u"BTC-USD.CC crypto USD"_s, u"EURUSD.FOREX currency USD"_s,
                                      u"SHIB-USD.CC crypto USD"_s}));

    const QDate before = Monday.addDays(-1);
    for (const auto &[symbol, first, last] :
         {std::tuple{u"BTC-USD.CC"_s, u"85120.33112345"_s, u"999999999999.99999999"_s},
          std::tuple{u"EURUSD.FOREX"_s, u"1.08213"_s, u"1.08213457"_s},
          std::tuple{u"SHIB-USD.CC"_s, u"0.00000799"_s, u"0.00000001"_s}})
        stocks.market.setDays(symbol, {dayOf(before, first), dayOf(Monday, last)});
    const ProgramOutcome synced =
            stocks.run({u"collect"_s, u"--once"_s, u"--source"_s, u"eodhd"_s});
    QVERIFY2(synced.exitCode == 0, synced.all());
    QCOMPARE(synced.json()[u"stored"].toInt(), 6);
    QCOMPARE(synced.json()[u"rounded"].toInt(), 0);
    QCOMPARE(stocks.market.calls(), 3);
    QCOMPARE(stocks.rows(u"SELECT symbol FROM daily_data"_s), QStringList{});
    for (const QJsonValue &asset : stocks.run({u"assets"_s, u"list"_s}).json()[u"assets"].toArray())
        QCOMPARE(asset[u"rows"].toInt(), 2);

    QStringList latest;
    for (const QJsonValue &price :
         stocks.run({u"prices"_s, u"latest"_s}).json()[u"prices"].toArray())
        latest.append(QStringList{price[u"coin"].toString(), price[u"last"].toString(),
                                  price[u"currency"].toString()}
                              .join(u' '));
    QCOMPARE(latest,
             (QStringList{u"BTC-USD.CC 999999999999.99999999 USD"_s,
                          u"EURUSD.FOREX 1.08213457 USD"_s, u"SHIB-USD.CC 0.00000001 USD"_s}));
    const QJsonObject series = stocks.run({u"prices"_s, u"series"_s, u"shib-usd.cc"_s}).json();
    QCOMPARE(series[u"currency"], u"USD"_s);
    QCOMPARE(series[u"points"][0][u"close"], u"0.00000799"_s);
    QCOMPARE(series[u"points"][1][u"open"], u"0.00000001"_s);
    const QJsonObject bitcoin = stocks.run({u"prices"_s, u"series"_s, u"BTC-USD.CC"_s}).json();
    QCOMPARE(bitcoin[u"points"][0][u"low"], u"85120.33112345"_s);

    VERIFY_DONE(stocks.run({u"portfolio"_s, u"add"_s, u"EURUSD.FOREX"_s, u"3"_s}));
    VERIFY_DONE(stocks.run({u"portfolio"_s, u"add"_s, u"shib-usd.cc"_s, u"1250000.5"_s}));
    QStringList worth;
    const QJsonObject portfolio = stocks.run({u"portfolio"_s, u"positions"_s}).json();
    for (const QJsonValue &position : portfolio[u"positions"].toArray())
        worth.append(QStringList{position[u"symbol"].toString(), position[u"price"].toString(),
                                 position[u"value"].toString()}
                             .join(u' '));
    QCOMPARE(worth, (QStringList{u"EURUSD.FOREX 1.08213457 3.246403710000000000"_s,
                                 u"SHIB-USD.CC 0.00000001 0.012500005000000000"_s}));
}

void TestAssetsCommand::fetchesBarsWithinTheDay()
{
    QFETCH(const Engine, engine);
    const std::optional<QByteArray> body = recording(u"eodhd-intraday-AAPL.US-5m.json.gz"_s);
    if (!body)
        QSKIP("the recorded answers are not beside the project");
    Stocks stocks{engine};
    VERIFY_DONE(stocks.run({u"assets"_s, u"add"_s, u"AAPL.US"_s}));
    VERIFY_DONE(stocks.run({u"assets"_s, u"plan"_s, u"--calls-a-day"_s, u"12"_s}));
    stocks.market.setAnswer("/intraday/AAPL.US", MarketAnswer::json(*body));
    const QStringList fetch{u"assets"_s,     u"intraday"_s, u"AAPL.US"_s,   u"--from"_s,
                            u"2025-06-01"_s, u"--to"_s,     u"2025-10-01"_s};
    const ProgramOutcome done = stocks.run(fetch);
    QVERIFY2(done.exitCode == 0, done.all());
    QCOMPARE(done.json()[u"stored"].toInt(), 6442);
    QCOMPARE(stocks.run(fetch).json()[u"duplicates"].toInt(), 6442);
    QCOMPARE(stocks.rows(u"SELECT symbol FROM intraday_data WHERE bar_interval = '5m' AND "
                         "volume IS NULL"_s)
                     .size(),
             81);
    QCOMPARE(stocks.rows(u"SELECT close FROM intraday_data ORDER BY time LIMIT 1"_s),
             QStringList{u"204.83999600"_s});
    // Five calls a request, and ten of twelve are gone.
    const ProgramOutcome none = stocks.run(fetch);
    QVERIFY2(none.err.contains("00:00 GMT") || none.out.contains("00:00 GMT"), none.all());
    QCOMPARE(stocks.market.calls(), 2);
}

QTEST_GUILESS_MAIN(TestAssetsCommand)
#include "tst_assetscommand.moc"
