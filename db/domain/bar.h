// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/price.h"

#include <QMetaType>
#include <QString>

// Roll-ups of quotes: an hour or a UTC day.
enum class BarInterval { Hour, Day };

[[nodiscard]] constexpr qint64 barLengthMs(BarInterval interval)
{
    return interval == BarInterval::Hour ? 3'600'000 : 86'400'000;
}

// The name in column bar_interval: "1h", "1d".
[[nodiscard]] QString barIntervalName(BarInterval interval);

// Start of the bar that holds this time (ms since 1970, UTC); also right before 1970. Weeks begin
// on Monday.
[[nodiscard]] constexpr qint64 barStart(qint64 timeMs, qint64 lengthMs)
{
    constexpr qint64 weekMs = 7 * 86'400'000LL;
    constexpr qint64 mondayMs = 4 * 86'400'000LL; // 1970-01-05
    const qint64 origin = lengthMs % weekMs == 0 ? mondayMs : 0;
    const qint64 rest = (timeMs - origin) % lengthMs;
    return timeMs - (rest < 0 ? rest + lengthMs : rest);
}

// Open, high, low and close of what happened from time on.
struct Bar {
    qint64 time = 0; // start, ms since 1970, UTC
    Price open;
    Price high;
    Price low;
    Price close;

    [[nodiscard]] static Bar of(qint64 time, Price price)
    {
        return {time, price, price, price, price};
    }

    // Takes in what comes after everything that the bar has seen.
    void append(const Bar &later);

    friend bool operator==(const Bar &, const Bar &) = default;
};
