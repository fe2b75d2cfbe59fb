// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/quotes/timerange.h"

#include "db/domain/timespans.h"

#include <QString>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 ShortestMs = 300'000;

struct NamedRange {
    ChartRange range;
    QLatin1StringView name;
    qint64 ms;
};

constexpr std::array<NamedRange, 8> Ranges{{{ChartRange::Hour, "1h"_L1, HourMs},
                                            {ChartRange::Day, "1d"_L1, DayMs},
                                            {ChartRange::Week, "1w"_L1, 7 * DayMs},
                                            {ChartRange::Month, "1m"_L1, 30 * DayMs},
                                            {ChartRange::HalfYear, "6m"_L1, 182 * DayMs},
                                            {ChartRange::Year, "1y"_L1, 365 * DayMs},
                                            {ChartRange::FiveYears, "5y"_L1, 5 * 365 * DayMs},
                                            {ChartRange::All, "all"_L1, 0}}};

} // namespace

QList<ChartRange> chartRanges(bool isStock)
{
    using enum ChartRange;
    return isStock ? QList{Week, Month, HalfYear, Year, FiveYears, All}
                   : QList{Hour, Day, Week, Month, Year, All};
}

qint64 chartRangeMs(ChartRange range)
{
    return Ranges.at(size_t(range)).ms;
}

QString chartRangeName(ChartRange range)
{
    return Ranges.at(size_t(range)).name;
}

ChartRange chartRangeFromName(QStringView name)
{
    const auto found = std::find_if(Ranges.begin(), Ranges.end(),
                                    [&](const NamedRange &range) { return range.name == name; });
    return found == Ranges.end() ? ChartRange::Day : found->range;
}

TimeRange zoomedAbout(TimeRange range, double factor, qint64 anchorMs)
{
    const auto span = double(range.span());
    const double wanted = std::max(span * factor, double(ShortestMs));
    const double before = double(anchorMs - range.fromMs) / span;
    const qint64 from = anchorMs - std::llround(wanted * before);
    return {from, from + std::llround(wanted)};
}

TimeRange keptNear(TimeRange range, qint64 firstMs, qint64 lastMs)
{
    const qint64 longest = std::max((lastMs - firstMs) * 2, 2 * chartRangeMs(ChartRange::Year));
    if (range.span() > longest)
        range = zoomedAbout(range, double(longest) / double(range.span()), range.middle());
    const qint64 shown = range.span() / 10;
    if (range.toMs < firstMs + shown)
        return range.moved(firstMs + shown - range.toMs);
    if (range.fromMs > lastMs - shown)
        return range.moved(lastMs - shown - range.fromMs);
    return range;
}
