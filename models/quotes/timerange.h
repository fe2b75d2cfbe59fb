// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMetaType>

// What a chart shows of time: [fromMs, toMs), ms since 1970, UTC.
struct TimeRange {
    qint64 fromMs = 0;
    qint64 toMs = 0;

    [[nodiscard]] constexpr qint64 span() const { return toMs - fromMs; }
    [[nodiscard]] constexpr qint64 middle() const { return fromMs + span() / 2; }
    [[nodiscard]] constexpr bool contains(qint64 ms) const { return ms >= fromMs && ms < toMs; }
    [[nodiscard]] constexpr TimeRange moved(qint64 ms) const { return {fromMs + ms, toMs + ms}; }

    friend bool operator==(const TimeRange &, const TimeRange &) = default;
};

// The ranges that a person picks; All is from the first price to the newest.
enum class ChartRange { Hour, Day, Week, Month, HalfYear, Year, FiveYears, All };

// Those that make sense, shortest first: coins have a price every five minutes, stocks one a day.
[[nodiscard]] QList<ChartRange> chartRanges(bool isStock);

// How long a range is: a month counts 30 days, a year 365; 0 for All.
[[nodiscard]] qint64 chartRangeMs(ChartRange range);

// As settings store it: "1h", "1d", "1w", "1m", "6m", "1y", "5y", "all"; Day for what is unknown.
[[nodiscard]] QString chartRangeName(ChartRange range);
[[nodiscard]] ChartRange chartRangeFromName(QStringView name);

// factor times as long, with anchorMs at the same place in it. Never under five minutes.
[[nodiscard]] TimeRange zoomedAbout(TimeRange range, double factor, qint64 anchorMs);

// The same length, or the longest that makes sense, moved so that some of [firstMs, lastMs] shows.
[[nodiscard]] TimeRange keptNear(TimeRange range, qint64 firstMs, qint64 lastMs);

Q_DECLARE_METATYPE(TimeRange)
