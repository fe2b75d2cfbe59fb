// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/quotesource.h"

#include <QRandomGenerator>

#include <algorithm>

namespace {

constexpr qint64 SlotMs = 300'000;
constexpr qint64 HourMs = 3'600'000;
constexpr Price::Units Cent = 1'000'000;

QDateTime utc(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
}

} // namespace

void QuoteSource::add(qint64 timeMs, Price last)
{
    const Price::Units half = last.units() / 500;
    m_points.append({Bar::of(timeMs, last), Price::fromUnits(last.units() - half),
                     Price::fromUnits(last.units() + half)});
}

void QuoteSource::add(const Quote &quote)
{
    m_points.append(
            {Bar::of(quote.timestamp.toMSecsSinceEpoch(), quote.last), quote.bid, quote.ask});
}

void QuoteSource::addGap(qint64 fromMs, qint64 toMs, GapCause cause)
{
    DataGap gap;
    gap.from = utc(fromMs);
    gap.to = utc(toMs);
    gap.cause = cause;
    m_gaps.append(gap);
}

void QuoteSource::fill(qint64 fromMs, qint64 toMs, const QList<int> &asleepHours)
{
    QRandomGenerator random{7};
    Price::Units cents = 14'000'000;
    for (qint64 ms = barStart(fromMs + SlotMs - 1, SlotMs); ms < toMs; ms += SlotMs) {
        cents += random.bounded(-9000, 9001) + (14'000'000 - cents) / 400;
        if (!asleepHours.contains(int(ms / HourMs % 24)))
            add(ms, Price::fromUnits(cents * Cent));
    }
}

Series QuoteSource::answer(const SeriesRequest &request) const
{
    Series series;
    series.request = request;
    if (m_points.isEmpty())
        return series;
    series.firstMs = m_points.constFirst().bar.time;
    series.lastMs = lastMs();
    const auto before = [](const SeriesPoint &point, qint64 ms) { return point.bar.time < ms; };
    const auto first = std::lower_bound(m_points.begin(), m_points.end(), request.fromMs, before);
    const auto last = std::lower_bound(first, m_points.end(), request.toMs, before);
    series.points = m_points.mid(first - m_points.begin(), last - first);
    if (series.points.size() > request.points) {
        const qint64 from = std::max(request.fromMs, series.firstMs);
        const qint64 to = std::min(request.toMs, series.lastMs + 1);
        series.stepMs = bucketStepMs(to - from, request.points);
        series.points = reduceToBuckets(series.points, series.stepMs);
    }
    series.gaps = gapsBetween(series.points, series.stepMs, m_gaps);
    return series;
}
