// SPDX-License-Identifier: GPL-3.0-or-later
// Sixty readers and one writer on one database: reads a second, and how long a reader waits for its
// answer, through a pool, through one connection for all, and with a connection opened for each
// read.

#include "db/connectionpool.h"
#include "db/quotes/seriesstore.h"
#include "db/transaction.h"
#include "migrations/firststart.h"
#include "tests/benchmarks/serverquotes.h"
#include "tests/support/engines.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <functional>
#include <thread>
#include <vector>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int Readers = 60;
constexpr int Rounds = 5;
constexpr auto Round = 3s;
constexpr int Coins = 10;
constexpr int Slots = 14 * 288;
constexpr qint64 SlotMs = 300'000;
constexpr qint64 End = 1'795'144'500'000;

QString coinName(int coin)
{
    return u"coin%1"_s.arg(coin);
}

void fill(const Connection &connection)
{
    require(bringEmptyToHead({connection, *MigrationSet::shipped(connection.engine())})
                    .map([](const auto &) {}));
    Transaction transaction{connection};
    require(transaction.begin());
    const auto loader = connection.loader(u"price_data_5min"_s, quoteColumns());
    require(loader.map([](const auto &) {}));
    qint64 id = 0;
    for (int slot = 0; slot < Slots; ++slot) {
        const Cell time = Cell::ofInteger(End - (Slots - slot) * SlotMs);
        for (int coin = 0; coin < Coins; ++coin) {
            const QByteArray name = coinName(coin).toUtf8();
            const QByteArray price = QByteArray::number(1000 + slot % 97 * 10 + coin) + ".12345678";
            const std::array row{Cell::ofInteger(++id),
                                 Cell::ofText(name),
                                 Cell::ofText(price),
                                 Cell::ofText(price),
                                 Cell::ofText(price),
                                 time,
                                 time};
            require((*loader)->append(row));
        }
    }
    require((*loader)->finish().map([](qint64) {}));
    require(transaction.commit());
}

// What a window asks for: mostly a week of one coin, now and then the table of all.
Result<> read(const Connection &connection, int piece)
{
    if (piece % 8 == 0)
        return QuoteStore{connection}
                .board(QDateTime::fromMSecsSinceEpoch(End, Qt::UTC))
                .map([](const Board &) {});
    return SeriesStore{connection}
            .read({coinName(piece % Coins), End - 7 * 288 * SlotMs, End, 500})
            .map([](const Series &) {});
}

// Writes slot after slot, as fast as it goes, until the round ends.
class Writer final
{
public:
    explicit Writer(const ConnectionSpec &spec)
        : m_thread{[this, spec] { write(spec); }}
    {}
    ~Writer()
    {
        m_isEnding = true;
        m_thread.join();
    }

private:
    void write(const ConnectionSpec &spec)
    {
        static std::atomic<qint64> slot = 0;
        const auto connection = Connection::open(spec);
        require(connection.map([](const auto &) {}));
        QuoteStore quotes{**connection};
        while (!m_isEnding) {
            const QDateTime time = QDateTime::fromMSecsSinceEpoch(End + ++slot * SlotMs, Qt::UTC);
            Transaction transaction{**connection};
            require(transaction.begin());
            for (int coin = 0; coin < Coins; ++coin) {
                const Price price = Price::fromUnits(Price::Units{100'000'000} * (coin + 1));
                require(quotes.insert({0, coinName(coin), time, price, price, price, {}}, time)
                                .map([](bool) {}));
            }
            require(transaction.commit());
        }
    }

    std::atomic<bool> m_isEnding = false;
    std::thread m_thread;
};

struct Figures {
    double readsPerSecond = 0;
    double p95Ms = 0;
};

Figures figuresOf(std::vector<double> latenciesMs, double seconds)
{
    std::sort(latenciesMs.begin(), latenciesMs.end());
    if (latenciesMs.empty())
        return {};
    return {static_cast<double>(latenciesMs.size()) / seconds,
            latenciesMs[latenciesMs.size() * 95 / 100]};
}

double milliseconds(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

// Each reader asks again when it has its answer.
Figures readThroughPool(const ConnectionSpec &spec, const PoolLimits &limits)
{
    const Writer writer{spec};
    ConnectionPool pool{spec, limits};
    QObject context;
    std::vector<double> latencies;
    int pieces = 0;
    QElapsedTimer round;
    round.start();
    const std::function<void()> ask = [&] {
        QElapsedTimer asked;
        asked.start();
        pool.run(
                &context,
                [piece = ++pieces](const Connection &connection) {
                    return read(connection, piece);
                },
                [&, asked](const Result<> &answer) {
                    require(answer);
                    latencies.push_back(milliseconds(asked));
                    if (std::chrono::milliseconds{round.elapsed()} < Round)
                        ask();
                    else
                        QCoreApplication::quit();
                });
    };
    for (int reader = 0; reader < Readers; ++reader)
        ask();
    QCoreApplication::exec();
    return figuresOf(std::move(latencies), milliseconds(round) / 1000);
}

Figures readOpeningEachTime(ConnectionSpec spec)
{
    const Writer writer{spec};
    spec.readOnly = true;
    std::vector<std::vector<double>> latencies(Readers);
    std::vector<std::thread> readers;
    QElapsedTimer round;
    round.start();
    for (int reader = 0; reader < Readers; ++reader) {
        readers.emplace_back([&, reader] {
            for (int piece = reader; std::chrono::milliseconds{round.elapsed()} < Round;
                 piece += Readers + 1) {
                QElapsedTimer asked;
                asked.start();
                {
                    const auto connection = Connection::open(spec);
                    require(connection.map([](const auto &) {}));
                    require(read(**connection, piece));
                }
                latencies[static_cast<std::size_t>(reader)].push_back(milliseconds(asked));
            }
        });
    }
    for (std::thread &reader : readers)
        reader.join();
    const double seconds = milliseconds(round) / 1000;
    std::vector<double> all;
    for (const auto &one : latencies)
        all.insert(all.end(), one.begin(), one.end());
    return figuresOf(std::move(all), seconds);
}

Figures median(std::vector<Figures> figures)
{
    const auto middle = [&](auto member) {
        std::sort(figures.begin(), figures.end(),
                  [&](const Figures &a, const Figures &b) { return a.*member < b.*member; });
        return figures[figures.size() / 2].*member;
    };
    return {middle(&Figures::readsPerSecond), middle(&Figures::p95Ms)};
}

void compare(Engine engine)
{
    const TestDatabase database{engine};
    {
        const auto connection = Connection::open(database.spec());
        require(connection.map([](const auto &) {}));
        fill(**connection);
    }
    struct Way {
        const char *name;
        std::function<Figures()> measure;
        std::vector<Figures> rounds;
    };
    const ConnectionSpec spec = database.spec();
    std::array<Way, 3> ways{
            {{"pool of 20 and 40", [&] { return readThroughPool(spec, {}); }, {}},
             {"one connection for all",
              [&] {
                  return readThroughPool(spec, {1, 0});
              },
              {}},
             {"one opened for each read", [&] { return readOpeningEachTime(spec); }, {}}}};
    for (int round = 0; round < Rounds; ++round) {
        for (Way &way : ways)
            way.rounds.push_back(way.measure());
    }
    const QByteArray name = engineTitle(engine).toUtf8();
    const Figures own = median(ways[0].rounds);
    for (const Way &way : ways) {
        const Figures figures = median(way.rounds);
        std::printf("%-10s  %-24s  %8.1f reads/s  p95 %8.1f ms\n", name.constData(), way.name,
                    figures.readsPerSecond, figures.p95Ms);
    }
    for (const Way &way : {ways[1], ways[2]}) {
        const Figures other = median(way.rounds);
        std::printf("ratio  %6.2f  %s: reads a second of the pool against %s, higher is better\n",
                    own.readsPerSecond / other.readsPerSecond, name.constData(), way.name);
        std::printf("ratio  %6.2f  %s: p95 of the pool against %s, lower is better\n",
                    own.p95Ms / other.p95Ms, name.constData(), way.name);
    }
    std::printf("\n");
    std::fflush(stdout);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application{argc, argv};
    for (const Engine engine : {Engine::Sqlite, Engine::PostgreSql, Engine::MariaDb})
        compare(engine);
    return 0;
}
