// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/bar.h"
#include "db/domain/gap.h"

#include <QList>
#include <QMetaType>
#include <QString>

#include <optional>

// What a chart or a script asks for: at most this many points of [fromMs, toMs), UTC.
struct SeriesRequest {
    QString coin; // coin_type
    qint64 fromMs = 0;
    qint64 toMs = 0;
    int points = 1000;
};

// A point is a quote (count 1, bid and ask known) or a bucket of several.
struct SeriesPoint {
    Bar bar;
    std::optional<Price> bid;
    std::optional<Price> ask;
};

struct Series {
    SeriesRequest request;
    qint64 stepMs = 0;         // width of a bucket; 0 when each point is one quote
    QList<SeriesPoint> points; // oldest first
    QList<DataGap> gaps;       // holes inside the range, with their cause where it is recorded
    qint64 firstMs = 0; // the oldest and newest quote that the coin has at all, 0 without any
    qint64 lastMs = 0;
};

// Takes the point into the last bucket of stepMs, or into a new one behind it: points must come in
// the order of their time.
void appendToBuckets(QList<SeriesPoint> &buckets, const SeriesPoint &point, qint64 stepMs);

// The same for points that are there already.
[[nodiscard]] QList<SeriesPoint> reduceToBuckets(const QList<SeriesPoint> &points, qint64 stepMs);

// The smallest step (5 s ... 30 min, whole hours, whole days) that needs at most points buckets.
[[nodiscard]] qint64 bucketStepMs(qint64 rangeMs, int points);

// Holes between neighbouring points that are further apart than one step (for quotes: than one and
// a half slots of five minutes), with the cause of the recorded gap that overlaps each most.
[[nodiscard]] QList<DataGap> gapsBetween(const QList<SeriesPoint> &points, qint64 stepMs,
                                         const QList<DataGap> &recorded);

Q_DECLARE_METATYPE(SeriesRequest)
Q_DECLARE_METATYPE(Series)
