// SPDX-License-Identifier: GPL-3.0-or-later
// How fast snapshots are stored, roll-ups included, against the same statements through the sqlite3
// C API with the same schema and pragmas.

#include "db/collector/snapshotstore.h"
#include "migrations/firststart.h"
#include "tests/benchmarks/ratios.h"
#include "tests/benchmarks/rawsqlite.h"

#include <benchmark/benchmark.h>

#include <QCoreApplication>
#include <QTemporaryDir>

#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int Coins = 20;
constexpr int Snapshots = 2000; // a week
const QDateTime Start = QDateTime::fromString(u"2026-01-01T00:00:00.000Z"_s, Qt::ISODateWithMs);

Price priceOf(int coin, int slot)
{
    return Price::fromUnits(Price::Units{1'000'000} * (10'000 + coin * 17 + (slot * 7919) % 1000));
}

std::unique_ptr<Connection> newDatabase(const QTemporaryDir &folder)
{
    auto connection = Connection::open(ConnectionSpec::file(folder.filePath(u"market.db"_s)));
    if (!connection || !bringEmptyToHead({**connection, *MigrationSet::shipped(Engine::Sqlite)}))
        qFatal("no database");
    return std::move(*connection);
}

Snapshot snapshotAt(int index)
{
    Snapshot snapshot;
    snapshot.run.source = u"coinspot"_s;
    snapshot.run.slot = Start.addSecs(300 * index);
    snapshot.run.startedAt = snapshot.run.slot.addSecs(3);
    snapshot.run.status = RunStatus::Ok;
    snapshot.run.attempts = 1;
    snapshot.run.received = Coins;
    for (int coin = 0; coin < Coins; ++coin) {
        const Price price = priceOf(coin, index);
        snapshot.quotes.append(
                {0, u"coin%1"_s.arg(coin), snapshot.run.slot, price, price, price, {}});
    }
    return snapshot;
}

void storeByTidemark(benchmark::State &state)
{
    QTemporaryDir folder;
    const auto connection = newDatabase(folder);
    SnapshotStore store{*connection};
    std::vector<Snapshot> snapshots;
    for (int i = 0; i < Snapshots; ++i)
        snapshots.push_back(snapshotAt(i));
    int index = 0;
    for (auto _ : state) {
        const Snapshot &snapshot = snapshots[static_cast<std::size_t>(index++ % Snapshots)];
        if (!store.store(snapshot, snapshot.run.startedAt))
            state.SkipWithError("not stored");
    }
    state.SetItemsProcessed(state.iterations() * Coins);
}

// The statements of SnapshotStore, in its order, with bars taken in exactly.
class RawStore final
{
public:
    explicit RawStore(const std::string &path)
        : m_database{path}
    {}

    void store(const Snapshot &snapshot)
    {
        const qint64 slot = snapshot.run.slot.toMSecsSinceEpoch();
        const qint64 now = snapshot.run.startedAt.toMSecsSinceEpoch();
        m_database.execute("BEGIN IMMEDIATE");
        int stored = 0;
        for (const Quote &quote : snapshot.quotes)
            stored += storeQuote(quote, slot, now);
        m_run.bind(1, m_source);
        m_run.bind(2, slot);
        m_run.bind(3, now);
        m_run.bind(4, m_ok);
        m_run.bind(5, Coins);
        m_run.bind(6, stored);
        (void)m_run.step();
        m_run.reset();
        m_database.execute("COMMIT");
    }

private:
    int storeQuote(const Quote &quote, qint64 slot, qint64 now)
    {
        const std::string coin = quote.coin.toStdString();
        const std::string bid = quote.bid.toString().toStdString();
        const std::string ask = quote.ask.toString().toStdString();
        const std::string last = quote.last.toString().toStdString();
        m_insert.bind(1, coin);
        m_insert.bind(2, bid);
        m_insert.bind(3, ask);
        m_insert.bind(4, last);
        m_insert.bind(5, slot);
        m_insert.bind(6, now);
        (void)m_insert.step();
        const int stored = m_insert.changes();
        m_insert.reset();

        const std::string symbol = quote.coin.toUpper().toStdString() + ".COINSPOT";
        m_asset.bind(1, symbol);
        const bool known = m_asset.step();
        m_asset.reset();
        if (!known) {
            m_register.bind(1, symbol);
            m_register.bind(2, coin);
            m_register.bind(3, now);
            (void)m_register.step();
            m_register.reset();
        }
        m_later.bind(1, coin);
        m_later.bind(2, slot + 1);
        (void)m_later.step();
        m_later.reset();
        rollUp(symbol, m_hour, barStart(slot, barLengthMs(BarInterval::Hour)), quote.last);
        rollUp(symbol, m_day, barStart(slot, barLengthMs(BarInterval::Day)), quote.last);
        return stored;
    }

    void rollUp(const std::string &symbol, const std::string &interval, qint64 time, Price price)
    {
        Bar bar = Bar::of(time, price);
        m_find.bind(1, symbol);
        m_find.bind(2, interval);
        m_find.bind(3, time);
        if (m_find.step()) {
            bar = {time, parsed(m_find.text(0)), parsed(m_find.text(1)), parsed(m_find.text(2)),
                   parsed(m_find.text(3))};
            bar.append(Bar::of(time, price));
        }
        m_find.reset();
        const std::string open = bar.open.toString().toStdString();
        const std::string high = bar.high.toString().toStdString();
        const std::string low = bar.low.toString().toStdString();
        const std::string close = bar.close.toString().toStdString();
        m_put.bind(1, time);
        m_put.bind(2, symbol);
        m_put.bind(3, interval);
        m_put.bind(4, open);
        m_put.bind(5, high);
        m_put.bind(6, low);
        m_put.bind(7, close);
        (void)m_put.step();
        m_put.reset();
    }

    static Price parsed(const std::string &text)
    {
        return Price::parse(QByteArrayView{text}).value();
    }

    RawDatabase m_database;
    const std::string m_source = "coinspot";
    const std::string m_ok = "ok";
    const std::string m_hour = "1h";
    const std::string m_day = "1d";
    RawStatement m_insert{
            m_database, "INSERT INTO price_data_5min (coin_type, bid, ask, last, timestamp, "
                        "created_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (coin_type, timestamp) "
                        "DO NOTHING"};
    RawStatement m_asset{m_database, "SELECT 1 FROM assets WHERE symbol = ?"};
    RawStatement m_register{m_database,
                            "INSERT INTO assets (symbol, name, exchange, asset_type, currency, "
                            "is_active, sync_state, created_at, updated_at) VALUES (?1, ?2, "
                            "'COINSPOT', 'crypto', 'AUD', 1, 'idle', ?3, ?3)"};
    RawStatement m_later{m_database, "SELECT 1 FROM price_data_5min WHERE coin_type = ? AND "
                                     "timestamp >= ? AND timestamp < 9223372036854775807 LIMIT 1"};
    RawStatement m_find{m_database,
                        "SELECT open, high, low, close FROM intraday_data WHERE symbol = ? "
                        "AND bar_interval = ? AND time = ?"};
    RawStatement m_put{
            m_database,
            "INSERT INTO intraday_data (time, symbol, bar_interval, open, high, low, close) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (symbol, bar_interval, time) DO UPDATE "
            "SET open = excluded.open, high = excluded.high, low = excluded.low, "
            "close = excluded.close"};
    RawStatement m_run{
            m_database,
            "INSERT INTO collection_runs (source, slot, started_at, finished_at, status, "
            "attempts, received, stored, duplicates, rejected, duration_ms) VALUES (?1, ?2, "
            "?3, ?3, ?4, 1, ?5, ?6, 0, 0, 0) ON CONFLICT (source, slot, started_at) DO "
            "NOTHING"};
};

void storeByRawApi(benchmark::State &state)
{
    QTemporaryDir folder;
    newDatabase(folder).reset();
    RawStore store{folder.filePath(u"market.db"_s).toStdString()};
    std::vector<Snapshot> snapshots;
    for (int i = 0; i < Snapshots; ++i)
        snapshots.push_back(snapshotAt(i));
    int index = 0;
    for (auto _ : state)
        store.store(snapshots[static_cast<std::size_t>(index++ % Snapshots)]);
    state.SetItemsProcessed(state.iterations() * Coins);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application{argc, argv};
    for (const auto &[name, function] :
         {std::pair{"Store/Tidemark", &storeByTidemark}, std::pair{"Store/RawApi", &storeByRawApi}})
        benchmark::RegisterBenchmark(name, function)
                ->Unit(benchmark::kMicrosecond)
                ->UseRealTime()
                ->Iterations(Snapshots)
                ->Repetitions(5);
    return runBenchmarks(argc, argv,
                         {{"Rows stored per second against the raw C API",
                           "Store/Tidemark",
                           {"Store/RawApi"},
                           0.8,
                           true}});
}
