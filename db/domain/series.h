// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/adjustment.h"
#include "db/domain/bar.h"
#include "db/domain/gap.h"

#include <QList>
#include <QMetaType>
#include <QString>

#include <optional>

// What a chart or a script asks for: at most this many points of [fromMs, toMs), UTC.
struct SeriesRequest {
    QString coin; // coin_type, or the symbol of a stock
    qint64 fromMs = 0;
    qint64 toMs = 0;
    int points = 1000;
    bool isRaw = false; // of a stock: as traded, not adjusted for splits and dividends
    // Buckets at both ends hold nothing of outside the range, as a script needs it. Those of a
    // chart are whole: half a week would have half the volume.
    bool isCut = false;
    // Of a stock: the part that is looked at, the rest lies ready for a pan. Both 0: all of it.
    qint64 shownFromMs = 0;
    qint64 shownToMs = 0;
};

// A point is a quote (count 1, bid and ask known) or a bucket of several.
struct SeriesPoint {
    Bar bar;
    std::optional<Price> bid;
    std::optional<Price> ask;
};

// What a stock has beside the bar of the same time.
struct TradedPoint {
    qint64 time = 0;
    Price close; // as traded
    Price adjustedClose;
    std::optional<qint64> volume; // of a bucket the sum; adjusted for splits by the provider

    friend bool operator==(const TradedPoint &, const TradedPoint &) = default;
};

struct SeriesAction {
    CorporateAction action;
    ActionUse use = ActionUse::Used;

    friend bool operator==(const SeriesAction &, const SeriesAction &) = default;
};

// What only the series of a stock has. Its market has hours: where nothing was traded is no hole,
// unless one is recorded.
struct StockSeries {
    QString currency;            // empty when unknown
    QList<TradedPoint> traded;   // one a point
    QList<SeriesAction> actions; // all of the symbol, by date
    bool isFinest = false;       // nothing sharper is stored for this range
    bool isIntraday = false;     // points are times of day, and no days of the exchange
    // Of an intraday one: beyond these it has no points, because only days are stored there.
    qint64 coversFromMs = 0;
    qint64 coversToMs = 0;
};

struct Series {
    SeriesRequest request;
    qint64 stepMs = 0;         // width of a bucket; 0 when each point is one quote
    QList<SeriesPoint> points; // oldest first
    QList<DataGap> gaps;       // holes inside the range, with their cause where it is recorded
    qint64 firstMs = 0; // the oldest and newest quote that the coin has at all, 0 without any
    qint64 lastMs = 0;
    std::optional<StockSeries> stock = {}; // none of a coin
};

// Takes the point into the last bucket of stepMs, or into a new one behind it: points must come in
// the order of their time.
void appendToBuckets(QList<SeriesPoint> &buckets, const SeriesPoint &point, qint64 stepMs);

// The same for points that are there already.
[[nodiscard]] QList<SeriesPoint> reduceToBuckets(const QList<SeriesPoint> &points, qint64 stepMs);

// The smallest step (5 s ... 30 min, whole hours, whole days) that needs at most points buckets.
[[nodiscard]] qint64 bucketStepMs(qint64 rangeMs, int points);

// The same for what has one bar a trading day, of which a week has so many: a day, one, two or four
// weeks, or a multiple of four. Weeks begin on Monday.
[[nodiscard]] qint64 tradingStepMs(qint64 rangeMs, int points, int daysAWeek = 5);

// Both lists of a stock, by the same buckets: volumes are summed, the close is the last.
[[nodiscard]] QList<TradedPoint> reduceToBuckets(const QList<TradedPoint> &traded, qint64 stepMs);

// Moves the first bucket's time to the start of the range where it lies before it: what it holds
// does not.
void cutFirst(Series &series);

// Holes between neighbouring points that are further apart than one step (for quotes: than one and
// a half slots of five minutes), with the cause of the recorded gap that overlaps each most.
[[nodiscard]] QList<DataGap> gapsBetween(const QList<SeriesPoint> &points, qint64 stepMs,
                                         const QList<DataGap> &recorded);

// Of what is recorded, as much as lies between the buckets: before the first, behind the last, and
// between two. Those of a closed market are none.
[[nodiscard]] QList<DataGap> recordedBetween(const QList<SeriesPoint> &points, qint64 stepMs,
                                             const QList<DataGap> &recorded);

Q_DECLARE_METATYPE(SeriesRequest)
Q_DECLARE_METATYPE(Series)
