// SPDX-License-Identifier: GPL-3.0-or-later
// Every migration on a database of TIDEMARK_BENCH_ROWS rows (two million), against the same SQL run
// by the engine's own shell: bare, and with the backup before and the proof around it. Up to
// version 4 all rows are coin quotes; from then on half are market data and half alert logs, the
// tables that the later versions change. Then an empty database to the head, and how long a
// rehearsal said that a tenth of the rows will take. Arguments: engines, all by default. Ends with
// 1 when anything is over its limit; with few rows what a step costs at least is more than that.

#include "db/bars/barpartitions.h"
#include "db/storagelink.h"
#include "db/transaction.h"
#include "migrations/backups/backuphook.h"
#include "migrations/firststart.h"
#include "migrations/migrationworker.h"
#include "migrations/state/migrationstatus.h"
#include "tests/benchmarks/processmemory.h"
#include "tests/support/engines.h"
#include "tests/support/marketrows.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace {

qint64 rowCount()
{
    bool isNumber = false;
    const qint64 rows = qEnvironmentVariable("TIDEMARK_BENCH_ROWS").toLongLong(&isNumber);
    return isNumber && rows > 0 ? rows : 2'000'000;
}

// TIDEMARK_BENCH_FROM: where to begin, to measure again what a busy computer spoiled.
int firstVersion()
{
    return qEnvironmentVariableIntValue("TIDEMARK_BENCH_FROM");
}

template <typename T> T need(Result<T> result)
{
    if (!result)
        qFatal("%s: %s", qPrintable(result.error().subject), qPrintable(result.error().detail));
    return std::move(*result);
}

void need(const Result<> &result)
{
    if (!result)
        qFatal("%s: %s", qPrintable(result.error().subject), qPrintable(result.error().detail));
}

double secondsOf(const std::function<void()> &work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return static_cast<double>(timer.nsecsElapsed()) / 1e9;
}

// The engine's own shell on this database, with what Tidemark's sessions set before.
class Shell final
{
public:
    explicit Shell(const ConnectionSpec &spec)
        : m_spec{spec}
    {}

    void run(const QString &script) const
    {
        QFile file{m_folder.filePath(u"script.sql"_s)};
        if (!file.open(QIODevice::WriteOnly))
            qFatal("%s", qPrintable(file.errorString()));
        file.write((before() + script + after()).toUtf8());
        file.close();
        QProcess shell;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"PGPASSWORD"_s, m_spec.password);
        environment.insert(u"MYSQL_PWD"_s, m_spec.password);
        shell.setProcessEnvironment(environment);
        shell.setStandardInputFile(file.fileName());
        shell.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        shell.setStandardOutputFile(QProcess::nullDevice());
        const QStringList command = this->command();
        shell.start(command.constFirst(), command.mid(1));
        if (!shell.waitForFinished(-1) || shell.exitCode() != 0)
            qFatal("%s failed", qPrintable(command.constFirst()));
    }

private:
    [[nodiscard]] QStringList command() const
    {
        const QString port = QString::number(m_spec.port);
        switch (m_spec.engine) {
        case Engine::Sqlite:
            return {u"sqlite3"_s, u"-bail"_s, m_spec.path};
        case Engine::PostgreSql:
            return {u"psql"_s, u"-qX"_s,    u"-v"_s, u"ON_ERROR_STOP=1"_s,
                    u"-h"_s,   m_spec.host, u"-p"_s, port,
                    u"-U"_s,   m_spec.user, u"-d"_s, m_spec.databaseName};
        case Engine::MariaDb:
            break;
        }
        return {u"mariadb"_s, u"-h"_s, m_spec.host,        u"-P"_s, port, u"-u"_s,
                m_spec.user,  u"-D"_s, m_spec.databaseName};
    }
    [[nodiscard]] QString before() const
    {
        switch (m_spec.engine) {
        case Engine::Sqlite:
            return u"PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF; "
                   "PRAGMA legacy_alter_table = ON; BEGIN IMMEDIATE;\n"_s;
        case Engine::PostgreSql:
            return u"BEGIN;\n"_s;
        case Engine::MariaDb:
            break;
        }
        return u"SET time_zone = '+00:00', foreign_key_checks = 0, sql_mode = 'ANSI_QUOTES,"
               "PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES,STRICT_ALL_TABLES';\n"_s;
    }
    [[nodiscard]] QString after() const
    {
        return m_spec.engine == Engine::MariaDb ? u"\n"_s : u"\nCOMMIT;\n"_s;
    }

    ConnectionSpec m_spec;
    QTemporaryDir m_folder;
};

// What one version takes, each in the same state of the database. Seconds.
struct Measured {
    double shell = 0; // the same SQL in the engine's own shell
    double bare = 0;  // without backup and proof
    double whole = 0; // with both
    double backup = 0;
    double proof = 0; // one pass over all tables

    // A server that writes a checkpoint meanwhile says nothing about either.
    void keepBetter(const Measured &other)
    {
        shell = std::min(shell, other.shell);
        bare = std::min(bare, other.bare);
        proof = std::min(proof, other.proof);
        if (other.whole < whole) {
            whole = other.whole;
            backup = other.backup;
        }
    }
};

// One database of one engine, from version 1 to the head.
class Bench final
{
public:
    explicit Bench(Engine engine)
        : m_database{engine}
        , m_spec{m_database.spec()}
        , m_shell{m_spec}
        , m_connection{need(Connection::open(m_spec))}
        , m_migrations{need(MigrationSet::shipped(engine))}
    {}

    // Whether every version is within its limits.
    [[nodiscard]] bool run()
    {
        walk(1);
        fillQuotes();
        bool isWithin = true;
        for (int version = 2; version <= m_migrations.head(); ++version) {
            if (version == 5)
                replaceQuotesByAlerts();
            if (version >= firstVersion())
                isWithin = measure(version) && isWithin;
            else
                walk(version);
        }
        return isWithin;
    }

private:
    [[nodiscard]] Migrator migrator(bool isProven) const
    {
        Migrator migrator{*m_connection, m_migrations};
        migrator.setProven(isProven);
        return migrator;
    }
    void walk(int version) const
    {
        const Migrator runner = migrator(false);
        const int current = need(migrationStatus(runner.database())).current;
        need(current <= version ? runner.up(version) : runner.down(version, LossPolicy::Accept));
    }
    void load(const QString &table, qint64 count, const QStringList &columns,
              const std::function<void(qint64, std::vector<Cell> &)> &row) const
    {
        Transaction transaction{*m_connection};
        need(transaction.begin());
        const std::unique_ptr<RowLoader> loader = need(m_connection->loader(table, columns));
        std::vector<Cell> cells(static_cast<std::size_t>(columns.size()));
        for (qint64 i = 0; i < count; ++i) {
            row(i, cells);
            need(loader->append(cells));
        }
        need(loader->finish());
        need(transaction.commit());
    }
    void fillQuotes() const;
    void replaceQuotesByAlerts() const;
    [[nodiscard]] double proofSeconds() const
    {
        const Schema schema = need(inspectSchema(*m_connection));
        return secondsOf([&] {
            for (const SchemaObject &table : schema.tables())
                need(proveTable(*m_connection, table.name, table.columns));
        });
    }
    [[nodiscard]] Measured round(int version) const;
    [[nodiscard]] bool measure(int version) const;

    TestDatabase m_database;
    ConnectionSpec m_spec;
    Shell m_shell;
    std::unique_ptr<Connection> m_connection;
    MigrationSet m_migrations;
};

constexpr qint64 Start = 1'700'000'100'000;

void Bench::fillQuotes() const
{
    QByteArray id;
    QByteArray coin;
    QByteArray price;
    load(u"price_data_5min"_s, rowCount(),
         {u"id"_s, u"coin_type"_s, u"bid"_s, u"ask"_s, u"last"_s, u"timestamp"_s},
         [&](qint64 i, std::vector<Cell> &cells) {
             // Random as UUIDs are: a key that came in order would flatter.
             id = QByteArray::number(i * 2'654'435'761 % 4'294'967'296, 16).rightJustified(8, '0') +
                  "-0000-4000-8000-" + QByteArray::number(i).rightJustified(12, '0');
             coin = "coin" + QByteArray::number(i % 20);
             price = QByteArray::number(i % 100'000) + ".1234" +
                     QByteArray::number(1000 + i % 9000);
             cells = {Cell::ofText(id),    Cell::ofText(coin),
                      Cell::ofText(price), Cell::ofText(price),
                      Cell::ofText(price), Cell::ofInteger(Start + i / 20 * 300'000)};
         });
}

void Bench::replaceQuotesByAlerts() const
{
    const qint64 half = rowCount() / 2;
    need(m_connection->execute(u"DELETE FROM price_data_5min"_s));
    const QString flag = m_connection->engine() == Engine::PostgreSql ? u"TRUE"_s : u"1"_s;
    const auto time = [&](qint64 ms) {
        return m_connection->engine() == Engine::Sqlite ? QString::number(ms)
                                                        : u"'2026-11-20 00:00:00'"_s;
    };
    need(m_connection->execute(
            u"INSERT INTO assets (symbol, name, exchange, asset_type, is_active, sync_state, "
            "created_at, updated_at) VALUES ('AAPL.US', 'Apple', 'US', 'stock', %1, 'idle', %2, %2)"_s
                    .arg(flag, time(Start))));
    need(m_connection->execute(
            u"INSERT INTO alert_rules (name, instrument_id, rule_condition, threshold_value, "
            "cooldown_ms, severity, enabled, created_at, updated_at) SELECT 'rule', instrument_id, "
            "'above', '1.00000000', 1000, 'high', %1, %2, %2 FROM assets WHERE symbol = 'AAPL.US'"_s
                    .arg(flag, time(Start))));
    const auto number = [&](const QString &sql) {
        const auto rows = need(m_connection->stream(sql));
        return rows->next() ? rows->row()[0].integer : 0;
    };
    const qint64 asset = number(u"SELECT instrument_id FROM assets WHERE symbol = 'AAPL.US'"_s);
    const qint64 rule = number(u"SELECT MIN(id) FROM alert_rules"_s);
    QByteArray price;
    QByteArray message;
    load(u"market_data"_s, half,
         {u"timestamp"_s, u"instrument_id"_s, u"price"_s, u"bid"_s, u"ask"_s, u"volume"_s},
         [&](qint64 i, std::vector<Cell> &cells) {
             price = QByteArray::number(i % 1'000'000) + "." + QByteArray::number(1000 + i % 9000);
             cells = {Cell::ofInteger(Start + i * 60'000),
                      Cell::ofInteger(asset),
                      Cell::ofText(price),
                      Cell::ofText(price),
                      Cell{},
                      Cell::ofInteger(i)};
         });
    load(u"alert_logs"_s, half,
         {u"timestamp"_s, u"rule_id"_s, u"instrument_id"_s, u"trigger_value"_s,
          u"threshold_value"_s, u"status"_s, u"severity"_s, u"message"_s, u"created_at"_s},
         [&](qint64 i, std::vector<Cell> &cells) {
             price = QByteArray::number(i % 1'000'000) + "." + QByteArray::number(1000 + i % 9000);
             message = "above " + price;
             cells = {Cell::ofInteger(Start + i * 60'000),
                      Cell::ofInteger(rule),
                      Cell::ofInteger(asset),
                      Cell::ofText(price),
                      Cell::ofText(price),
                      Cell::ofText("firing"),
                      Cell::ofText("high"),
                      Cell::ofText(message),
                      Cell::ofInteger(Start + i * 60'000 + 5)};
         });
}

// Ends one version below, as it began.
Measured Bench::round(int version) const
{
    const Migration &migration = m_migrations.at(version);
    Measured measured;
    measured.shell =
            secondsOf([&] { m_shell.run(migration.script(Direction::Up, u"native"_s).text()); });
    m_shell.run(migration.script(Direction::Down, {}).text());
    measured.bare = secondsOf([&] { need(migrator(false).up(version)); });
    walk(version - 1);
    measured.proof = proofSeconds();
    QTemporaryDir folder;
    Migrator whole = migrator(true);
    const BackupHook save = backUpInto(*m_connection, folder.path());
    whole.setBackup([&](const QString &reason, LossPolicy policy) {
        Result<QString> made;
        measured.backup = secondsOf([&] { made = save(reason, policy); });
        return made;
    });
    measured.whole = secondsOf([&] { need(whole.up(version)); });
    walk(version - 1);
    return measured;
}

bool Bench::measure(int version) const
{
    constexpr int Rounds = 2;
    constexpr double MostMiB = 100;

    Measured best = round(version);
    for (int i = 1; i < Rounds; ++i)
        best.keepBetter(round(version));
    walk(version);
    const bool rewrites = version == 2 || version == 7 ||
                          (version == 8 && m_connection->engine() == Engine::Sqlite);
    const double bareLimit = 1.3 * best.shell + (rewrites ? 0 : 0.5);
    const double limit = rewrites ? 3 * best.shell : bareLimit + best.backup + 2 * best.proof;
    const double peak = peakMiB();
    QStringList overs;
    if (best.bare > bareLimit)
        overs.append(u"bare over"_s);
    if (best.whole > limit)
        overs.append(u"whole over"_s);
    if (peak > MostMiB)
        overs.append(u"memory over"_s);
    std::printf("%-11s %2d %-30s %8.2f %8.2f %6.2f %8.2f %8.2f %8.2f %8.2f %8.1f  %s\n",
                qPrintable(engineName(m_connection->engine())), version,
                qPrintable(m_migrations.at(version).name), best.shell, best.bare,
                best.bare / best.shell, best.backup, best.proof, best.whole, limit, peak,
                overs.isEmpty() ? "within" : qPrintable(overs.join(u", "_s)));
    std::fflush(stdout);
    return overs.isEmpty();
}

// What somebody waits for at the first start of all.
void printFirstStart(Engine engine)
{
    constexpr int Rounds = 5;
    const MigrationSet migrations = need(MigrationSet::shipped(engine));
    double best = 0;
    for (int i = 0; i < Rounds; ++i) {
        const TestDatabase database{engine};
        const auto connection = need(Connection::open(database.spec()));
        const double seconds = secondsOf([&] {
            need(bringEmptyToHead({*connection, migrations}));
        });
        best = i == 0 ? seconds : std::min(best, seconds);
    }
    std::printf("%-11s empty to %d: %.2f, the best of %d\n", qPrintable(engineName(engine)),
                migrations.head(), best, Rounds);
    std::fflush(stdout);
}

// What a rehearsal says the whole way will take, and what it takes then.
bool printPrediction(Engine engine)
{
    constexpr double Nearest = 1.5; // times too long or too short
    const TestDatabase database{engine};
    const QTemporaryDir backups;
    {
        const auto connection = need(Connection::open(database.spec()));
        need(Migrator{*connection, need(MigrationSet::shipped(engine))}.up(4));
        const int rows = int(rowCount() / 20);
        need(BarPartitions::ensureAll(*connection, MarketRows::lastBar(rows)));
        need(MarketRows{*connection, 4}.fill(rows));
    }
    StorageLink link{database.spec()};
    MigrationWorker worker{link};
    worker.configure(database.spec(), backups.path());
    QObject::connect(&worker, &MigrationWorker::failed,
                     [](const Error &error) { qFatal("%s", qPrintable(error.detail)); });
    qint64 predictedMs = 0;
    QObject::connect(&worker, &MigrationWorker::looked, [&](const MigrationLook &look) {
        for (const MigrationPreview &preview : look.previews)
            predictedMs += preview.direction == Direction::Up ? preview.estimatedMs.value_or(0) : 0;
    });
    qint64 tookMs = 0;
    QObject::connect(&worker, &MigrationWorker::migrated, [&](const MigrationReport &report) {
        for (const MigrationStepReport &step : report.steps)
            tookMs += step.durationMs;
    });
    worker.rehearse(10);
    predictedMs = 0;
    worker.look();
    const qint64 predicted = predictedMs;
    worker.apply(10);
    const double ratio = double(predicted) / double(std::max<qint64>(tookMs, 1));
    const bool isNear = ratio < Nearest && ratio > 1 / Nearest;
    std::printf("%-11s 4 to 10, a rehearsal said %.2f, it took %.2f: ratio %.2f  %s\n",
                qPrintable(engineName(engine)), double(predicted) / 1000, double(tookMs) / 1000,
                ratio, isNear ? "within" : "over 1.5 times off");
    std::fflush(stdout);
    return isNear;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application{argc, argv};
    const QStringList wanted = QCoreApplication::arguments().mid(1);
    std::printf(
            "%lld rows; seconds. The limit of the bare run is 1.3 x the shell, + 0.5 s where no "
            "table is rewritten;\nthat of the whole is 3 x the shell where one is, else that of "
            "the bare run + backup + 2 passes of proof;\nthat of the memory is 100 MiB. The "
            "better of two rounds.\n",
            static_cast<long long>(rowCount()));
    std::printf("%-11s %2s %-30s %8s %8s %6s %8s %8s %8s %8s %8s\n", "engine", "v", "migration",
                "shell", "bare", "ratio", "backup", "proof", "whole", "limit", "peak MiB");
    bool isWithin = true;
    for (const Engine engine : {Engine::Sqlite, Engine::PostgreSql, Engine::MariaDb}) {
        if (!wanted.isEmpty() && !wanted.contains(engineName(engine)))
            continue;
        isWithin = Bench{engine}.run() && isWithin;
        printFirstStart(engine);
        isWithin = printPrediction(engine) && isWithin;
    }
    return isWithin ? 0 : 1;
}
