// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/quotes/seriesstore.h"

#include "db/domain/asset.h"
#include "db/domain/coin.h"
#include "db/quotes/stockseriesstore.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

QDateTime utc(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
}

} // namespace

SeriesStore::SeriesStore(const Connection &connection)
    : m_connection{connection}
    , m_quotes{connection}
    , m_bars{connection}
    , m_runs{connection}
{}

Result<Series> SeriesStore::read(const SeriesRequest &request)
{
    const Result<std::optional<Quote>> newest = m_quotes.newest(request.coin);
    if (!newest)
        return fail(newest.error());
    if (!*newest && isStockSymbol(request.coin))
        return StockSeriesStore{m_connection}.read(request);
    if (!*newest)
        return fail(Error::Kind::NotFound, u"no price of it was ever stored"_s, request.coin);
    const Result<std::optional<QDateTime>> oldest = m_quotes.oldestTime(request.coin);
    if (!oldest)
        return fail(oldest.error());

    Series series;
    series.request = request;
    series.firstMs = (*oldest)->toMSecsSinceEpoch();
    series.lastMs = (*newest)->timestamp.toMSecsSinceEpoch();

    // What lies outside the history needs no points.
    SeriesRequest held = request;
    held.fromMs = std::max(request.fromMs, series.firstMs);
    held.toMs = std::min(request.toMs, series.lastMs + 1);
    if (held.fromMs >= held.toMs)
        return series;

    const qint64 step = bucketStepMs(held.toMs - held.fromMs, request.points);
    Result<> done;
    if (step >= barLengthMs(BarInterval::Day)) {
        series.stepMs = step;
        done = readBars(held, BarInterval::Day, series);
    } else if (step >= barLengthMs(BarInterval::Hour)) {
        series.stepMs = step;
        done = readBars(held, BarInterval::Hour, series);
    } else {
        done = readQuotes(held, series);
    }
    if (!done)
        return fail(done.error());

    const Result<QList<DataGap>> recorded =
            m_runs.gaps(u"coinspot"_s, utc(held.fromMs), utc(held.toMs));
    if (!recorded)
        return fail(recorded.error());
    series.gaps = gapsBetween(series.points, series.stepMs, *recorded);
    if (request.isCut)
        cutFirst(series);
    return series;
}

Result<> SeriesStore::readQuotes(const SeriesRequest &request, Series &series)
{
    const Result<> read =
            m_quotes.read(request.coin, request.fromMs, request.toMs,
                          [&](qint64 time, const Price &bid, const Price &ask, const Price &last) {
                              series.points.append({Bar::of(time, last), bid, ask});
                          });
    if (read && series.points.size() > request.points) {
        series.stepMs = bucketStepMs(request.toMs - request.fromMs, request.points);
        series.points = reduceToBuckets(series.points, series.stepMs);
    }
    return read;
}

Result<> SeriesStore::readBars(const SeriesRequest &request, BarInterval interval, Series &series)
{
    qint64 from = barStart(request.fromMs, barLengthMs(interval));
    if (request.isCut && from < request.fromMs) {
        // A bar cannot be parted: its quotes can.
        from += barLengthMs(interval);
        const Result<> read = m_quotes.read(
                request.coin, request.fromMs, std::min(from, request.toMs),
                [&](qint64 time, const Price &, const Price &, const Price &last) {
                    appendToBuckets(series.points, {Bar::of(time, last), {}, {}}, series.stepMs);
                });
        if (!read)
            return read;
    }
    return m_bars.read(symbolOfCoin(request.coin), interval, from, request.toMs,
                       [&](const Bar &bar) {
                           appendToBuckets(series.points, {bar, {}, {}}, series.stepMs);
                       });
}
