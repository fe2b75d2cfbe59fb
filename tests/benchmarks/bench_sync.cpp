// SPDX-License-Identifier: GPL-3.0-or-later
// How fast TIDEMARK_BENCH_SYMBOLS stocks (100) of 8,000 days come from a provider on loopback, a
// process of its own, into SQLite, against the same rows through the sqlite3 C API alone: without
// network, parsing, gaps or bookkeeping. Ends with 1 when a goal is missed.

#include "app/assets/assetsync.h"
#include "migrations/firststart.h"
#include "tests/benchmarks/processmemory.h"
#include "tests/benchmarks/rawsqlite.h"
#include "tests/support/marketserver.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int Days = 8000;
constexpr int Rounds = 2;

int symbolCount()
{
    const int asked = qEnvironmentVariableIntValue("TIDEMARK_BENCH_SYMBOLS");
    return asked > 0 ? asked : 100;
}

QString symbolAt(int index)
{
    return u"S%1.AU"_s.arg(index, 3, 10, QChar{u'0'});
}

DailyBar barAt(int index)
{
    static const QDate first{1995, 1, 2}; // a Monday
    DailyBar bar;
    bar.day = first.addDays(index / 5 * 7 + index % 5);
    bar.open = Price::fromUnits(Price::Units{10'000} * (100'000 + (index * 7919) % 50'000));
    bar.high = Price::fromUnits(bar.open.units() + 1'230'000);
    bar.low = Price::fromUnits(bar.open.units() - 4'560'000);
    bar.close = Price::fromUnits(bar.open.units() + 780'000);
    bar.adjustedClose = bar.close;
    bar.volume = 4'858'688 + index;
    return bar;
}

QByteArray historyJson()
{
    QByteArray json = "[";
    for (int i = 0; i < Days; ++i) {
        const DailyBar bar = barAt(i);
        const auto text = [](Price price) { return dailyText(price).toLatin1(); };
        json += (i > 0 ? "," : "") + ("{\"date\":\"" + bar.day.toString(Qt::ISODate).toLatin1()) +
                "\",\"open\":" + text(bar.open) + ",\"high\":" + text(bar.high) +
                ",\"low\":" + text(bar.low) + ",\"close\":" + text(bar.close) +
                ",\"adjusted_close\":" + text(bar.adjustedClose) +
                ",\"volume\":" + QByteArray::number(*bar.volume) + "}";
    }
    return json + "]";
}

// The provider: tells its port, then how many requests were under way at most, when asked to end.
int serve()
{
    const QByteArray history = historyJson();
    int most = 0;
    MarketServer *self = nullptr;
    MarketServer server{[&](const MarketRequest &) {
        most = std::max(most, self->openConnections());
        std::fprintf(stderr, "%d\n", most);
        return MarketAnswer::json(history);
    }};
    self = &server;
    if (!server.listen())
        return 1;
    std::printf("%d\n", int(server.port()));
    std::fflush(stdout);
    return QCoreApplication::exec();
}

class Provider final
{
public:
    Provider()
    {
        m_process.start(QCoreApplication::applicationFilePath(), {u"serve"_s});
        if (!m_process.waitForReadyRead())
            qFatal("the provider does not start");
        m_port = m_process.readAllStandardOutput().trimmed().toInt();
    }
    ~Provider()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    [[nodiscard]] QUrl url() const { return QUrl{u"http://127.0.0.1:%1"_s.arg(m_port)}; }
    [[nodiscard]] int mostUnderWay()
    {
        m_process.waitForReadyRead(100);
        return m_process.readAllStandardError().trimmed().split('\n').last().toInt();
    }

private:
    QProcess m_process;
    int m_port = 0;
};

std::unique_ptr<Connection> newDatabase(const QString &file)
{
    auto connection = Connection::open(ConnectionSpec::file(file));
    if (!connection || !bringEmptyToHead({**connection, *MigrationSet::shipped(Engine::Sqlite)}))
        qFatal("no database");
    SyncStore store{**connection};
    QList<Asset> assets;
    for (int i = 0; i < symbolCount(); ++i) {
        Asset asset;
        asset.symbol = symbolAt(i);
        asset.name = asset.symbol;
        asset.exchange = u"AU"_s;
        asset.type = u"Common Stock"_s;
        asset.createdAt = QDateTime::currentDateTimeUtc();
        assets.append(asset);
    }
    if (!store.addAssets(assets) || !store.setLimit(1'000'000, QDateTime::currentDateTimeUtc()))
        qFatal("no assets");
    return std::move(*connection);
}

double syncSeconds(Provider &provider)
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"market.db"_s);
    newDatabase(file).reset();
    QNetworkAccessManager network;
    EodhdClient client{network, provider.url()};
    client.setToken(u"token.1"_s);
    SyncLink link{ConnectionSpec::file(file)};
    AssetSync sync{client, link, Clock::system()};
    CollectionRun run;
    QObject::connect(&sync, &AssetSync::finished, &sync,
                     [&](const CollectionRun &ended, const std::optional<Error> &problem) {
                         if (problem)
                             qFatal("%s", qPrintable(problem->detail));
                         run = ended;
                         QCoreApplication::exit();
                     });
    QElapsedTimer timer;
    timer.start();
    sync.start();
    QCoreApplication::exec();
    const double seconds = double(timer.nsecsElapsed()) / 1e9;
    if (run.stored != symbolCount() * Days)
        qFatal("%d rows stored", run.stored);
    link.close();
    return seconds;
}

// The rows alone, a transaction a symbol.
double rawSeconds()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"market.db"_s);
    newDatabase(file).reset();
    struct Row {
        qint64 time;
        std::array<std::string, 5> prices;
        qint64 volume;
    };
    std::vector<Row> rows;
    for (int i = 0; i < Days; ++i) {
        const DailyBar bar = barAt(i);
        const auto text = [](Price price) { return dailyText(price).toStdString(); };
        rows.push_back({bar.day.startOfDay(Qt::UTC).toMSecsSinceEpoch(),
                        {text(bar.open), text(bar.high), text(bar.low), text(bar.close),
                         text(bar.adjustedClose)},
                        *bar.volume});
    }
    RawDatabase database{file.toStdString()};
    RawStatement insert{database, "INSERT INTO daily_data (time, symbol, open, high, low, close, "
                                  "adjusted_close, volume) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"};
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < symbolCount(); ++i) {
        const std::string symbol = symbolAt(i).toStdString();
        database.execute("BEGIN IMMEDIATE");
        for (const Row &row : rows) {
            insert.bind(1, row.time);
            insert.bind(2, symbol);
            for (int price = 0; price < 5; ++price)
                insert.bind(3 + price, row.prices[std::size_t(price)]);
            insert.bind(8, row.volume);
            (void)insert.step();
            insert.reset();
        }
        database.execute("COMMIT");
    }
    return double(timer.nsecsElapsed()) / 1e9;
}

} // namespace

int main(int argc, char **argv)
{
    constexpr double LeastRatio = 0.5;
    constexpr double MostMiB = 80;
    constexpr int MostUnderWay = EodhdClient::MostUnderWay;
    QCoreApplication application{argc, argv};
    if (QCoreApplication::arguments().value(1) == "serve"_L1)
        return serve();

    Provider provider;
    double sync = syncSeconds(provider);
    const double peak = peakMiB(); // before the other way adds to it
    double raw = rawSeconds();
    for (int round = 1; round < Rounds; ++round) {
        sync = std::min(sync, syncSeconds(provider));
        raw = std::min(raw, rawSeconds());
    }
    const double rows = double(symbolCount()) * Days;
    const double ratio = raw / sync;
    const int underWay = provider.mostUnderWay();
    std::printf("%d symbols of %d days, the better of %d rounds\n"
                "synced %.2f s (%.0f rows/s), sqlite3 C API %.2f s (%.0f rows/s)\n"
                "ratio %7.2f  rows a second of the sync against the C API, at least %.2f\n"
                "peak  %7.1f  MiB, below %.0f\n"
                "most  %7d  requests under way, at most %d\n",
                symbolCount(), Days, Rounds, sync, rows / sync, raw, rows / raw, ratio, LeastRatio,
                peak, MostMiB, underWay, MostUnderWay);
    return ratio >= LeastRatio && peak < MostMiB && underWay <= MostUnderWay ? 0 : 1;
}
