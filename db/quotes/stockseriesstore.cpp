// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/quotes/stockseriesstore.h"

#include "db/bars/daytime.h"
#include "db/domain/currencymarket.h"
#include "db/domain/exchangeday.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

// Between two bars of a day's trading there is less, however rarely somebody trades.
constexpr qint64 ClosedFromMs = 3 * 3'600'000LL;
// The last bar may begin so long before the close.
constexpr qint64 LastTradesMs = 30 * 60'000;

QDateTime utc(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
}

bool isAll(const SeriesRequest &request)
{
    return request.shownFromMs == 0 && request.shownToMs == 0;
}

bool touches(const DailyBar &bar, qint64 fromMs, qint64 toMs)
{
    return dayMs(bar.day) < toMs && dayMs(bar.day) + DayMs > fromMs;
}

// Nobody traded: bars within the day cannot be expected.
bool isIdle(const DailyBar &bar)
{
    return bar.volume == 0 && bar.high == bar.low;
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
    , m_intradayDays{m_intraday}
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

    const Result<std::optional<Within>> within = withinFor(held, holding);
    if (!within)
        return fail(within.error());
    const Result<> done = *within ? readIntraday(held, **within, adjustment, series, stock)
                                  : readDays(held, holding, adjustment, series, stock);
    if (!done)
        return fail(done.error());
    const Result<QList<DataGap>> recorded =
            m_runs.gapsOf(u"eodhd"_s, request.coin, utc(held.fromMs), utc(held.toMs));
    if (!recorded)
        return fail(recorded.error());
    if (!stock.isIntraday)
        series.gaps = recordedBetween(series.points, series.stepMs, *recorded);
    else if (neverCloses(exchangeOf(request.coin)))
        series.gaps = gapsBetween(series.points, series.stepMs, *recorded);
    else
        series.gaps = merged(recordedBetween(series.points, series.stepMs, *recorded),
                             closedBetween(series.points, series.stepMs));
    if (request.isCut)
        cutFirst(series);
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

Result<std::optional<StockSeriesStore::Within>>
StockSeriesStore::withinFor(const SeriesRequest &held, const Holding &holding)
{
    const qint64 shownFromMs = isAll(held) ? held.fromMs : held.shownFromMs;
    const qint64 shownToMs = isAll(held) ? held.toMs : held.shownToMs;
    const bool hasDays = std::ranges::any_of(holding.days, [&](const DailyBar &bar) {
        return touches(bar, shownFromMs, shownToMs);
    });
    std::optional<Within> best;
    const int daysAWeek = tradingDaysAWeek(exchangeOf(held.coin));
    const qint64 step = tradingStepMs(held.toMs - held.fromMs, held.points, daysAWeek);
    if (hasDays && step > DayMs) // days are too many already
        return best;
    for (const IntradayReader::Kept &kept : holding.intraday) {
        const Result<qint64> count = m_intraday.count(held.coin, kept, held.fromMs, held.toMs);
        if (!count)
            return fail(count.error());
        // The narrowest that fits; where none does, days do, or the widest in buckets.
        if (*count == 0 || (*count > held.points && hasDays))
            continue;
        const Result<std::optional<Within>> within = coveredBy(kept, held, holding);
        if (!within)
            return fail(within.error());
        if (*within && *count <= held.points)
            return *within;
        if (*within)
            best = *within;
    }
    return best;
}

Result<std::optional<StockSeriesStore::Within>>
StockSeriesStore::coveredBy(const IntradayReader::Kept &kept, const SeriesRequest &held,
                            const Holding &holding)
{
    Within within{kept, held.fromMs, held.toMs, holding.intraday.constFirst().lengthMs};
    const qint64 shownFromMs = isAll(held) ? held.fromMs : held.shownFromMs;
    const qint64 shownToMs = isAll(held) ? held.toMs : held.shownToMs;
    // A day at the edge may have its bars just outside.
    const Result<QSet<QDate>> days =
            m_intradayDays.of(held.coin, kept, held.fromMs - DayMs, held.toMs + DayMs);
    if (!days)
        return fail(days.error());
    // The newest may have been fetched while it went on: its own bar knows how it ended.
    const QDate newest = exchangeDay(held.coin, kept.lastMs);
    const bool hasEnded =
            kept.lastMs + kept.lengthMs >= tradingEndMs(held.coin, newest) - LastTradesMs;
    for (const DailyBar &bar : holding.days) {
        const bool isShown = days->contains(bar.day) && (bar.day != newest || hasEnded);
        if (!touches(bar, held.fromMs, held.toMs) || isIdle(bar) || isShown)
            continue;
        if (touches(bar, shownFromMs, shownToMs))
            return std::optional<Within>{};
        if (dayMs(bar.day) >= shownToMs)
            within.toMs = std::min(within.toMs, dayMs(bar.day));
        else
            within.fromMs =
                    std::max(within.fromMs, std::min(dayMs(bar.day) + DayMs,
                                                     exchangeDayMs(held.coin, bar.day.addDays(1))));
    }
    const bool isWhole = within.fromMs == held.fromMs && within.toMs == held.toMs;
    const Result<qint64> count =
            isWhole ? Result<qint64>{1}
            : within.fromMs < within.toMs
                    ? m_intraday.count(held.coin, kept, within.fromMs, within.toMs)
                    : Result<qint64>{0};
    return count.transform(
            [&](qint64 bars) { return bars > 0 ? std::optional{within} : std::nullopt; });
}

Result<> StockSeriesStore::readIntraday(const SeriesRequest &held, const Within &within,
                                        const Adjustment &adjustment, Series &series,
                                        StockSeries &stock)
{
    stock.isIntraday = true;
    const Result<> done = m_intraday.read(
            held.coin, within.kept, within.fromMs, within.toMs,
            [&](const Bar &bar, std::optional<qint64> volume) {
                append(series, stock, bar, exchangeDay(held.coin, bar.time), volume, adjustment);
            });
    series.stepMs = within.kept.lengthMs;
    if (series.points.size() > held.points)
        reduce(series, stock,
               std::max(bucketStepMs(within.toMs - within.fromMs, held.points),
                        within.kept.lengthMs));
    stock.isFinest = series.stepMs == within.finestMs;
    const SeriesRequest &asked = series.request;
    stock.coversFromMs = within.fromMs > held.fromMs ? within.fromMs : asked.fromMs;
    stock.coversToMs = within.toMs < held.toMs ? within.toMs : asked.toMs;
    return done;
}

Result<> StockSeriesStore::readDays(const SeriesRequest &held, const Holding &holding,
                                    const Adjustment &adjustment, Series &series,
                                    StockSeries &stock)
{
    const qint64 step = tradingStepMs(held.toMs - held.fromMs, held.points,
                                      tradingDaysAWeek(exchangeOf(held.coin)));
    const qint64 from = held.isCut ? held.fromMs : barStart(held.fromMs, step);
    const qint64 to = held.isCut ? held.toMs : barStart(held.toMs - 1, step) + step;
    const Result<QList<DailyBar>> made = m_intradayDays.missing(
            held.coin, holding.intraday, holding.days, dayOf(from), dayOf(to - 1));
    if (!made)
        return fail(made.error());
    QList<DailyBar> days = holding.days + *made;
    std::ranges::sort(days, {}, &DailyBar::day);
    for (const DailyBar &bar : std::as_const(days)) {
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
    return {};
}
