// SPDX-License-Identifier: GPL-3.0-or-later
// Proving a table of two million quotes, against the engine's own shell that dumps it to nowhere.

#include "migrations/proof/proof.h"
#include "tests/benchmarks/bigdatabase.h"
#include "tests/benchmarks/processmemory.h"
#include "tests/benchmarks/ratios.h"
#include "tests/benchmarks/serverquotes.h"

#include <benchmark/benchmark.h>

#include <QCoreApplication>
#include <QDir>

using namespace Qt::Literals::StringLiterals;

namespace {

void prove(benchmark::State &state, const Connection &connection)
{
    const double before = residentMiB();
    TableProof proof;
    for (auto _ : state)
        proof = proveTable(connection, u"price_data_5min"_s, quoteColumns()).value_or(TableProof{});
    state.counters["rows"] = static_cast<double>(proof.rows);
    state.counters["MiB"] = residentMiB() - before;
}

template <typename Function> void add(const char *name, Function function)
{
    benchmark::RegisterBenchmark(name, function)
            ->Unit(benchmark::kMillisecond)
            ->UseRealTime()
            ->Iterations(1)
            ->Repetitions(3);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application{argc, argv};
    const QString path = bigDatabase(QDir::tempPath(), 10);
    const auto file = Connection::open(ConnectionSpec::file(path, true));
    require(file.map([](const auto &) {}));
    const ServerQuotes postgresql{Engine::PostgreSql};
    const ServerQuotes mariadb{Engine::MariaDb};
    for (const ServerQuotes *server : {&postgresql, &mariadb}) {
        std::fprintf(stderr, "Filling a table of %s ...\n", qPrintable(server->engine()));
        copyQuotes(**file, server->connection());
    }

    add("Proof/Sqlite", [&](benchmark::State &state) { prove(state, **file); });
    add("Proof/PostgreSql",
        [&](benchmark::State &state) { prove(state, postgresql.connection()); });
    add("Proof/MariaDb", [&](benchmark::State &state) { prove(state, mariadb.connection()); });
    add("Dump/Sqlite", [&](benchmark::State &state) {
        for (auto _ : state)
            runShell(u"sqlite3"_s, {path, u".dump price_data_5min"_s});
    });
    add("Dump/PostgreSql", [&](benchmark::State &state) {
        for (auto _ : state)
            postgresql.psql(u"COPY price_data_5min TO STDOUT"_s);
    });
    add("Dump/MariaDb", [&](benchmark::State &state) {
        for (auto _ : state)
            mariadb.mariadbDump(u"price_data_5min"_s);
    });
    constexpr bool Speed = true;
    return runBenchmarks(
            argc, argv,
            {{"Proof on SQLite against .dump", "Proof/Sqlite", {"Dump/Sqlite"}, 0.5, Speed},
             {"Proof on PostgreSQL against COPY",
              "Proof/PostgreSql",
              {"Dump/PostgreSql"},
              0.5,
              Speed},
             {"Proof on MariaDB against mariadb-dump",
              "Proof/MariaDb",
              {"Dump/MariaDb"},
              0.5,
              Speed}});
}
