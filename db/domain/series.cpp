// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/series.h"

#include "db/domain/timespans.h"

#include <algorithm>
#include <array>

namespace {

constexpr qint64 WeekMs = 7 * DayMs;

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

qint64 tradingStepMs(qint64 rangeMs, int points, int daysAWeek)
{
    // A range that cuts two weeks touches one more.
    const auto fits = [&](qint64 stepMs, qint64 traded) {
        return rangeMs / stepMs * traded / 7 + 2 <= points;
    };
    if (fits(DayMs, daysAWeek))
        return DayMs;
    for (const qint64 weeks : {1, 2, 4}) {
        if (fits(weeks * WeekMs, 7))
            return weeks * WeekMs;
    }
    const qint64 unit = 4 * WeekMs;
    const qint64 needed = rangeMs / std::max(points - 2, 1) + 1;
    return (needed + unit - 1) / unit * unit;
}

QList<TradedPoint> reduceToBuckets(const QList<TradedPoint> &traded, qint64 stepMs)
{
    QList<TradedPoint> buckets;
    for (const TradedPoint &point : traded) {
        const qint64 start = barStart(point.time, stepMs);
        if (buckets.isEmpty() || buckets.constLast().time != start) {
            buckets.append(point);
            buckets.last().time = start;
            continue;
        }
        TradedPoint &bucket = buckets.last();
        bucket.close = point.close;
        bucket.adjustedClose = point.adjustedClose;
        if (point.volume)
            bucket.volume = bucket.volume.value_or(0) + *point.volume;
    }
    return buckets;
}

void cutFirst(Series &series)
{
    const qint64 from = series.request.fromMs;
    if (!series.points.isEmpty())
        series.points.first().bar.time = std::max(series.points.first().bar.time, from);
    if (series.stock && !series.stock->traded.isEmpty())
        series.stock->traded.first().time = std::max(series.stock->traded.first().time, from);
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

QList<DataGap> recordedBetween(const QList<SeriesPoint> &points, qint64 stepMs,
                               const QList<DataGap> &recorded)
{
    const auto utc = [](qint64 ms) { return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC); };
    QList<DataGap> gaps;
    for (const DataGap &gap : recorded) {
        if (gap.cause == GapCause::MarketClosed)
            continue;
        qint64 from = gap.from.toMSecsSinceEpoch();
        const qint64 to = gap.to.toMSecsSinceEpoch();
        auto next = std::lower_bound(
                points.begin(), points.end(), from,
                [](const SeriesPoint &point, qint64 ms) { return point.bar.time <= ms; });
        if (next != points.begin())
            from = std::max(from, std::prev(next)->bar.time + stepMs);
        for (; from < to; ++next) {
            const qint64 end = next == points.end() ? to : std::min(next->bar.time, to);
            if (end > from) {
                gaps.append(gap);
                gaps.last().from = utc(from);
                gaps.last().to = utc(end);
            }
            if (next == points.end())
                break;
            from = std::max(from, next->bar.time + stepMs);
        }
    }
    std::ranges::sort(gaps, {}, &DataGap::from);
    return gaps;
}
