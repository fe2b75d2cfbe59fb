// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/alerts/pricehistory.h"

#include "db/domain/bar.h"
#include "db/domain/timespans.h"

#include <algorithm>
#include <limits>

namespace {

constexpr Price::Units One = 100'000'000; // 1 in units of 1e-8

// What does not fit a column of prices is as much as fits: no level is beyond it.
Price fitting(Price::Units units)
{
    constexpr Price::Units Most = 1'000'000'000'000 * One - 1;
    return Price::fromUnits(std::clamp(units, -Most, Most));
}

// The largest product, 1e26 of an average, is 1e36: 128 bits hold it.
Price percent(Price::Units part, Price::Units whole)
{
    return fitting(part * 100 * One / whole);
}

qint64 averageBarMs(const AlertTerm &term)
{
    return term.spanMs % DayMs == 0 && term.longSpanMs % DayMs == 0 ? DayMs : HourMs;
}

} // namespace

void PriceHistory::require(const AlertTerm &term)
{
    switch (term.measure) {
    case AlertMeasure::Change:
    case AlertMeasure::Move:
    case AlertMeasure::Difference:
        m_spanMs = std::max(m_spanMs, term.spanMs);
        break;
    case AlertMeasure::DropFromHigh:
    case AlertMeasure::RiseFromLow:
        m_dayCount = std::max(m_dayCount, term.spanMs / DayMs);
        break;
    case AlertMeasure::Average: {
        const qint64 barMs = averageBarMs(term);
        qint64 &count = barMs == DayMs ? m_dayCount : m_hourCount;
        count = std::max(count, term.longSpanMs / barMs);
        break;
    }
    default:
        break;
    }
}

qint64 PriceHistory::lookbackMs() const
{
    // What was the newest price then may be older by what a price stays fresh: a share's over a
    // weekend, and of shares nothing shorter than a day is looked at.
    const qint64 marginMs = m_spanMs >= DayMs ? 4 * DayMs : DayMs;
    return std::max(m_spanMs, (m_hourCount + 1) * HourMs) + marginMs;
}

void PriceHistory::seed(const QList<ObservedDay> &days)
{
    for (const ObservedDay &day : days)
        m_days.push_back({day.dayMs,
                          {day.high, 0, day.dayMs, day.source},
                          {day.low, 0, day.dayMs, day.source},
                          day.close});
    m_isDayComplete = !days.isEmpty();
}

void PriceHistory::append(const Observation &observation)
{
    m_followsGap = m_newest && m_newest->staleMs < observation.timeMs;
    m_recent.push_back({observation.row(observation.last), observation.staleMs});
    const bool isNewDay = take(m_days, observation.dayMs, observation);
    const bool isWholeDay = isBar(observation.source);
    if (isNewDay)
        m_extremes.clear();
    bool closes = isNewDay || isWholeDay;
    m_isDayComplete = isWholeDay;
    if (m_hourCount > 0)
        closes |= take(m_hours, barStart(observation.timeMs, HourMs), observation);
    if (closes)
        m_sums.clear();
    m_newest = observation;
    forgetOld();
}

bool PriceHistory::take(std::deque<Period> &periods, qint64 startMs, const Observation &observation)
{
    if (periods.empty() || periods.back().startMs < startMs) {
        periods.push_back({startMs, observation.row(observation.high),
                           observation.row(observation.low), observation.last});
        return true;
    }
    Period &period = periods.back();
    if (period.high.price < observation.high)
        period.high = observation.row(observation.high);
    if (observation.low < period.low.price)
        period.low = observation.row(observation.low);
    period.close = observation.last;
    return false;
}

void PriceHistory::forgetOld()
{
    // One before the span stays: it is the price at its beginning.
    while (m_recent.size() > 1 && m_recent[1].row.timeMs <= m_newest->timeMs - m_spanMs)
        m_recent.pop_front();
    while (qint64(m_hours.size()) > m_hourCount + 1)
        m_hours.pop_front();
    while (qint64(m_days.size()) > m_dayCount + 1)
        m_days.pop_front();
}

std::optional<Price> PriceHistory::value(const AlertTerm &term, qint64 nowMs, qint64 sinceMs) const
{
    if (term.measure == AlertMeasure::NoData) {
        const qint64 missedMs = nowMs - (m_newest ? m_newest->timeMs : sinceMs);
        return Price::fromUnits(Price::Units{missedMs} * One / MinuteMs);
    }
    if (!m_newest || nowMs >= m_newest->staleMs)
        return {};
    const Price last = m_newest->last;
    switch (term.measure) {
    case AlertMeasure::Price:
        return last;
    case AlertMeasure::Change:
    case AlertMeasure::Move:
    case AlertMeasure::Difference: {
        const PriceRow *then = before(nowMs - term.spanMs);
        if (!then || then->price <= Price{})
            return {};
        const Price::Units difference = last.units() - then->price.units();
        if (term.measure == AlertMeasure::Difference)
            return Price::fromUnits(difference);
        const Price change = percent(difference, then->price.units());
        return term.measure == AlertMeasure::Change || change >= Price{}
                       ? change
                       : Price::fromUnits(-change.units());
    }
    case AlertMeasure::DropFromHigh:
    case AlertMeasure::RiseFromLow:
        return percentFromExtreme(term);
    case AlertMeasure::Average:
        return percentOfAverages(term);
    case AlertMeasure::Spread:
        if (!m_newest->bid || !m_newest->ask || *m_newest->ask <= Price{})
            return {};
        return percent(m_newest->ask->units() - m_newest->bid->units(), m_newest->ask->units());
    case AlertMeasure::Volume:
        if (!m_newest->volume)
            return {};
        return fitting(Price::Units{*m_newest->volume} * One);
    case AlertMeasure::NoData:
        break;
    }
    Q_UNREACHABLE();
}

// The price that was the newest at this time; nothing where it was no longer fresh by then.
const PriceRow *PriceHistory::before(qint64 timeMs) const
{
    const auto after = std::ranges::upper_bound(
            m_recent, timeMs, {}, [](const Recent &recent) { return recent.row.timeMs; });
    if (after == m_recent.begin())
        return nullptr;
    const Recent &then = *std::prev(after);
    return then.staleMs <= timeMs ? nullptr : &then.row;
}

std::optional<Price> PriceHistory::percentFromExtreme(const AlertTerm &term) const
{
    const Extremes &before = extremesOf(term.spanMs / DayMs);
    const Period &today = m_days.back();
    if (term.measure == AlertMeasure::DropFromHigh) {
        const Price high = std::max(before.high, today.high.price);
        if (high <= Price{})
            return {};
        return percent(high.units() - today.close.units(), high.units());
    }
    const Price low = std::min(before.low, today.low.price);
    if (low <= Price{})
        return {};
    return percent(today.close.units() - low.units(), low.units());
}

const PriceHistory::Extremes &PriceHistory::extremesOf(qint64 days) const
{
    const auto known = std::ranges::find(m_extremes, days, &Extremes::days);
    if (known != m_extremes.end())
        return *known;
    Extremes extremes{days, Price{}, Price::fromUnits(std::numeric_limits<Price::Units>::max())};
    const qint64 fromMs = m_days.back().startMs - (days - 1) * DayMs;
    for (const Period &day : m_days) {
        if (day.startMs < fromMs || &day == &m_days.back())
            continue;
        extremes.high = std::max(extremes.high, day.high.price);
        extremes.low = std::min(extremes.low, day.low.price);
    }
    return m_extremes.emplace_back(extremes);
}

// The first row that holds what percentFromExtreme() compares with.
const PriceRow &PriceHistory::extremeRow(const AlertTerm &term) const
{
    const qint64 fromMs = m_days.back().startMs - term.spanMs + DayMs;
    const bool isHigh = term.measure == AlertMeasure::DropFromHigh;
    const PriceRow *extreme = nullptr;
    for (const Period &day : m_days) {
        if (day.startMs < fromMs)
            continue;
        const PriceRow &row = isHigh ? day.high : day.low;
        if (!extreme || (isHigh ? row.price > extreme->price : row.price < extreme->price))
            extreme = &row;
    }
    return *extreme; // today is among them
}

std::optional<Price> PriceHistory::percentOfAverages(const AlertTerm &term) const
{
    constexpr Price::Units Finer = 1'000'000; // an average has more decimals than a price
    const qint64 barMs = averageBarMs(term);
    const qint64 count = term.spanMs / barMs;
    const qint64 longCount = term.longSpanMs / barMs;
    const std::optional<Price::Units> sum = sumOf(barMs, count);
    const std::optional<Price::Units> longSum = sumOf(barMs, longCount);
    if (!sum || !longSum)
        return {};
    const Price::Units average = *sum * Finer / count;
    const Price::Units longAverage = *longSum * Finer / longCount;
    if (longAverage <= 0)
        return {};
    return percent(average - longAverage, longAverage);
}

std::optional<Price::Units> PriceHistory::sumOf(qint64 barMs, qint64 count) const
{
    for (const Sum &sum : m_sums) {
        if (sum.barMs == barMs && sum.count == count)
            return sum.units;
    }
    const std::deque<Period> &periods = periodsOf(barMs);
    const qint64 end = completeCount(barMs);
    Sum sum{barMs, count, {}};
    if (end >= count) {
        sum.units = 0;
        for (qint64 i = end - count; i < end; ++i)
            *sum.units += periods[std::size_t(i)].close.units();
    }
    return m_sums.emplace_back(sum).units;
}

QList<TermBasis::Average> PriceHistory::averages(const AlertTerm &term) const
{
    const qint64 barMs = averageBarMs(term);
    const std::deque<Period> &periods = periodsOf(barMs);
    const qint64 end = completeCount(barMs);
    QList<TermBasis::Average> averages;
    for (const qint64 spanMs : {term.spanMs, term.longSpanMs}) {
        const qint64 count = spanMs / barMs;
        const std::optional<Price::Units> sum = sumOf(barMs, count);
        if (!sum)
            return {};
        averages.append({barMs, count, periods[std::size_t(end - count)].startMs,
                         periods[std::size_t(end - 1)].startMs, Price::fromUnits(*sum / count)});
    }
    return averages;
}

const std::deque<PriceHistory::Period> &PriceHistory::periodsOf(qint64 barMs) const
{
    return barMs == DayMs ? m_days : m_hours;
}

qint64 PriceHistory::completeCount(qint64 barMs) const
{
    const bool isLastComplete = barMs == DayMs && m_isDayComplete;
    return std::max<qint64>(qint64(periodsOf(barMs).size()) - (isLastComplete ? 0 : 1), 0);
}

TermBasis PriceHistory::basis(const AlertTerm &term, qint64 nowMs) const
{
    if (!m_newest || nowMs >= m_newest->staleMs)
        return {};
    switch (term.measure) {
    case AlertMeasure::Change:
    case AlertMeasure::Move:
    case AlertMeasure::Difference: {
        const PriceRow *then = before(nowMs - term.spanMs);
        return {then ? std::optional{*then} : std::nullopt, {}};
    }
    case AlertMeasure::DropFromHigh:
    case AlertMeasure::RiseFromLow:
        return {extremeRow(term), {}};
    case AlertMeasure::Average:
        return {{}, averages(term)};
    default:
        return {};
    }
}

HistoryReach PriceHistory::reachOf(const AlertTerm &term) const
{
    switch (term.measure) {
    case AlertMeasure::Change:
    case AlertMeasure::Move:
    case AlertMeasure::Difference:
        return {term.spanMs, m_newest ? m_newest->timeMs - m_recent.front().row.timeMs : 0};
    case AlertMeasure::DropFromHigh:
    case AlertMeasure::RiseFromLow:
        return {term.spanMs,
                m_days.empty() ? 0 : m_days.back().startMs - m_days.front().startMs + DayMs};
    case AlertMeasure::Average: {
        const qint64 barMs = averageBarMs(term);
        return {term.longSpanMs, completeCount(barMs) * barMs};
    }
    default:
        return {};
    }
}
