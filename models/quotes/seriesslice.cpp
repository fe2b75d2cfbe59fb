// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/quotes/seriesslice.h"

#include <algorithm>
#include <cmath>

namespace {

qint64 startOf(const DataGap &gap)
{
    return gap.from.toMSecsSinceEpoch();
}

qint64 endOf(const DataGap &gap)
{
    return gap.to.toMSecsSinceEpoch();
}

// Gathers the points of one column and writes the fewest that look the same.
class Column final
{
public:
    Column(QList<QPointF> &line, Price base)
        : m_line{line}
        , m_base{base}
    {}

    // isWide: what the bar stands for is drawn over several columns.
    void add(double x, const Bar &bar, bool isWide)
    {
        if (m_isEmpty) {
            m_bar = bar;
            m_firstX = x;
        } else {
            m_bar.append(bar);
        }
        m_lastX = x;
        m_isWide = isWide;
        m_isEmpty = false;
    }

    // isLast: the line ends here.
    void flush(bool isLast)
    {
        if (m_isEmpty)
            return;
        // Rising: down first, then up, then where it ended, so the stroke does not cross itself.
        // Between neighbouring columns the way from end to start is less than a pixel: left out.
        const bool isRising = m_bar.close >= m_bar.open;
        if (m_isWide || m_line.isEmpty())
            append(m_firstX, m_bar.open);
        append(m_firstX, isRising ? m_bar.low : m_bar.high);
        append(m_lastX, isRising ? m_bar.high : m_bar.low);
        if (m_isWide || isLast)
            append(m_lastX, m_bar.close);
        m_isEmpty = true;
    }

private:
    void append(double x, Price price)
    {
        const QPointF point{x, double(price.units() - m_base.units())};
        if (m_line.isEmpty() || m_line.constLast() != point)
            m_line.append(point);
    }

    QList<QPointF> &m_line;
    Price m_base;
    Bar m_bar;
    double m_firstX = 0;
    double m_lastX = 0;
    bool m_isWide = false;
    bool m_isEmpty = true;
};

qint64 candleStep(const SeriesPart &part, TimeRange range, int candles)
{
    const qint64 wanted = part.isOfDays ? tradingStepMs(range.span(), candles)
                                        : bucketStepMs(range.span(), candles);
    if (part.stepMs == 0)
        return wanted;
    return (wanted + part.stepMs - 1) / part.stepMs * part.stepMs;
}

PlacedPoint placed(const SeriesPart &part, qsizetype i, qint64 at)
{
    const bool hasTraded = i < part.traded.size();
    return {part.points.at(i), part.stepMs, at,
            hasTraded ? std::optional{part.traded.at(i)} : std::nullopt, part.isOfDays};
}

} // namespace

void SeriesPart::removeBefore(qint64 ms)
{
    const auto isKept = [ms](const SeriesPoint &point) { return point.bar.time >= ms; };
    const qsizetype count = std::find_if(points.cbegin(), points.cend(), isKept) - points.cbegin();
    points.remove(0, count);
    traded.remove(0, std::min(count, traded.size()));
}

void SeriesPart::removeFrom(qint64 ms)
{
    while (!points.isEmpty() && points.constLast().bar.time >= ms)
        points.removeLast();
    if (traded.size() > points.size())
        traded.resize(points.size());
}

const DataGap *SeriesSlice::gapAt(qint64 ms) const
{
    const auto found = std::find_if(gaps.begin(), gaps.end(), [ms](const DataGap &gap) {
        return startOf(gap) <= ms && ms < endOf(gap);
    });
    return found == gaps.end() ? nullptr : &*found;
}

const DataGap *SeriesSlice::gapOnTheWay(qint64 fromMs, qint64 toMs) const
{
    const DataGap *nearest = nullptr;
    for (const DataGap &gap : gaps) {
        const qint64 ms = middleOf(gap);
        const bool isBetween = std::min(fromMs, toMs) < ms && ms < std::max(fromMs, toMs);
        if (!isBetween || gap.cause == GapCause::MarketClosed)
            continue;
        if (!nearest || std::abs(ms - fromMs) < std::abs(middleOf(*nearest) - fromMs))
            nearest = &gap;
    }
    return nearest;
}

qint64 middleOf(const DataGap &gap)
{
    return (startOf(gap) + endOf(gap)) / 2;
}

std::optional<PlacedPoint> nearestPoint(const SeriesSlice &slice, qint64 ms)
{
    std::optional<PlacedPoint> nearest;
    for (const SeriesPart &part : slice.parts) {
        for (qsizetype i = 0; i < part.points.size(); ++i) {
            const qint64 at = part.drawnAt(part.points.at(i));
            if (!nearest || std::abs(at - ms) < std::abs(nearest->drawnMs - ms))
                nearest = placed(part, i, at);
        }
    }
    return nearest;
}

std::optional<PlacedPoint> neighbourPoint(const SeriesSlice &slice, qint64 ms, int steps)
{
    std::optional<PlacedPoint> found;
    for (const SeriesPart &part : slice.parts) {
        for (qsizetype i = 0; i < part.points.size(); ++i) {
            const qint64 at = part.drawnAt(part.points.at(i));
            if ((steps < 0 && at < ms) || (steps > 0 && at > ms && !found))
                found = placed(part, i, at);
        }
    }
    return found;
}

std::optional<PriceBounds> boundsOf(const SeriesSlice &slice, TimeRange range)
{
    std::optional<PriceBounds> bounds;
    for (const SeriesPart &part : slice.parts) {
        for (const SeriesPoint &point : part.points) {
            const qint64 end = point.bar.time + std::max<qint64>(part.stepMs, 1);
            if (end <= range.fromMs || point.bar.time >= range.toMs)
                continue;
            if (!bounds)
                bounds = PriceBounds{point.bar.low, point.bar.high};
            bounds->low = std::min(bounds->low, point.bar.low);
            bounds->high = std::max(bounds->high, point.bar.high);
        }
    }
    return bounds;
}

QList<QList<QPointF>> linesThrough(const SeriesSlice &slice, TimeRange range, int columns,
                                   Price base)
{
    const double columnMs = double(range.span()) / std::max(columns, 1);
    QList<QList<QPointF>> lines;
    QList<QPointF> line;
    Column column{line, base};
    auto gap = slice.gaps.begin();
    qint64 previous = 0;
    qint64 columnNumber = 0;
    bool isFirst = true;
    for (const SeriesPart &part : slice.parts) {
        for (const SeriesPoint &point : part.points) {
            while (gap != slice.gaps.end() && !isFirst && endOf(*gap) <= previous)
                ++gap;
            // A hole narrower than half a column cannot be seen, and breaking there is dear.
            const bool isBetween =
                    !isFirst && gap != slice.gaps.end() && point.bar.time > startOf(*gap);
            const bool breaks = isBetween && double(endOf(*gap) - startOf(*gap)) > columnMs / 2;
            const qint64 at = part.drawnAt(point);
            const auto number = qint64(std::floor(double(at - range.fromMs) / columnMs));
            if (breaks || number != columnNumber)
                column.flush(breaks);
            if (breaks) {
                lines.append(line);
                line.clear();
            }
            columnNumber = number;
            const bool isWide = double(part.stepMs) > 2 * columnMs;
            // A day of a stock has one price that counts: its line goes from close to close.
            const bool isClose = isWide && !part.traded.isEmpty();
            column.add(double(at - range.fromMs),
                       isClose ? Bar::of(point.bar.time, point.bar.close) : point.bar, isWide);
            previous = point.bar.time;
            isFirst = false;
        }
    }
    column.flush(true);
    if (!line.isEmpty())
        lines.append(line);
    return lines;
}

QList<SeriesPart> candlesOf(const SeriesSlice &slice, TimeRange range, int candles)
{
    QList<SeriesPart> result;
    for (const SeriesPart &part : slice.parts) {
        const qint64 step = candleStep(part, range, candles);
        result.append(SeriesPart{step, SeriesPart::Never, reduceToBuckets(part.points, step),
                                 reduceToBuckets(part.traded, step), part.isOfDays});
    }
    return result;
}

QList<VolumeBar> volumesOf(const SeriesSlice &slice, TimeRange range, int bars)
{
    QList<VolumeBar> volumes;
    for (const SeriesPart &part : candlesOf(slice, range, bars)) {
        for (qsizetype i = 0; i < part.traded.size(); ++i) {
            const Bar &bar = part.points.at(i).bar;
            if (const std::optional<qint64> &volume = part.traded.at(i).volume)
                volumes.append({bar.time, bar.time + part.stepMs, *volume, bar.close >= bar.open});
        }
    }
    return volumes;
}
