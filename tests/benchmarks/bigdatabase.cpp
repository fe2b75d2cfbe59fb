// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmarks/bigdatabase.h"

#include "db/bars/rebuild.h"
#include "db/domain/price.h"
#include "migrations/firststart.h"
#include "tests/benchmarks/rawsqlite.h"

#include <QDir>
#include <QFile>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 SlotMs = 300'000;
constexpr qint64 DayMs = 86'400'000;

std::string priceText(int coin, qint64 slot)
{
    const double wave = std::sin(static_cast<double>(slot) / 500.0 + coin) +
                        0.3 * std::sin(static_cast<double>(slot) / 17.0);
    const auto cents = static_cast<qint64>((100.0 + 10.0 * coin) * (5.0 + wave) * 10'000.0) +
                       (slot * 7919 + coin * 104'729) % 1000;
    return Price::fromUnits(Price::Units{cents} * 10'000).toString().toStdString();
}

void insertQuotes(const QString &path, int coins, int days)
{
    RawDatabase database{path.toStdString()};
    database.execute("PRAGMA synchronous = OFF");
    database.execute("BEGIN");
    RawStatement insert{database,
                        "INSERT INTO price_data_5min (coin_type, bid, ask, last, timestamp, "
                        "created_at) VALUES (?1, ?2, ?2, ?2, ?3, ?3)"};
    const qint64 end = bigDatabaseEnd();
    for (qint64 time = end - days * DayMs + SlotMs; time <= end; time += SlotMs) {
        for (int coin = 0; coin < coins; ++coin) {
            const std::string name = "coin" + std::to_string(coin);
            const std::string price = priceText(coin, time / SlotMs);
            insert.bind(1, name);
            insert.bind(2, price);
            insert.bind(3, time);
            (void)insert.step();
            insert.reset();
        }
    }
    database.execute("COMMIT");
}

void require(const Result<> &result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().detail));
}

} // namespace

qint64 bigDatabaseEnd()
{
    return QDateTime::fromString(u"2026-11-20T03:15:00.000Z"_s, Qt::ISODateWithMs)
            .toMSecsSinceEpoch();
}

QString bigDatabase(const QString &folder, int coins, int days)
{
    const QString path = QDir{folder}.filePath(u"coins-%1-days-%2.db"_s.arg(coins).arg(days));
    if (QFile::exists(path))
        return path;
    std::fprintf(stderr, "Making %d coins with %d days of quotes ...\n", coins, days);
    const QString unfinished = path + u".making"_s;
    QFile::remove(unfinished);
    {
        auto connection = Connection::open(ConnectionSpec::file(unfinished));
        require(connection.map([](const auto &) {}));
        require(bringEmptyToHead({**connection, *MigrationSet::shipped(Engine::Sqlite)})
                        .map([](const auto &) {}));
        insertQuotes(unfinished, coins, days);
        require(rebuildBars(**connection, RebuildScope::All).map([](const auto &) {}));
    }
    QFile::rename(unfinished, path);
    return path;
}
