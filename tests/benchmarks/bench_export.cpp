// SPDX-License-Identifier: GPL-3.0-or-later
// A million quotes to a CSV file by 'tidemarkctl export prices', against the engine's own shell,
// both from the start of the program to its end; and how much memory the program needs for it.

#include "tests/benchmarks/bigdatabase.h"
#include "tests/benchmarks/ratios.h"
#include "tests/benchmarks/serverquotes.h"
#include "tests/support/migrateddatabase.h"

#include <benchmark/benchmark.h>

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 Rows = 1'000'000;
constexpr double MostMiB = 64;

double mostMiB = 0; // of all exports

const QString Columns = u"coin_type, timestamp, bid, ask, last, created_at"_s;

QString withOrder(const QString &columns = Columns)
{
    return u"SELECT %1 FROM price_data_5min ORDER BY id"_s.arg(columns);
}

// Runs the program until it ends, and notes how much memory it had at most.
void exportPrices(const QString &url, const QString &file)
{
    const QByteArrayList words{
            (QCoreApplication::applicationDirPath() + u"/tidemarkctl"_s).toUtf8(),
            "--database",
            url.toUtf8(),
            "export",
            "prices",
            "--out",
            file.toUtf8()};
    std::vector<char *> arguments;
    for (const QByteArray &word : words)
        arguments.push_back(const_cast<char *>(word.constData()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t quiet = {};
    posix_spawn_file_actions_init(&quiet);
    posix_spawn_file_actions_addopen(&quiet, 1, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    if (posix_spawn(&child, arguments.front(), &quiet, nullptr, arguments.data(), environ) != 0)
        qFatal("tidemarkctl does not start");
    posix_spawn_file_actions_destroy(&quiet);
    int status = 0;
    rusage usage = {};
    if (wait4(child, &status, 0, &usage) != child || status != 0)
        qFatal("tidemarkctl ended with %d", status);
    mostMiB = std::max(mostMiB, static_cast<double>(usage.ru_maxrss) / 1024.0);
}

// A file at the head with a million quotes.
QString quotesFile(const QTemporaryDir &folder)
{
    const auto big =
            Connection::open(ConnectionSpec::file(bigDatabase(QDir::tempPath(), 10), true));
    require(big.map([](const auto &) {}));
    const QString path = folder.filePath(u"market.db"_s);
    const auto file = Connection::open(ConnectionSpec::file(path));
    require(file.map([](const auto &) {}));
    require(migrate(**file, MigrationSet::shipped(Engine::Sqlite)->head()));
    copyQuotes(**big, **file, Rows);
    return path;
}

void toHead(const ServerQuotes &server)
{
    require(migrate(server.connection(),
                    MigrationSet::shipped(server.connection().engine())->head()));
}

template <typename Function> void add(const char *name, Function function)
{
    benchmark::RegisterBenchmark(name,
                                 [function](benchmark::State &state) {
                                     for (auto _ : state)
                                         function();
                                 })
            ->Unit(benchmark::kMillisecond)
            ->UseRealTime()
            ->Iterations(1)
            ->Repetitions(5);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application{argc, argv};
    const QTemporaryDir folder;
    const QString path = quotesFile(folder);
    const ServerQuotes postgresql{Engine::PostgreSql};
    const ServerQuotes mariadb{Engine::MariaDb};
    {
        const auto file = Connection::open(ConnectionSpec::file(path, true));
        require(file.map([](const auto &) {}));
        for (const ServerQuotes *server : {&postgresql, &mariadb}) {
            toHead(*server);
            copyQuotes(**file, server->connection());
        }
    }
    const QString ours = folder.filePath(u"ours.csv"_s);
    const QString theirs = folder.filePath(u"theirs.csv"_s);

    add("Export/Sqlite", [&] { exportPrices(u"sqlite:///"_s + path, ours); });
    add("Shell/Sqlite", [&] {
        runShell(u"sqlite3"_s,
                 {u"-csv"_s, u"-header"_s, path, u".output "_s + theirs, withOrder()});
    });
    add("Export/PostgreSql",
        [&] { postgresql.withUrl([&](const QString &url) { exportPrices(url, ours); }); });
    add("Shell/PostgreSql", [&] {
        postgresql.psql(u"\\copy (%1) TO '%2' (FORMAT csv, HEADER)"_s.arg(withOrder(), theirs));
    });
    add("Export/MariaDb",
        [&] { mariadb.withUrl([&](const QString &url) { exportPrices(url, ours); }); });
    add("Shell/MariaDbBatch", [&] {
        mariadb.mariadb({u"--batch"_s, u"-e"_s, withOrder()}, theirs);
    });
    add("Shell/MariaDbQuick", [&] {
        mariadb.mariadb({u"--batch"_s, u"--quick"_s, u"-e"_s, withOrder()}, theirs);
    });

    constexpr bool Speed = true;
    int exitCode =
            runBenchmarks(argc, argv,
                          {{"Export of a million quotes from SQLite against sqlite3 -csv",
                            "Export/Sqlite",
                            {"Shell/Sqlite"},
                            0.8,
                            Speed},
                           {"Export of a million quotes from PostgreSQL against psql \\copy",
                            "Export/PostgreSql",
                            {"Shell/PostgreSql"},
                            0.8,
                            Speed},
                           {"Export of a million quotes from MariaDB against mariadb --batch",
                            "Export/MariaDb",
                            {"Shell/MariaDbBatch", "Shell/MariaDbQuick"},
                            0.8,
                            Speed}});
    const bool isTooMuch = mostMiB > MostMiB;
    std::printf("ratio  %6.2f  Memory of an export, %.1f MiB at most, against %.0f MiB, at most "
                "1.00%s\n",
                mostMiB / MostMiB, mostMiB, MostMiB, isTooMuch ? "  missed" : "");
    return isTooMuch ? 1 : exitCode;
}
