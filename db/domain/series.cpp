// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/series.h"

#include <algorithm>
#include <array>

namespace {

constexpr qint64 MinuteMs = 60'000;
constexpr qint64 SlotMs = 5 * MinuteMs;
constexpr qint64 HourMs = 60 * MinuteMs;
constexpr qint64 DayMs = 24 * HourMs;

GapCause causeOf(qint64 from, qint64 to, const QList<DataGap> &recorded)
{
    GapCause cause = GapCause::Unknown;
    qint64 longest = 0;
    for (const DataGap &gap : recorded) {
        const qint64 overlap = std::min(to, gap.to.toMSecsSinceEpoch()) -
                               std::max(from, gap.from.toMSecsSinceEpoch());
        if (overlap > longest) {
            longest = overlap;
            cause = gap.cause;
        }
    }
    return cause;
}

} // namespace

void appendToBuckets(QList<SeriesPoint> &buckets, const SeriesPoint &point, qint64 stepMs)
{
    const qint64 start = barStart(point.bar.time, stepMs);
    if (!buckets.isEmpty() && buckets.constLast().bar.time == start) {
        SeriesPoint &bucket = buckets.last();
        bucket.bar.append(point.bar);
        bucket.bid.reset();
        bucket.ask.reset();
    } else {
        buckets.append(point);
        buckets.last().bar.time = start;
    }
}

QList<SeriesPoint> reduceToBuckets(const QList<SeriesPoint> &points, qint64 stepMs)
{
    QList<SeriesPoint> buckets;
    for (const SeriesPoint &point : points)
        appendToBuckets(buckets, point, stepMs);
    return buckets;
}

qint64 bucketStepMs(qint64 rangeMs, int points)
{
    // Below five minutes only the demo market, whose slots are seconds, needs a step.
    static constexpr std::array<qint64, 9> Steps{5'000,      15'000,        30'000,
                                                 MinuteMs,   2 * MinuteMs,  SlotMs,
                                                 2 * SlotMs, 15 * MinuteMs, 30 * MinuteMs};
    // A range that does not start on a step touches one bucket more.
    const qint64 needed = rangeMs / std::max(points - 1, 1) + 1;
    for (const qint64 step : Steps) {
        if (step >= needed)
            return step;
    }
    const qint64 unit = needed <= DayMs - HourMs ? HourMs : DayMs;
    return (needed + unit - 1) / unit * unit;
}

QList<DataGap> gapsBetween(const QList<SeriesPoint> &points, qint64 stepMs,
                           const QList<DataGap> &recorded)
{
    // Quotes of an adopted database may lie off the grid: half a slot late is not a hole.
    const qint64 step = std::max(stepMs, SlotMs);
    const qint64 tolerated = std::max(stepMs, SlotMs + SlotMs / 2);
    QList<DataGap> gaps;
    for (qsizetype i = 1; i < points.size(); ++i) {
        const qint64 before = points[i - 1].bar.time;
        const qint64 after = points[i].bar.time;
        if (after - before <= tolerated)
            continue;
        DataGap gap;
        gap.from = QDateTime::fromMSecsSinceEpoch(before + step, Qt::UTC);
        gap.to = QDateTime::fromMSecsSinceEpoch(after, Qt::UTC);
        gap.cause = causeOf(before + step, after, recorded);
        gaps.append(gap);
    }
    return gaps;
}
