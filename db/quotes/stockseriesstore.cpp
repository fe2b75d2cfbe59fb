// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/quotes/stockseriesstore.h"

#include "db/bars/daytime.h"
#include "db/domain/exchangeday.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

// A range may begin so long before the first bar within a day, and still be shown by them: over a
// long weekend.
constexpr qint64 LongWeekendMs = 4 * DayMs;
// Between two bars of a day's trading there is less, however rarely somebody trades.
constexpr qint64 ClosedFromMs = 3 * 3'600'000LL;

QDateTime utc(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
}

// The middle of a day, where its bar is drawn.
qint64 middleOf(const QDate &day)
{
    return dayMs(day) + DayMs / 2;
}

Bar adjusted(const Bar &bar, const QDate &day, const Adjustment &adjustment)
{
    return {bar.time, adjustment.apply(bar.open, day), adjustment.apply(bar.high, day),
            adjustment.apply(bar.low, day), adjustment.apply(bar.close, day)};
}

void append(Series &series, StockSeries &stock, const Bar &raw, const QDate &day,
            std::optional<qint64> volume, const Adjustment &adjustment)
{
    const Bar bar = adjusted(raw, day, adjustment);
    series.points.append({series.request.isRaw ? raw : bar, {}, {}});
    stock.traded.append({raw.time, raw.close, bar.close, volume});
}

void reduce(Series &series, StockSeries &stock, qint64 stepMs)
{
    series.stepMs = stepMs;
    series.points = reduceToBuckets(series.points, stepMs);
    stock.traded = reduceToBuckets(stock.traded, stepMs);
}

// Nights and weekends, between points that are times of day.
QList<DataGap> closedBetween(const QList<SeriesPoint> &points, qint64 stepMs)
{
    QList<DataGap> gaps;
    for (qsizetype i = 1; i < points.size(); ++i) {
        const qint64 from = points[i - 1].bar.time + stepMs;
        const qint64 to = points[i].bar.time;
        if (to - from >= ClosedFromMs)
            gaps.append({0, {}, {}, utc(from), utc(to), GapCause::MarketClosed});
    }
    return gaps;
}

// Recorded holes, and beside them the hours in which the market was closed.
QList<DataGap> merged(const QList<DataGap> &recorded, const QList<DataGap> &closed)
{
    QList<DataGap> all = recorded;
    for (const DataGap &night : closed) {
        if (std::ranges::none_of(recorded, [&](const DataGap &gap) {
                return gap.from < night.to && gap.to > night.from;
            }))
            all.append(night);
    }
    std::ranges::sort(all, {}, &DataGap::from);
    return all;
}

} // namespace

StockSeriesStore::StockSeriesStore(const Connection &connection)
    : m_assets{connection}
    , m_daily{connection}
    , m_actions{connection}
    , m_intraday{connection}
    , m_runs{connection}
{}

Result<Series> StockSeriesStore::read(const SeriesRequest &request)
{
    const Result<Holding> read = holdingOf(request.coin);
    if (!read)
        return fail(read.error());
    const Holding &holding = *read;
    if (holding.days.isEmpty() && holding.intraday.isEmpty())
        return fail(Error::Kind::NotFound, u"no price of it was ever stored"_s, request.coin);

    const Adjustment adjustment{holding.days, holding.actions, holding.currency};
    Series series;
    series.request = request;
    StockSeries &stock = series.stock.emplace();
    stock.currency = holding.currency;
    for (qsizetype i = 0; i < holding.actions.size(); ++i)
        stock.actions.append({holding.actions.at(i), adjustment.uses().at(i)});
    QList<qint64> ends;
    if (!holding.days.isEmpty()) {
        ends = {middleOf(holding.days.constFirst().day), middleOf(holding.days.constLast().day)};
    }
    for (const IntradayReader::Kept &kept : holding.intraday)
        ends += {kept.firstMs, kept.lastMs};
    series.firstMs = std::ranges::min(ends);
    series.lastMs = std::ranges::max(ends);

    SeriesRequest held = request;
    held.fromMs = std::max(request.fromMs, barStart(series.firstMs, DayMs));
    held.toMs = std::min(request.toMs, series.lastMs + 1);
    if (held.fromMs >= held.toMs)
        return series;

    const Result<std::optional<IntradayReader::Kept>> intraday = intradayFor(held, holding);
    if (!intraday)
        return fail(intraday.error());
    if (*intraday) {
        if (const Result<> done = readIntraday(held, **intraday, adjustment, series, stock); !done)
            return fail(done.error());
        stock.isFinest = series.stepMs == holding.intraday.constFirst().lengthMs;
    } else {
        const qint64 step = tradingStepMs(held.toMs - held.fromMs, request.points);
        // A bucket that the range cuts is shown whole: half a week would have half the volume.
        const qint64 from = barStart(held.fromMs, step);
        const qint64 to = barStart(held.toMs - 1, step) + step;
        for (const DailyBar &bar : holding.days) {
            const qint64 time = dayMs(bar.day);
            if (time >= from && time < to)
                append(series, stock, {time, bar.open, bar.high, bar.low, bar.close}, bar.day,
                       bar.volume, adjustment);
        }
        reduce(series, stock, step);
        const auto overlaps = [&](const IntradayReader::Kept &kept) {
            return kept.firstMs < held.toMs && kept.lastMs >= held.fromMs;
        };
        stock.isFinest = step == DayMs && std::ranges::none_of(holding.intraday, overlaps);
    }

    const Result<QList<DataGap>> recorded =
            m_runs.gapsOf(u"eodhd"_s, request.coin, utc(held.fromMs), utc(held.toMs));
    if (!recorded)
        return fail(recorded.error());
    series.gaps = recordedBetween(series.points, series.stepMs, *recorded);
    if (stock.isIntraday)
        series.gaps = merged(series.gaps, closedBetween(series.points, series.stepMs));
    return series;
}

Result<StockSeriesStore::Holding> StockSeriesStore::holdingOf(const QString &symbol)
{
    Holding holding;
    return m_assets.find(symbol)
            .and_then([&](const std::optional<Asset> &asset) {
                holding.currency = asset ? asset->currency : QString{};
                return m_daily.list(symbol);
            })
            .and_then([&](const QList<DailyBar> &days) {
                holding.days = days;
                return m_actions.adjusting(symbol);
            })
            .and_then([&](const QList<CorporateAction> &actions) {
                holding.actions = actions;
                return m_intraday.kept(symbol);
            })
            .transform([&](const QList<IntradayReader::Kept> &kept) {
                holding.intraday = kept;
                return std::move(holding);
            });
}

Result<std::optional<IntradayReader::Kept>> StockSeriesStore::intradayFor(const SeriesRequest &held,
                                                                          const Holding &holding)
{
    std::optional<IntradayReader::Kept> best;
    if (!holding.days.isEmpty() &&
        tradingStepMs(held.toMs - held.fromMs, held.points) > DayMs) // days are too many already
        return best;
    for (const IntradayReader::Kept &kept : holding.intraday) {
        const bool covers = kept.firstMs <= held.fromMs + LongWeekendMs &&
                            kept.lastMs >= held.toMs - LongWeekendMs;
        if (!covers && !holding.days.isEmpty())
            continue;
        const Result<qint64> count = m_intraday.count(held.coin, kept, held.fromMs, held.toMs);
        if (!count)
            return fail(count.error());
        // The narrowest that fits; where none does, days do, or the widest in buckets.
        if (*count > 0 && *count <= held.points)
            return std::optional{kept};
        if (*count > 0 && holding.days.isEmpty())
            best = kept;
    }
    return best;
}

Result<> StockSeriesStore::readIntraday(const SeriesRequest &held, const IntradayReader::Kept &kept,
                                        const Adjustment &adjustment, Series &series,
                                        StockSeries &stock)
{
    stock.isIntraday = true;
    const Result<> done = m_intraday.read(
            held.coin, kept, held.fromMs, held.toMs,
            [&](const Bar &bar, std::optional<qint64> volume) {
                append(series, stock, bar, exchangeDay(held.coin, bar.time), volume, adjustment);
            });
    series.stepMs = kept.lengthMs;
    if (series.points.size() > held.points)
        reduce(series, stock,
               std::max(bucketStepMs(held.toMs - held.fromMs, held.points), kept.lengthMs));
    return done;
}
