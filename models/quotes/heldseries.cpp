// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/quotes/heldseries.h"

#include "models/quotes/seriesholes.h"

#include <algorithm>
#include <utility>

namespace {

// Points [first, last) of a series that touch the range, and one more at each side.
SeriesPart partOf(const Series &series, TimeRange range, qint64 endMs)
{
    const auto before = [](const SeriesPoint &point, qint64 ms) { return point.bar.time < ms; };
    const auto &points = series.points;
    auto first = std::lower_bound(points.begin(), points.end(), range.fromMs, before);
    auto last = std::lower_bound(first, points.end(), range.toMs, before);
    if (first != points.begin())
        --first;
    if (last != points.end())
        ++last;
    SeriesPart part{series.stepMs, endMs, points.mid(first - points.begin(), last - first)};
    if (series.stock) {
        part.traded = series.stock->traded.mid(first - points.begin(), last - first);
        part.isOfDays = !series.stock->isIntraday;
    }
    return part;
}

void extend(Series &series, const Quote &quote)
{
    const qint64 time = quote.timestamp.toMSecsSinceEpoch();
    SeriesPoint point{Bar::of(time, quote.last), quote.bid, quote.ask};
    series.request.toMs = std::max(series.request.toMs, time + 1);
    series.lastMs = time;
    if (series.stepMs > 0) {
        point = {Bar::of(barStart(time, series.stepMs), quote.last), {}, {}};
        if (!series.points.isEmpty() && series.points.constLast().bar.time == point.bar.time) {
            series.points.last().bar.append(point.bar);
            return;
        }
    }
    if (!series.points.isEmpty())
        series.gaps += gapsBetween({series.points.constLast(), point}, series.stepMs, {});
    series.points.append(point);
}

} // namespace

SeriesSlice HeldSeries::slice(TimeRange range) const
{
    SeriesSlice slice;
    const auto addPart = [&](const Series &series, TimeRange within, qint64 endMs) {
        SeriesPart part = partOf(series, within, endMs);
        if (!part.points.isEmpty())
            slice.parts.append(std::move(part));
    };
    if (!detail) {
        if (overview) {
            addPart(*overview, range, SeriesPart::Never);
            slice.gaps = overview->gaps;
        }
        return slice;
    }
    const TimeRange sharp{detail->request.fromMs, detail->request.toMs};
    if (overview && range.fromMs < sharp.fromMs) {
        // The neighbour that partOf adds at the right would lie inside the sharp part.
        addPart(*overview, {range.fromMs, std::min(range.toMs, sharp.fromMs)}, sharp.fromMs);
        if (!slice.parts.isEmpty()) {
            slice.parts.last().removeFrom(sharp.fromMs);
            if (slice.parts.constLast().points.isEmpty())
                slice.parts.removeLast();
        }
    }
    addPart(*detail, range, SeriesPart::Never);
    if (overview && range.toMs > sharp.toMs) {
        SeriesPart part = partOf(*overview, {std::max(range.fromMs, sharp.toMs), range.toMs},
                                 SeriesPart::Never);
        part.removeBefore(sharp.toMs);
        if (!part.points.isEmpty())
            slice.parts.append(std::move(part));
    }
    slice.gaps = holesOf(*detail, overview ? &*overview : nullptr);
    return slice;
}

void HeldSeries::append(const Quote &quote, qint64 newestMs)
{
    for (std::optional<Series> *series : {&detail, &overview}) {
        if (*series && (*series)->request.toMs > newestMs)
            extend(**series, quote);
    }
}

std::optional<Price> HeldSeries::priceAt(qint64 newestMs) const
{
    for (const std::optional<Series> *series : {&detail, &overview}) {
        if (*series && !(*series)->points.isEmpty() && (*series)->request.toMs > newestMs)
            return (*series)->points.constLast().bar.close;
    }
    return {};
}
