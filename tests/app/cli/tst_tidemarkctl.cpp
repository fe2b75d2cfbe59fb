// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/collector/leasestore.h"
#include "db/domain/slot.h"
#include "tests/support/marketserver.h"
#include "tests/support/scratchdatabase.h"
#include "tests/support/stockrows.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>

using namespace Qt::Literals::StringLiterals;

// The finished program, started as a person or a script starts it, against a market on loopback.
class TestTidemarkctl : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void exactPricesComeBack();
    void numbersInPlaceOfStringsStayExact();
    void partialAnswerStoresTheGoodAndNamesTheOthers();
    void sameSlotTwiceFromTwoProcesses();
    void secondRunOfASlotStoresNothing();
    void lockedDatabaseMeansOutboxThenOnce();
    void migrationMeanwhileMeansOutboxThenOnce();
    void answersThatCannotBeUsed_data();
    void answersThatCannotBeUsed();
    void unreachableMarketIsFour();
    void wrongUsageIsTwo_data();
    void wrongUsageIsTwo();
    void databasesThatCannotBeUsed();
    void emptyDatabaseIsNotMadeByReading();
    void seriesComesAsBars();
    void stocksComeAdjustedOrRaw();
    void helpForEachCommand();
    void healthSaysWhatIsWrong();
    void healthCountsWhatIsBesideTheFile();
    void healthSaysWhoCollects_data();
    void healthSaysWhoCollects();
    void daemonCollectsAndEndsOnSigterm();
    void daemonSaysOnceThatNothingIsJudged();
    void daemonSurvivesALockedDatabase();

private:
    struct Outcome {
        int exitCode = -1;
        QByteArray out;
        QByteArray err;

        [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
        [[nodiscard]] QString errorKind() const { return json()[u"error"][u"kind"].toString(); }
    };

    void waitForRoomInTheSlot();
    void prepare(QProcess &process, const QStringList &arguments) const;
    [[nodiscard]] Outcome finish(QProcess &process) const;
    [[nodiscard]] Outcome run(const QStringList &arguments) const;
    [[nodiscard]] Outcome collect() const { return run({u"collect"_s, u"--once"_s, u"--json"_s}); }
    [[nodiscard]] QString path() const { return m_folder->filePath(u"market.db"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<MarketServer> m_market;
    QString m_marketUrl;
};

namespace {

QByteArray answer(const QByteArray &prices)
{
    return R"({"status":"ok","prices":{)" + prices + "}}";
}

QByteArray coin(const QByteArray &name, const QByteArray &price)
{
    return '"' + name + R"(":{"bid":)" + price + R"(,"ask":)" + price + R"(,"last":)" + price + '}';
}

} // namespace

void TestTidemarkctl::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_market = std::make_unique<MarketServer>();
    QVERIFY(m_market->listen());
    m_marketUrl = m_market->url().toString();
}

void TestTidemarkctl::prepare(QProcess &process, const QStringList &arguments) const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"HOME"_s, m_folder->path());
    environment.insert(u"XDG_DATA_HOME"_s, m_folder->filePath(u"data"_s));
    environment.insert(u"DATABASE_URL"_s, u"sqlite:///"_s + path());
    environment.insert(u"COINSPOT_BASE_URL"_s, m_marketUrl);
    process.setProcessEnvironment(environment);
    process.setProgram(QCoreApplication::applicationDirPath() + u"/tidemarkctl"_s);
    process.setArguments(arguments);
}

TestTidemarkctl::Outcome TestTidemarkctl::finish(QProcess &process) const
{
    // The market answers on this thread, so its event loop has to go on.
    if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 60'000))
        return {};
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            process.readAllStandardOutput(), process.readAllStandardError()};
}

TestTidemarkctl::Outcome TestTidemarkctl::run(const QStringList &arguments) const
{
    QProcess process;
    prepare(process, arguments);
    process.start();
    return finish(process);
}

// Two runs that belong to one slot need some seconds before its end.
void TestTidemarkctl::waitForRoomInTheSlot()
{
    const auto hasRoom = [] {
        const QDateTime now = QDateTime::currentDateTimeUtc();
        return now.secsTo(SlotGrid{}.next(now)) > 15;
    };
    QTRY_VERIFY_WITH_TIMEOUT(hasRoom(), 20'000);
}

void TestTidemarkctl::exactPricesComeBack()
{
    const QByteArrayList extremes{"999999999999.99999999", "0.00000001", "123456789012.12345678",
                                  "100000000000.00000001"};
    QByteArrayList entries;
    for (int i = 0; i < extremes.size(); ++i)
        entries.append(coin("c" + QByteArray::number(i), '"' + extremes[i] + '"'));
    m_market->enqueue(MarketAnswer::json(answer(entries.join(','))));

    const Outcome collected = collect();
    QCOMPARE(collected.exitCode, 0);
    QCOMPARE(collected.json()[u"status"].toString(), u"ok"_s);
    QCOMPARE(collected.json()[u"stored"].toInt(), 4);
    const Outcome latest = run({u"prices"_s, u"latest"_s, u"--json"_s});
    QCOMPARE(latest.exitCode, 0);
    const QJsonArray prices = latest.json()[u"prices"].toArray();
    QCOMPARE(prices.size(), 4);
    for (int i = 0; i < extremes.size(); ++i) {
        for (const QString &field : {u"bid"_s, u"ask"_s, u"last"_s})
            QCOMPARE(prices[i][field].toString(), QString::fromLatin1(extremes[i]));
        const QString slot = prices[i][u"timestamp"].toString();
        QVERIFY(slot.endsWith(u":00.000Z"));
        QVERIFY(prices[i][u"created_at"].toString() >= slot);
    }
}

void TestTidemarkctl::numbersInPlaceOfStringsStayExact()
{
    m_market->enqueue(
            MarketAnswer::json(answer(coin("big", "999999999999.99999999") + ',' +
                                      coin("small", "1e-8") + ',' + coin("whole", "250"))));
    QCOMPARE(collect().exitCode, 0);
    const QJsonArray prices =
            run({u"--json"_s, u"prices"_s, u"latest"_s}).json()[u"prices"].toArray();
    QCOMPARE(prices[0][u"last"].toString(), u"999999999999.99999999"_s);
    QCOMPARE(prices[1][u"last"].toString(), u"0.00000001"_s);
    QCOMPARE(prices[2][u"last"].toString(), u"250.00000000"_s);
}

void TestTidemarkctl::partialAnswerStoresTheGoodAndNamesTheOthers()
{
    const Outcome collected = collect(); // the market's good prices, and gas without an ask
    QCOMPARE(collected.exitCode, 0);
    QCOMPARE(collected.json()[u"status"].toString(), u"partial"_s);
    QCOMPARE(collected.json()[u"stored"].toInt(), 8);
    QCOMPARE(collected.json()[u"rejected"].toInt(), 1);
    ScratchDatabase check{path()};
    const QString details = check.value(u"SELECT rejected_details FROM collection_runs"_s);
    QVERIFY2(details.contains(u"gas"), qPrintable(details));
    QVERIFY2(details.contains(u"NaN"), qPrintable(details));
}

void TestTidemarkctl::sameSlotTwiceFromTwoProcesses()
{
    waitForRoomInTheSlot();
    QProcess one;
    QProcess two;
    for (QProcess *process : {&one, &two}) {
        prepare(*process, {u"collect"_s, u"--once"_s, u"--json"_s});
        process->start();
    }
    const Outcome first = finish(one);
    const Outcome second = finish(two);
    QVERIFY2(first.exitCode == 0, first.out + first.err);
    QVERIFY2(second.exitCode == 0, second.out + second.err);
    QCOMPARE(first.json()[u"slot"], second.json()[u"slot"]);
    QCOMPARE(first.json()[u"stored"].toInt() + second.json()[u"stored"].toInt(), 8);
    QCOMPARE(first.json()[u"duplicates"].toInt() + second.json()[u"duplicates"].toInt(), 8);
    QCOMPARE(ScratchDatabase{path()}.value(u"SELECT COUNT(*) FROM price_data_5min"_s), u"8"_s);
}

void TestTidemarkctl::secondRunOfASlotStoresNothing()
{
    waitForRoomInTheSlot();
    const Outcome first = collect();
    const Outcome second = collect();
    QCOMPARE(second.exitCode, 0);
    QCOMPARE(first.json()[u"slot"], second.json()[u"slot"]);
    QCOMPARE(second.json()[u"stored"].toInt(), 0);
    QCOMPARE(second.json()[u"duplicates"].toInt(), 8);
}

void TestTidemarkctl::lockedDatabaseMeansOutboxThenOnce()
{
    QVERIFY(ScratchDatabase{path()}.migrator().up());
    Outcome kept;
    {
        ScratchDatabase other{path()};
        QVERIFY(other.run(u"BEGIN IMMEDIATE"_s));
        kept = collect();
    }
    QCOMPARE(kept.exitCode, 0);
    QCOMPARE(kept.json()[u"status"].toString(), u"outbox"_s);
    QCOMPARE(kept.json()[u"waiting"].toInt(), 1);
    QCOMPARE(collect().exitCode, 0);
    ScratchDatabase check{path()};
    const QString slotCount =
            check.value(u"SELECT COUNT(DISTINCT timestamp) FROM price_data_5min"_s);
    QCOMPARE(check.value(u"SELECT COUNT(*) FROM price_data_5min"_s).toInt(), 8 * slotCount.toInt());
    QCOMPARE(check.value(u"SELECT COUNT(*) FROM collection_runs"_s), u"2"_s);
}

// Another program moves the database while the prices are fetched.
void TestTidemarkctl::migrationMeanwhileMeansOutboxThenOnce()
{
    const int head = headVersion();
    const auto rename = [this](int from, int to) {
        return ScratchDatabase{path()}.run(
                u"UPDATE tidemark_migrations SET version = %2 WHERE version = %1"_s.arg(from).arg(
                        to));
    };
    QVERIFY(ScratchDatabase{path()}.migrator().up());
    m_market = std::make_unique<MarketServer>([&](const MarketRequest &) {
        static_cast<void>(rename(head, 99));
        return MarketAnswer::prices();
    });
    QVERIFY(m_market->listen());
    m_marketUrl = m_market->url().toString();
    const Outcome kept = collect();
    QVERIFY2(kept.exitCode == 0, kept.out + kept.err);
    QCOMPARE(kept.json()[u"status"].toString(), u"outbox"_s);
    QCOMPARE(kept.json()[u"waiting"].toInt(), 1);
    QCOMPARE(ScratchDatabase{path()}.value(u"SELECT COUNT(*) FROM price_data_5min"_s), u"0"_s);

    QVERIFY(rename(99, head));
    m_market->enqueue(MarketAnswer::prices()); // and nobody moves anything
    QCOMPARE(collect().exitCode, 0);
    const ScratchDatabase check{path()};
    QCOMPARE(check.value(u"SELECT COUNT(*) FROM collection_runs WHERE status = 'outbox'"_s),
             u"1"_s);
    QVERIFY(check.value(u"SELECT COUNT(*) FROM price_data_5min"_s).toInt() >= 8);
}

void TestTidemarkctl::answersThatCannotBeUsed_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::newRow("no prices") << u""_s << QByteArray{R"({"status":"ok","prices":{}})"} << 200;
    QTest::newRow("nothing usable") << u""_s << answer(coin("btc", R"("NaN")")) << 404;
    QTest::newRow("not found") << u""_s << QByteArray{"nothing here"} << 404;
    QTest::newRow("refused") << u""_s << QByteArray{R"({"status":"error","message":"no"})"} << 400;
    QTest::newRow("blocked") << u"blocked"_s << QByteArray{} << 403;
}

void TestTidemarkctl::answersThatCannotBeUsed()
{
    QFETCH(const QString, name);
    QFETCH(const QByteArray, body);
    QFETCH(const int, status);
    const MarketAnswer bad =
            name == "blocked"_L1 ? MarketAnswer::html(status, "Attention Required! | Cloudflare")
                                 : MarketAnswer::json(body, status);
    for (int attempt = 0; attempt < 3; ++attempt)
        m_market->enqueue(bad);
    const Outcome outcome = collect();
    QCOMPARE(outcome.exitCode, 1);
    QVERIFY(!outcome.json()[u"error"][u"message"].toString().isEmpty());
    QVERIFY(!outcome.out.contains('<')); // the page itself is not shown
    QCOMPARE(ScratchDatabase{path()}.value(u"SELECT COUNT(*) FROM price_data_5min"_s), u"0"_s);
    QCOMPARE(ScratchDatabase{path()}.value(u"SELECT status FROM collection_runs"_s), u"failed"_s);
}

void TestTidemarkctl::unreachableMarketIsFour()
{
    QTcpServer reserved;
    QVERIFY(reserved.listen(QHostAddress::LocalHost));
    m_marketUrl = u"http://127.0.0.1:%1"_s.arg(reserved.serverPort());
    reserved.close();
    const Outcome outcome = collect();
    QCOMPARE(outcome.exitCode, 4);
    QCOMPARE(outcome.errorKind(), u"network"_s);
}

void TestTidemarkctl::wrongUsageIsTwo_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList{};
    QTest::newRow("unknown command") << QStringList{u"fly"_s};
    QTest::newRow("unknown option") << QStringList{u"health"_s, u"--fast"_s};
    QTest::newRow("collect how") << QStringList{u"collect"_s};
    QTest::newRow("collect both") << QStringList{u"collect"_s, u"--once"_s, u"--daemon"_s};
    QTest::newRow("unknown source")
            << QStringList{u"collect"_s, u"--once"_s, u"--source"_s, u"moon"_s};
    QTest::newRow("no coin") << QStringList{u"prices"_s, u"series"_s};
    QTest::newRow("no points") << QStringList{u"prices"_s, u"series"_s, u"btc"_s, u"--points"_s,
                                              u"0"_s};
    QTest::newRow("points in words")
            << QStringList{u"prices"_s, u"series"_s, u"btc"_s, u"--points"_s, u"many"_s};
    QTest::newRow("no time") << QStringList{u"prices"_s, u"series"_s, u"btc"_s, u"--from"_s,
                                            u"yesterday"_s};
    for (const QStringList &command :
         {QStringList{u"prices"_s, u"series"_s, u"btc"_s}, QStringList{u"alerts"_s, u"log"_s},
          QStringList{u"alerts"_s, u"replay"_s, u"1"_s}, QStringList{u"events"_s, u"list"_s},
          QStringList{u"trash"_s, u"list"_s},
          QStringList{u"trash"_s, u"delete"_s, u"quotes"_s, u"--symbol"_s, u"BHP.AU"_s},
          QStringList{u"export"_s, u"runs"_s, u"--out"_s, u"-"_s},
          QStringList{u"assets"_s, u"intraday"_s, u"BHP.AU"_s},
          QStringList{u"portfolio"_s, u"history"_s}})
        QTest::addRow("%s, times the wrong way round", qPrintable(command.join(u' ')))
                << command + QStringList{u"--from"_s, u"2026-02-02"_s, u"--to"_s, u"2026-01-01"_s};
    for (const QString &group : {u"alerts"_s, u"watchlist"_s, u"portfolio"_s, u"assets"_s})
        QTest::addRow("%s edit, without a change", qPrintable(group))
                << QStringList{group, u"edit"_s, u"1"_s};
    QTest::newRow("no finding") << QStringList{u"index"_s, u"apply"_s, u""_s};
    QTest::newRow("no database URL") << QStringList{u"--database"_s, u"market.db"_s, u"health"_s};
    QTest::newRow("version in words") << QStringList{u"migrate"_s, u"up"_s, u"latest"_s};
}

void TestTidemarkctl::wrongUsageIsTwo()
{
    QFETCH(const QStringList, arguments);
    const Outcome text = run(arguments);
    QCOMPARE(text.exitCode, 2);
    QVERIFY(text.out.isEmpty());
    QCOMPARE(text.err.trimmed().count('\n'), 0); // one clear sentence
    const Outcome json = run(QStringList{u"--json"_s} + arguments);
    QCOMPARE(json.exitCode, 2);
    QVERIFY(!json.errorKind().isEmpty());
}

void TestTidemarkctl::databasesThatCannotBeUsed()
{
    QFile text{path()};
    QVERIFY(text.open(QIODevice::WriteOnly));
    text.write("This is a letter, and it is longer than the header of a database would be. "
               "It goes on for a while so that nobody takes it for an empty file.");
    text.close();
    for (const QStringList &command : {QStringList{u"collect"_s, u"--once"_s},
                                       {u"migrate"_s, u"status"_s},
                                       {u"migrate"_s, u"up"_s},
                                       {u"prices"_s, u"latest"_s},
                                       {u"health"_s}}) {
        const Outcome outcome = run(command + QStringList{u"--json"_s});
        QVERIFY2(outcome.exitCode == 1, qPrintable(command.join(u' ')));
        QCOMPARE(outcome.errorKind(), u"not_a_database"_s);
    }
    QVERIFY(m_market->requests().isEmpty());
    QVERIFY(QFile::remove(path()));

    QVERIFY(ScratchDatabase{path()}.migrator().up(1));
    const Outcome behind = collect();
    QCOMPARE(behind.exitCode, 3);
    QVERIFY(behind.json()[u"error"][u"message"].toString().contains(u"migrate up"));
    QCOMPARE(run({u"prices"_s, u"latest"_s}).exitCode, 3);
    QCOMPARE(run({u"health"_s}).exitCode, 0);
    const Outcome status = run({u"migrate"_s, u"status"_s, u"--json"_s});
    QCOMPARE(status.exitCode, 0);
    QCOMPARE(status.json()[u"current"].toInt(), 1);
    QCOMPARE(status.json()[u"pending"].toArray().size(), headVersion() - 1);
    const Outcome up = run({u"migrate"_s, u"up"_s, u"--json"_s});
    QCOMPARE(up.exitCode, 0);
    QVERIFY(up.json()[u"verified"].toBool());
    QCOMPARE(up.json()[u"to"].toInt(), headVersion());
    QCOMPARE(collect().exitCode, 0);
    QVERIFY(ScratchDatabase{path()}.run(
            u"UPDATE tidemark_migrations SET version = 99 WHERE version = %1"_s.arg(
                    headVersion())));
    QCOMPARE(collect().exitCode, 3);
}

void TestTidemarkctl::emptyDatabaseIsNotMadeByReading()
{
    const Outcome latest = run({u"prices"_s, u"latest"_s, u"--json"_s});
    QCOMPARE(latest.exitCode, 1);
    QCOMPARE(latest.errorKind(), u"not_found"_s);
    const Outcome status = run({u"migrate"_s, u"status"_s, u"--json"_s});
    QCOMPARE(status.exitCode, 0);
    QCOMPARE(status.json()[u"current"].toInt(), 0);
    QVERIFY(!QFile::exists(path()));
}

void TestTidemarkctl::seriesComesAsBars()
{
    QCOMPARE(collect().exitCode, 0);
    for (const QString &name : {u"btc"_s, u"BTC.COINSPOT"_s}) {
        const Outcome series = run({u"prices"_s, u"series"_s, name, u"--json"_s});
        QCOMPARE(series.exitCode, 0);
        const QJsonArray points = series.json()[u"points"].toArray();
        QCOMPARE(points.size(), 1);
        QCOMPARE(points[0][u"close"].toString(), u"129001.27480000"_s);
        QCOMPARE(points[0][u"open"], points[0][u"close"]);
        QCOMPARE(series.json()[u"currency"].toString(), u"AUD"_s);
    }
    const Outcome unknown = run({u"prices"_s, u"series"_s, u"nope"_s, u"--json"_s});
    QCOMPARE(unknown.exitCode, 1);
    QCOMPARE(unknown.errorKind(), u"not_found"_s);
}

void TestTidemarkctl::stocksComeAdjustedOrRaw()
{
    QCOMPARE(collect().exitCode, 0);
    {
        const ScratchDatabase database{path()};
        const Connection &connection = database.connection();
        const QDate monday{2024, 3, 4};
        QVERIFY(addStock(connection, u"BHP.AU"_s, u"AUD"_s));
        QVERIFY(addStock(connection, u"NEW.AU"_s, u"AUD"_s));
        QVERIFY(addDays(connection, u"BHP.AU"_s,
                        {barAt(monday, 44'720, 500), barAt(monday.addDays(1), 4'500, 700)}));
        QVERIFY(addActions(connection, u"BHP.AU"_s, CorporateAction::Type::Split,
                           {splitOn(monday.addDays(1), 10, 1)}));
    }
    const Outcome adjusted = run({u"prices"_s, u"series"_s, u"bhp.au"_s, u"--json"_s});
    QCOMPARE(adjusted.exitCode, 0);
    const QJsonArray points = adjusted.json()[u"points"].toArray();
    QCOMPARE(points.size(), 2);
    QCOMPARE(adjusted.json()[u"currency"].toString(), u"AUD"_s);
    QCOMPARE(points[0][u"time"].toString(), u"2024-03-04T00:00:00.000Z"_s);
    QCOMPARE(points[0][u"close"].toString(), u"44.72000000"_s);
    QCOMPARE(points[0][u"high"].toString(), u"45.16700000"_s);
    QCOMPARE(points[1][u"close"].toString(), u"45.00000000"_s);
    const Outcome raw = run({u"prices"_s, u"series"_s, u"BHP.AU"_s, u"--raw"_s, u"--json"_s});
    QCOMPARE(raw.json()[u"points"][0][u"close"].toString(), u"447.20000000"_s);
    QCOMPARE(run({u"prices"_s, u"series"_s, u"btc"_s, u"--raw"_s}).exitCode, 2);

    // The newest close of each; one without a price is not there.
    const Outcome latest = run({u"prices"_s, u"latest"_s, u"--json"_s});
    QJsonObject stock;
    for (const QJsonValue price : latest.json()[u"prices"].toArray()) {
        QVERIFY(price[u"coin"].toString() != u"NEW.AU"_s);
        if (price[u"coin"].toString() == u"BHP.AU"_s)
            stock = price.toObject();
    }
    QCOMPARE(stock.keys(), (QStringList{u"ask"_s, u"bid"_s, u"coin"_s, u"created_at"_s,
                                        u"currency"_s, u"last"_s, u"timestamp"_s}));
    QCOMPARE(stock[u"currency"].toString(), u"AUD"_s);
    QCOMPARE(stock[u"last"].toString(), u"45.00000000"_s);
    QVERIFY(stock[u"bid"].isNull() && stock[u"ask"].isNull() && stock[u"created_at"].isNull());
    QCOMPARE(stock[u"timestamp"].toString(), u"2024-03-05T00:00:00.000Z"_s);
    const QByteArray text = run({u"prices"_s, u"latest"_s}).out;
    QVERIFY(text.contains("BHP.AU"));
    const QByteArray heading = text.left(text.indexOf('\n'));
    QVERIFY2(heading.contains("symbol") && heading.contains("time (UTC)"), heading);
    QVERIFY2(!heading.contains("coin") && !heading.contains("slot"), heading);
    // Nothing of before the range, and the oldest without one.
    const Outcome later = run({u"prices"_s, u"series"_s, u"BHP.AU"_s, u"--from"_s,
                               u"2024-03-04T03:15Z"_s, u"--json"_s});
    QCOMPARE(later.json()[u"points"].toArray().size(), 1);
    QCOMPARE(later.json()[u"points"][0][u"time"].toString(), u"2024-03-05T00:00:00.000Z"_s);
    const Outcome none = run({u"prices"_s, u"series"_s, u"NEW.AU"_s, u"--json"_s});
    QCOMPARE(none.exitCode, 1);
    QCOMPARE(none.errorKind(), u"not_found"_s);
}

void TestTidemarkctl::helpForEachCommand()
{
    const QList<QStringList> commands{{},
                                      {u"collect"_s},
                                      {u"migrate"_s},
                                      {u"migrate"_s, u"up"_s},
                                      {u"prices"_s, u"series"_s},
                                      {u"bars"_s, u"rebuild"_s},
                                      {u"health"_s}};
    for (const QStringList &command : commands) {
        const Outcome outcome = run(command + QStringList{u"--help"_s});
        QVERIFY2(outcome.exitCode == 0, qPrintable(command.join(u' ')));
        QVERIFY(outcome.out.contains("Usage"));
    }
    QVERIFY(run({u"--version"_s}).out.startsWith("tidemarkctl "));
}

void TestTidemarkctl::healthSaysWhatIsWrong()
{
    QCOMPARE(collect().exitCode, 0);
    const Outcome well = run({u"health"_s, u"--json"_s});
    QCOMPARE(well.exitCode, 0);
    QCOMPARE(well.json()[u"status"].toString(), u"ok"_s);
    for (const QString &key : {u"database"_s, u"collector"_s, u"last_run"_s, u"gaps"_s})
        QVERIFY2(well.json().contains(key), qPrintable(key));
    QVERIFY(ScratchDatabase{path()}.run(u"UPDATE collection_runs SET slot = slot - 3600000"_s));
    QCOMPARE(run({u"health"_s, u"--json"_s}).json()[u"status"].toString(), u"attention"_s);
}

void TestTidemarkctl::healthCountsWhatIsBesideTheFile()
{
    const ScratchDatabase database{path()};
    QVERIFY(database.migrator().up());
    const qint64 beside = QFileInfo{path() + u"-wal"_s}.size();
    QVERIFY(beside > 0);
    QCOMPARE(run({u"health"_s, u"--json"_s}).json()[u"database"][u"size_bytes"].toInteger(),
             QFileInfo{path()}.size() + beside);
}

void TestTidemarkctl::healthSaysWhoCollects_data()
{
    QTest::addColumn<int>("beatAgo"); // seconds; -1: the lease was given back
    QTest::addColumn<int>("runAgo");  // minutes
    QTest::addColumn<QString>("state");
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("says");
    QTest::addColumn<bool>("isWell");
    const QString by = u"Collected by: pine"_s;
    const QString nobody = u"Collected by: no program now"_s;
    const QString missed = u"! No program collects; the last run was at "_s;
    QTest::newRow("it runs") << 20 << 0 << u"collecting"_s << u"pine"_s << by << true;
    QTest::newRow("it runs, and is late") << 20 << 20 << u"late"_s << u"pine"_s << by << false;
    QTest::newRow("just given back") << -1 << 0 << u"stopped"_s << QString{} << nobody << true;
    QTest::newRow("given back") << -1 << 14 << u"stopped"_s << QString{} << missed << false;
    QTest::newRow("run out") << 14 * 60 << 14 << u"stopped"_s << QString{} << missed << false;
}

void TestTidemarkctl::healthSaysWhoCollects()
{
    QFETCH(const int, beatAgo);
    QFETCH(const int, runAgo);
    QFETCH(const bool, isWell);
    QCOMPARE(collect().exitCode, 0);
    const ScratchDatabase database{path()};
    if (beatAgo >= 0)
        QVERIFY(LeaseStore{database.connection()}
                        .swap({}, uR"({"owner":"someone","host":"pine","beat":7})"_s,
                              QDateTime::currentDateTimeUtc().addSecs(-beatAgo))
                        .value_or(false));
    QVERIFY(database.run(u"UPDATE collection_runs SET slot = slot - %1"_s.arg(runAgo * 60'000)));
    const Outcome health = run({u"health"_s, u"--json"_s});
    QCOMPARE(health.exitCode, 0);
    const QJsonObject collector = health.json()[u"collector"].toObject();
    QTEST(collector[u"state"].toString(), "state");
    QTEST(collector[u"host"].toString(), "host");
    QCOMPARE(health.json()[u"status"].toString(), isWell ? u"ok"_s : u"attention"_s);
    QFETCH(const QString, says);
    const QString text = QString::fromUtf8(run({u"health"_s}).out);
    QVERIFY2(text.contains(says), qPrintable(text));
    QCOMPARE(text.contains(u"All is well."_s), isWell);
}

void TestTidemarkctl::daemonCollectsAndEndsOnSigterm()
{
    QProcess daemon;
    prepare(daemon, {u"--json"_s, u"collect"_s, u"--daemon"_s, u"--slot-seconds"_s, u"1"_s});
    daemon.start();
    QTRY_VERIFY_WITH_TIMEOUT(m_market->requests().size() >= 4, 20'000);
    ::kill(static_cast<pid_t>(daemon.processId()), SIGTERM);
    const Outcome outcome = finish(daemon);
    QCOMPARE(outcome.exitCode, 0);
    QVERIFY(outcome.json()[u"runs"].toInt() >= 3);
    ScratchDatabase check{path()};
    QVERIFY(check.value(u"SELECT COUNT(*) FROM collection_runs"_s).toInt() >= 3);
    QCOMPARE(check.value(u"SELECT COUNT(*) FROM (SELECT timestamp FROM price_data_5min GROUP BY "
                         u"timestamp "
                         "HAVING COUNT(*) <> 8)"_s),
             u"0"_s);
}

// Rules are judged each second here, and each time that fails in the same way.
void TestTidemarkctl::daemonSaysOnceThatNothingIsJudged()
{
    QVERIFY(ScratchDatabase{path()}.migrator().up());
    QProcess daemon;
    prepare(daemon, {u"collect"_s, u"--daemon"_s, u"--slot-seconds"_s, u"1"_s});
    QByteArrayList lines;
    const auto count = [&](const QByteArray &part, bool isSlot) {
        while (daemon.canReadLine())
            lines.append(daemon.readLine());
        return std::ranges::count_if(lines, [&](const QByteArray &line) {
            return line.contains(part) && line.startsWith("tidemarkctl: Slot ") == isSlot;
        });
    };
    {
        ScratchDatabase other{path()};
        QVERIFY(other.run(u"BEGIN IMMEDIATE"_s));
        daemon.setReadChannel(QProcess::StandardError);
        daemon.start();
        // Each waits two seconds for the other program, and judging five.
        QTRY_VERIFY_WITH_TIMEOUT(count("outbox", true) >= 6, 60'000);
    }
    ::kill(static_cast<pid_t>(daemon.processId()), SIGTERM);
    QTRY_COMPARE_WITH_TIMEOUT(daemon.state(), QProcess::NotRunning, 20'000);
    QCOMPARE(count("is writing to", false), 1);
}

void TestTidemarkctl::daemonSurvivesALockedDatabase()
{
    QVERIFY(ScratchDatabase{path()}.migrator().up());
    QProcess daemon;
    prepare(daemon, {u"collect"_s, u"--daemon"_s, u"--slot-seconds"_s, u"1"_s});
    {
        ScratchDatabase other{path()};
        QVERIFY(other.run(u"BEGIN IMMEDIATE"_s));
        daemon.start();
        QTRY_VERIFY_WITH_TIMEOUT(m_market->requests().size() >= 2, 20'000);
        QVERIFY(QTest::qWaitFor([&] { return daemon.readAllStandardError().contains("outbox"); },
                                20'000));
    }
    QTRY_VERIFY_WITH_TIMEOUT(
            ScratchDatabase{path()}
                            .value(u"SELECT COUNT(*) FROM collection_runs WHERE status = 'outbox'"_s)
                            .toInt() >= 1,
            20'000);
    ::kill(static_cast<pid_t>(daemon.processId()), SIGTERM);
    QCOMPARE(finish(daemon).exitCode, 0);
}

QTEST_GUILESS_MAIN(TestTidemarkctl)
#include "tst_tidemarkctl.moc"
