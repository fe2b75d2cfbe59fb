// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/series.h"
#include "models/quotes/timerange.h"

#include <QList>
#include <QPointF>

#include <algorithm>
#include <limits>
#include <optional>

// Neighbouring points of one resolution, oldest first.
struct SeriesPart {
    static constexpr qint64 Never = std::numeric_limits<qint64>::max();

    qint64 stepMs = 0;    // width of a bucket; 0 when each point is one quote
    qint64 endMs = Never; // the last bucket ends here at the latest
    QList<SeriesPoint> points;
    QList<TradedPoint> traded = {}; // of a stock: one a point
    bool isOfDays = false;          // of a stock: a point is a day of its exchange, or several

    void removeBefore(qint64 ms);
    void removeFrom(qint64 ms);

    // Where a point is drawn: a quote at its time, a bucket in its middle.
    [[nodiscard]] qint64 drawnAt(const SeriesPoint &point) const
    {
        return stepMs == 0 ? point.bar.time : std::min(point.bar.time + stepMs / 2, endMs);
    }
};

// What is known of a time range: up to three parts, the sharp one and coarse ones beside it, and
// the holes between their points.
struct SeriesSlice {
    QList<SeriesPart> parts;
    QList<DataGap> gaps; // by time, apart from each other

    [[nodiscard]] bool isEmpty() const { return parts.isEmpty(); }

    // The hole that this time lies in, or nothing.
    [[nodiscard]] const DataGap *gapAt(qint64 ms) const;
    // The nearest hole on the way from one time to another whose middle lies between them, or
    // nothing; hours when the market is closed are none.
    [[nodiscard]] const DataGap *gapOnTheWay(qint64 fromMs, qint64 toMs) const;
};

[[nodiscard]] qint64 middleOf(const DataGap &gap);

// A point together with its resolution, which says what its time means.
struct PlacedPoint {
    SeriesPoint point;
    qint64 stepMs = 0;
    qint64 drawnMs = 0;
    std::optional<TradedPoint> traded = {};
    bool isOfDays = false;
};

// What was traded in one bucket.
struct VolumeBar {
    qint64 fromMs = 0;
    qint64 toMs = 0;
    qint64 volume = 0;
    bool isRising = true; // its price rose, or stayed
};

// The point that is drawn nearest to a time, or nothing when the slice has none.
[[nodiscard]] std::optional<PlacedPoint> nearestPoint(const SeriesSlice &slice, qint64 ms);

// The neighbour of the point drawn at ms: the next one when steps is 1, the one before when -1.
[[nodiscard]] std::optional<PlacedPoint> neighbourPoint(const SeriesSlice &slice, qint64 ms,
                                                        int steps);

struct PriceBounds {
    Price low;
    Price high;
};

// Lowest and highest price drawn in the range, or nothing.
[[nodiscard]] std::optional<PriceBounds> boundsOf(const SeriesSlice &slice, TimeRange range);

// The lines to draw: x in ms after the range's start, y in units of 1e-8 above base. A line ends at
// each hole. A column (of so many in the range) gets its first, lowest, highest and last price at
// most, so that two years cost what a day costs and no spike is lost.
[[nodiscard]] QList<QList<QPointF>> linesThrough(const SeriesSlice &slice, TimeRange range,
                                                 int columns, Price base);

// At most about so many candles in the range, built from what is there: their step is a multiple
// of each part's own, so that open, high, low and close stay exact.
[[nodiscard]] QList<SeriesPart> candlesOf(const SeriesSlice &slice, TimeRange range, int candles);

// At most about so many bars in the range, by the same buckets as candles. None of a coin, nor
// where the volume is not known.
[[nodiscard]] QList<VolumeBar> volumesOf(const SeriesSlice &slice, TimeRange range, int bars);
