// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/exchangeday.h"

#include "db/domain/asset.h"
#include "db/domain/bar.h"

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 HourMs = 3'600'000;
constexpr qint64 DayMs = 24 * HourMs;
constexpr qint64 EpochJulianDay = 2'440'588; // 1970-01-01

struct Place {
    QLatin1StringView exchange;
    int hours; // east of Greenwich
};

// EODHD's codes of exchanges that are open over midnight UTC, or near it. Everywhere else the day
// is UTC's.
constexpr std::array Places{
        Place{"AU"_L1, 10}, Place{"BA"_L1, -3},  Place{"BK"_L1, 7},  Place{"HK"_L1, 8},
        Place{"JK"_L1, 7},  Place{"KLSE"_L1, 8}, Place{"KO"_L1, 9},  Place{"KQ"_L1, 9},
        Place{"MX"_L1, -6}, Place{"NEO"_L1, -5}, Place{"NZ"_L1, 12}, Place{"PSE"_L1, 8},
        Place{"SA"_L1, -3}, Place{"SG"_L1, 8},   Place{"SHE"_L1, 8}, Place{"SHG"_L1, 8},
        Place{"SN"_L1, -4}, Place{"TO"_L1, -5},  Place{"TSE"_L1, 9}, Place{"TW"_L1, 8},
        Place{"TWO"_L1, 8}, Place{"US"_L1, -5},  Place{"V"_L1, -5},  Place{"VN"_L1, 7}};

} // namespace

QDate exchangeDay(QStringView symbol, qint64 timeMs)
{
    const QString exchange = exchangeOf(symbol);
    const auto place = std::ranges::find(Places, exchange, &Place::exchange);
    const qint64 local = timeMs + (place == Places.end() ? 0 : place->hours) * HourMs;
    return QDate::fromJulianDay(barStart(local, DayMs) / DayMs + EpochJulianDay);
}
