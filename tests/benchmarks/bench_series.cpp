// SPDX-License-Identifier: GPL-3.0-or-later
// Reading a chart's 2,000 points from two years of one coin's quotes, against the best hand-written
// SQL through the sqlite3 C API on the same file, and against a file a tenth as large.

#include "db/quotes/seriesstore.h"
#include "tests/benchmarks/bigdatabase.h"
#include "tests/benchmarks/ratios.h"
#include "tests/benchmarks/rawsqlite.h"

#include <benchmark/benchmark.h>

#include <QCoreApplication>
#include <QDir>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int Points = 2000;
constexpr qint64 RangeMs = 730 * qint64{86'400'000};

qint64 rangeEnd()
{
    return bigDatabaseEnd() + 1;
}

QString folder()
{
    return QDir::tempPath();
}

void readByTidemark(benchmark::State &state, const QString &path, const QString &coin)
{
    const auto connection = Connection::open(ConnectionSpec::file(path, true));
    SeriesStore store{**connection};
    qsizetype points = 0;
    for (auto _ : state) {
        const Result<Series> series = store.read({coin, rangeEnd() - RangeMs, rangeEnd(), Points});
        points = series ? series->points.size() : 0;
        benchmark::DoNotOptimize(points);
    }
    state.counters["points"] = static_cast<double>(points);
}

// Open and close by the bucket's first and last bar, in one pass over the rolled-up bars.
constexpr auto GroupedBars =
        "SELECT MIN(time), open, MAX(CAST(high AS REAL)), MIN(CAST(low AS REAL)), close "
        "FROM intraday_data WHERE symbol = ?1 AND bar_interval = '1h' AND time >= ?2 AND time < ?3 "
        "GROUP BY time / ?4 ORDER BY 1";
constexpr auto GroupedQuotes = "SELECT MIN(timestamp), MAX(CAST(last AS REAL)), MIN(CAST(last AS "
                               "REAL)) FROM price_data_5min "
                               "WHERE coin_type = ?1 AND timestamp >= ?2 AND timestamp < ?3 GROUP "
                               "BY timestamp / ?4 ORDER BY 1";
constexpr auto PlainBars =
        "SELECT time, open, high, low, close FROM intraday_data WHERE symbol = ?1 AND "
        "bar_interval = '1h' AND time >= ?2 AND time < ?3 ORDER BY time";

void readGrouped(benchmark::State &state, const QString &path, const char *sql,
                 const std::string &name)
{
    const RawDatabase database{path.toStdString()};
    RawStatement query{database, sql};
    qint64 points = 0;
    for (auto _ : state) {
        query.bind(1, name);
        query.bind(2, rangeEnd() - RangeMs);
        query.bind(3, rangeEnd());
        query.bind(4, bucketStepMs(RangeMs, Points));
        points = 0;
        double sum = 0;
        while (query.step()) {
            ++points;
            sum += query.real(1) + query.real(2);
        }
        query.reset();
        benchmark::DoNotOptimize(sum);
    }
    state.counters["points"] = static_cast<double>(points);
}

// The bars as they are, joined to buckets outside SQL, exactly.
void readPlainBars(benchmark::State &state, const QString &path)
{
    const RawDatabase database{path.toStdString()};
    RawStatement query{database, PlainBars};
    const std::string name = "COIN3.COINSPOT";
    const qint64 step = bucketStepMs(RangeMs, Points);
    std::size_t points = 0;
    for (auto _ : state) {
        query.bind(1, name);
        query.bind(2, rangeEnd() - RangeMs);
        query.bind(3, rangeEnd());
        std::vector<Bar> bars;
        const auto price = [&](int column) {
            return *Price::parse(QByteArrayView{query.text(column)});
        };
        while (query.step()) {
            const Bar bar{query.number(0), price(1), price(2), price(3), price(4)};
            if (!bars.empty() && bars.back().time / step == bar.time / step)
                bars.back().append(bar);
            else
                bars.push_back(bar);
        }
        query.reset();
        points = bars.size();
        benchmark::DoNotOptimize(points);
    }
    state.counters["points"] = static_cast<double>(points);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application{argc, argv};
    const QString large = bigDatabase(folder(), 10);
    const QString small = bigDatabase(folder(), 1); // a tenth of its rows
    const auto add = [](const char *name, auto function) {
        benchmark::RegisterBenchmark(name, function)
                ->Unit(benchmark::kMillisecond)
                ->UseRealTime()
                ->MinTime(0.5)
                ->Repetitions(5);
    };
    add("Series/Tidemark",
        [=](benchmark::State &state) { readByTidemark(state, large, u"coin3"_s); });
    add("Series/TidemarkSmallFile",
        [=](benchmark::State &state) { readByTidemark(state, small, u"coin0"_s); });
    add("Series/GroupedBars",
        [=](benchmark::State &state) { readGrouped(state, large, GroupedBars, "COIN3.COINSPOT"); });
    add("Series/GroupedQuotes",
        [=](benchmark::State &state) { readGrouped(state, large, GroupedQuotes, "coin3"); });
    add("Series/PlainBars", [=](benchmark::State &state) { readPlainBars(state, large); });
    return runBenchmarks(argc, argv,
                         {{"Series of 2,000 points against the best SQL",
                           "Series/Tidemark",
                           {"Series/GroupedBars", "Series/GroupedQuotes", "Series/PlainBars"},
                           1.3},
                          {"Series from a file ten times larger",
                           "Series/Tidemark",
                           {"Series/TidemarkSmallFile"},
                           1.5}});
}
