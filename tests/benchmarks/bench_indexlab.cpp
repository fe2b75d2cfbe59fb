// SPDX-License-Identifier: GPL-3.0-or-later
// The index lab on market_data of TIDEMARK_BENCH_ROWS rows (two million) at version 4: how long it
// takes, whether the single costs add up, whether a second run says the same; then what migrations
// 5, 6 and 7 bring, each in a run of its own. Arguments: engines, all by default. Ends with 1 when
// anything misses its goal; on a busy computer "not certain" is an answer.

#include "db/transaction.h"
#include "db/tuning/lab/indexlab.h"
#include "db/tuning/ownstatements.h"
#include "migrations/migrator.h"
#include "migrations/shape/speedchanges.h"
#include "tests/support/engines.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 LongestMs = 60'000;

qint64 rowCount()
{
    bool isNumber = false;
    const qint64 rows = qEnvironmentVariable("TIDEMARK_BENCH_ROWS").toLongLong(&isNumber);
    return isNumber && rows > 0 ? rows : 2'000'000;
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

// Sixty instruments every five minutes, each on a slow wave with noise: what a price index meets.
class Prices final
{
public:
    QByteArray of(qint64 instrument, qint64 step)
    {
        const double wave = 20 * std::sin(double(step) / 5000 + double(instrument));
        const double noise = 3 * double(m_random()) / double(std::mt19937::max());
        return QByteArray::number(100 + double(instrument) * 37 + wave + noise, 'f', 4);
    }

private:
    std::mt19937 m_random{1};
};

constexpr qint64 Instruments = 60;

void addAssets(const Connection &connection)
{
    Statements statements{connection};
    for (qint64 i = 1; i <= Instruments; ++i)
        need(statements
                     .change(u"INSERT INTO assets (symbol, instrument_id, name, exchange,"
                             " asset_type, is_active, sync_state, created_at, updated_at)"
                             " VALUES (?, ?, '', 'US', 'stock', ?, 'idle', ?, ?)"_s,
                             {u"S%1.US"_s.arg(i), i, u"1"_s, SqlValue::Time{0}, SqlValue::Time{0}})
                     .map([](int) {}));
}

void fill(const Connection &connection)
{
    constexpr qint64 Begin = 1'600'000'200'000;

    need(Migrator{connection, need(MigrationSet::shipped(connection.engine()))}.up(4));
    addAssets(connection);
    Transaction transaction{connection};
    need(transaction.begin());
    {
        const auto loader = need(connection.loader(
                u"market_data"_s, {u"timestamp"_s, u"instrument_id"_s, u"price"_s, u"open_price"_s,
                                   u"high_price"_s, u"low_price"_s, u"volume"_s}));
        Prices prices;
        for (qint64 i = 0; i < rowCount(); ++i) {
            const qint64 instrument = 1 + i % Instruments;
            const QByteArray price = prices.of(instrument, i / Instruments);
            const std::array cells{Cell::ofInteger(Begin + i / Instruments * 300'000),
                                   Cell::ofInteger(instrument),
                                   Cell::ofText(price),
                                   Cell::ofText(price),
                                   Cell::ofText(price),
                                   Cell::ofText(price),
                                   Cell::ofInteger(i)};
            need(loader->append(cells));
        }
        need(loader->finish());
    }
    need(transaction.commit());
}

QString spreadText(const Spread &spread, double unit = 1)
{
    return u"%1 (%2-%3)"_s.arg(spread.median / unit, 0, 'f', 2)
            .arg(spread.lower / unit, 0, 'f', 2)
            .arg(spread.upper / unit, 0, 'f', 2);
}

// One engine.
class Bench final
{
public:
    explicit Bench(Engine engine)
        : m_engine{engine}
        , m_database{engine}
        , m_connection{need(Connection::open(m_database.spec()))}
    {}

    // Whether every goal was reached.
    [[nodiscard]] bool run()
    {
        fill(*m_connection);
        const LabReport first = measure(1);
        const LabReport second = measure(2);
        compareRuns(first, second);
        const QList<ShapeChange> changes = speedChanges(need(MigrationSet::shipped(m_engine)));
        for (const ShapeChange &change : changes)
            compareShapes(change);
        return m_isReached;
    }

private:
    void say(const char *what, const QString &text, bool isReached = true)
    {
        std::printf("%-11s %-28s %s%s\n", qPrintable(engineName(m_engine)), what, qPrintable(text),
                    isReached ? "" : "  MISSED");
        std::fflush(stdout);
        m_isReached = m_isReached && isReached;
    }
    [[nodiscard]] LabReport measure(quint32 seed);
    void compareRuns(const LabReport &first, const LabReport &second);
    void compareShapes(const ShapeChange &change);

    Engine m_engine;
    TestDatabase m_database;
    std::unique_ptr<Connection> m_connection;
    bool m_isReached = true;
    double m_marketRatio = 0;
};

LabReport Bench::measure(quint32 seed)
{
    LabOptions options;
    options.tables = {u"market_data"_s};
    options.statements = ownStatements();
    options.seed = seed;
    const LabReport report = need(runIndexLab(m_database.spec(), options));
    say("seconds", u"%1"_s.arg(double(report.durationMs) / 1000, 0, 'f', 1),
        report.durationMs < LongestMs);
    for (const LabNote &note : report.notes)
        say("note", note.reason, false);
    if (report.tables.isEmpty())
        return report;
    const TablePrices &table = report.tables.constFirst();
    say("rows copied, put in, rounds",
        u"%1, %2, %3"_s.arg(table.rows).arg(table.probeRows).arg(table.rounds));
    say("all, none, us per row", spreadText(table.all) + u"; "_s + spreadText(table.none));
    for (const IndexPrice &price : table.indexes)
        say("  costs", u"%1 %2, %3 %, log bytes %4%5"_s
                               .arg(price.index, spreadText({price.cost.usPerRow, price.cost.lower,
                                                             price.cost.upper}))
                               .arg(price.share * 100, 0, 'f', 0)
                               .arg(price.cost.walBytesPerRow.value_or(0), 0, 'f', 0)
                               .arg(price.cost.isNoisy ? u", noisy"_s : QString{}));
    const bool addsUp = table.singleCosts >= 0.8 && table.singleCosts <= 1.25;
    say("single costs add up to",
        u"%1 %%2"_s.arg(table.singleCosts * 100, 0, 'f', 0)
                .arg(table.interacts ? u", marked as interacting"_s : QString{}),
        addsUp || table.interacts);
    return report;
}

// What both say without noise, and the indexes together, which is what they decide by.
void Bench::compareRuns(const LabReport &first, const LabReport &second)
{
    constexpr double Furthest = 1.2;

    if (first.tables.isEmpty() || second.tables.isEmpty())
        return;
    const TablePrices &one = first.tables.constFirst();
    const TablePrices &other = second.tables.constFirst();
    const auto apart = [](double a, double b) {
        return a > 0 && b > 0 ? std::max(a / b, b / a) : 99;
    };
    const double whole =
            apart(one.all.median - one.none.median, other.all.median - other.none.median);
    say("all indexes, two runs", u"%1 times apart"_s.arg(whole, 0, 'f', 2), whole <= Furthest);
    for (int i = 0; i < one.indexes.size(); ++i) {
        if (one.indexes[i].cost.isNoisy || other.indexes[i].cost.isNoisy)
            continue;
        const double single = apart(one.indexes[i].cost.usPerRow, other.indexes[i].cost.usPerRow);
        say("  index, two runs",
            u"%1 %2 times apart"_s.arg(one.indexes[i].index).arg(single, 0, 'f', 2),
            single <= Furthest);
    }
}

void Bench::compareShapes(const ShapeChange &change)
{
    LabOptions options;
    options.measuresIndexes = false;
    options.changes = {change};
    const LabReport report = need(runIndexLab(m_database.spec(), options));
    for (const LabNote &note : report.notes)
        say("note", note.subject + u": "_s + note.reason, false);
    for (const ShapeComparison &comparison : report.comparisons) {
        const double goal = change.version == 7              ? 0
                            : change.version == 6            ? m_marketRatio
                            : m_engine == Engine::Sqlite     ? 1.4
                            : m_engine == Engine::PostgreSql ? 1.15
                                                             : 1.3;
        if (change.version == 5)
            m_marketRatio = comparison.ratio;
        const QByteArray what =
                "migration " + QByteArray::number(change.version) + ", " + change.table.toLatin1();
        say(what.constData(),
            u"%1 times (%2), 1,000 rows/s %3; %4, %5 rows%6, %7 s"_s
                    .arg(comparison.ratio, 0, 'f', 2)
                    .arg(tendencyName(comparison.tendency), spreadText(comparison.before, 1000),
                         spreadText(comparison.after, 1000))
                    .arg(comparison.rows)
                    .arg(comparison.isGenerated ? u" made from prices"_s : QString{})
                    .arg(double(report.durationMs) / 1000, 0, 'f', 1),
            comparison.ratio >= goal && report.durationMs < LongestMs);
    }
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application{argc, argv};
    const QStringList named = QCoreApplication::arguments().mid(1);
    bool isReached = true;
    for (const Engine engine : {Engine::Sqlite, Engine::PostgreSql, Engine::MariaDb}) {
        if (named.isEmpty() || named.contains(engineName(engine)))
            isReached = Bench{engine}.run() && isReached;
    }
    return isReached ? 0 : 1;
}
