// SPDX-License-Identifier: GPL-3.0-or-later
// Loading quotes into an empty table with all its indexes, against the engine's own best way: its
// shell with the rows in a file, and on SQLite a prepared statement of its C API.

#include "db/transaction.h"
#include "tests/benchmarks/bigdatabase.h"
#include "tests/benchmarks/ratios.h"
#include "tests/benchmarks/rawsqlite.h"
#include "tests/benchmarks/serverquotes.h"
#include "tests/support/migrateddatabase.h"

#include <benchmark/benchmark.h>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <deque>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 LoadedRows = 300'000;
constexpr std::size_t Columns = 7;
constexpr int VersionWithIds = 2;

// The rows in memory, so that nobody's reading counts.
class HeldRows final
{
public:
    explicit HeldRows(const Connection &file)
    {
        const auto stream =
                file.stream(u"SELECT %1 FROM price_data_5min ORDER BY id LIMIT %2"_s.arg(
                        quoteColumns().join(u','), QString::number(LoadedRows)));
        require(stream.map([](const auto &) {}));
        while ((*stream)->next()) {
            for (Cell cell : (*stream)->row()) {
                if (cell.kind == Cell::Kind::Text)
                    cell.text = m_texts.emplace_back(cell.text.toByteArray());
                m_cells.push_back(cell);
            }
        }
    }
    [[nodiscard]] std::span<const Cell> row(qint64 number) const
    {
        return std::span{m_cells}.subspan(static_cast<std::size_t>(number) * Columns, Columns);
    }

private:
    std::deque<QByteArray> m_texts; // which do not move
    std::vector<Cell> m_cells;
};

void load(const Connection &connection, const HeldRows &rows)
{
    Transaction transaction{connection};
    require(transaction.begin());
    const auto loader = connection.loader(u"price_data_5min"_s, quoteColumns());
    require(loader.map([](const auto &) {}));
    for (qint64 row = 0; row < LoadedRows; ++row)
        require((*loader)->append(rows.row(row)));
    require((*loader)->finish().map([](qint64) {}));
    require(transaction.commit());
}

// An empty file with the tables.
QString newFile(const QTemporaryDir &folder)
{
    static int count = 0;
    const QString path = folder.filePath(u"%1.db"_s.arg(++count));
    const auto connection = Connection::open(ConnectionSpec::file(path));
    require(connection.map([](const auto &) {}));
    require(migrate(**connection, VersionWithIds));
    return path;
}

void loadFile(benchmark::State &state, const QTemporaryDir &folder, const HeldRows &rows)
{
    for (auto _ : state) {
        state.PauseTiming();
        const auto connection = Connection::open(ConnectionSpec::file(newFile(folder)));
        state.ResumeTiming();
        load(**connection, rows);
    }
}

void loadRaw(benchmark::State &state, const QTemporaryDir &folder, const HeldRows &rows)
{
    for (auto _ : state) {
        state.PauseTiming();
        RawDatabase database{newFile(folder).toStdString()};
        state.ResumeTiming();
        database.execute("BEGIN IMMEDIATE");
        sqlite3_stmt *insert = nullptr;
        sqlite3_prepare_v2(database.handle(),
                           "INSERT INTO price_data_5min (id, coin_type, bid, ask, last, timestamp, "
                           "created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                           -1, &insert, nullptr);
        for (qint64 number = 0; number < LoadedRows; ++number) {
            const std::span<const Cell> row = rows.row(number);
            for (const int column : {0, 5, 6})
                sqlite3_bind_int64(insert, column + 1,
                                   row[static_cast<std::size_t>(column)].integer);
            for (const int column : {1, 2, 3, 4}) {
                const QByteArrayView text = row[static_cast<std::size_t>(column)].text;
                sqlite3_bind_text(insert, column + 1, text.data(), static_cast<int>(text.size()),
                                  SQLITE_STATIC);
            }
            if (sqlite3_step(insert) != SQLITE_DONE)
                qFatal("%s", sqlite3_errmsg(database.handle()));
            sqlite3_reset(insert);
        }
        sqlite3_finalize(insert);
        database.execute("COMMIT");
    }
}

// What runs on a table that is emptied before, outside the time.
template <typename Function>
void onEmptyTable(benchmark::State &state, const ServerQuotes &server, Function function)
{
    for (auto _ : state) {
        state.PauseTiming();
        require(server.connection().execute(u"TRUNCATE TABLE price_data_5min"_s));
        state.ResumeTiming();
        function();
    }
}

// The rows as a shell reads them: tabs, and times as text.
QString textFile(const QTemporaryDir &folder, const ServerQuotes &server)
{
    QFile file{folder.filePath(server.engine() + u".txt"_s)};
    const auto rows = server.connection().stream(
            u"SELECT id, coin_type, bid, ask, last, %1 FROM price_data_5min"_s.arg(
                    server.connection().engine() == Engine::PostgreSql
                            ? u"timestamp::text, created_at::text"_s
                            : u"CAST(timestamp AS CHAR), CAST(created_at AS CHAR)"_s));
    require(rows.map([](const auto &) {}));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("%s", qPrintable(file.errorString()));
    while ((*rows)->next()) {
        QByteArrayList texts;
        for (const Cell &cell : (*rows)->row())
            texts.append(cell.kind == Cell::Kind::Integer ? QByteArray::number(cell.integer)
                                                          : cell.text.toByteArray());
        file.write(texts.join('\t') + '\n');
    }
    return file.fileName();
}

// The same as INSERTs of 5,000 rows, a megabyte or less each.
QString insertFile(const QTemporaryDir &folder, const QString &textFile)
{
    constexpr int RowsAtOnce = 5000;
    QFile from{textFile};
    QFile to{folder.filePath(u"inserts.sql"_s)};
    if (!from.open(QIODevice::ReadOnly) || !to.open(QIODevice::WriteOnly))
        qFatal("%s", qPrintable(to.errorString()));
    to.write("START TRANSACTION;\n");
    for (int row = 0; !from.atEnd(); ++row) {
        const QByteArray line = from.readLine().trimmed().replace('\t', "','");
        to.write((row % RowsAtOnce > 0 ? ",\n('"
                  : row > 0            ? ";\nINSERT INTO price_data_5min VALUES\n('"
                                       : "INSERT INTO price_data_5min VALUES\n('") +
                 line + "')");
    }
    to.write(";\nCOMMIT;\n");
    return to.fileName();
}

template <typename Function> void add(const char *name, Function function)
{
    benchmark::RegisterBenchmark(name, function)
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
    const auto file =
            Connection::open(ConnectionSpec::file(bigDatabase(QDir::tempPath(), 10), true));
    require(file.map([](const auto &) {}));
    const HeldRows rows{**file};
    const ServerQuotes postgresql{Engine::PostgreSql};
    const ServerQuotes mariadb{Engine::MariaDb};
    copyQuotes(**file, postgresql.connection(), LoadedRows);
    copyQuotes(**file, mariadb.connection(), LoadedRows);
    const QString copyText = textFile(folder, postgresql);
    const QString loadText = textFile(folder, mariadb);
    const QString inserts = insertFile(folder, loadText);

    add("Load/Sqlite", [&](benchmark::State &state) { loadFile(state, folder, rows); });
    add("Raw/Sqlite", [&](benchmark::State &state) { loadRaw(state, folder, rows); });
    add("Load/PostgreSql", [&](benchmark::State &state) {
        onEmptyTable(state, postgresql, [&] { load(postgresql.connection(), rows); });
    });
    add("Shell/PostgreSql", [&](benchmark::State &state) {
        onEmptyTable(state, postgresql,
                     [&] { postgresql.psql(u"\\copy price_data_5min FROM '%1'"_s.arg(copyText)); });
    });
    add("Load/MariaDb", [&](benchmark::State &state) {
        onEmptyTable(state, mariadb, [&] { load(mariadb.connection(), rows); });
    });
    add("Shell/MariaDbLoadData", [&](benchmark::State &state) {
        onEmptyTable(state, mariadb, [&] {
            mariadb.mariadb(
                    {u"--local-infile=1"_s, u"-e"_s,
                     u"LOAD DATA LOCAL INFILE '%1' INTO TABLE price_data_5min"_s.arg(loadText)});
        });
    });
    add("Shell/MariaDbInsert", [&](benchmark::State &state) {
        onEmptyTable(state, mariadb, [&] { mariadb.mariadb({u"-e"_s, u"source "_s + inserts}); });
    });
    constexpr bool Speed = true;
    return runBenchmarks(
            argc, argv,
            {{"Load on SQLite against its C API", "Load/Sqlite", {"Raw/Sqlite"}, 0.7, Speed},
             {"Load on PostgreSQL against psql \\copy",
              "Load/PostgreSql",
              {"Shell/PostgreSql"},
              0.7,
              Speed},
             {"Load on MariaDB against its shell",
              "Load/MariaDb",
              {"Shell/MariaDbLoadData", "Shell/MariaDbInsert"},
              0.7,
              Speed}});
}
