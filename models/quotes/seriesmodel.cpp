// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/quotes/seriesmodel.h"

#include "db/domain/asset.h"
#include "db/domain/coin.h"

#include <algorithm>
#include <utility>

namespace {

// Enough to see the course of years while the sharp points are on their way.
constexpr int OverviewPoints = 2000;
constexpr int LivePadPercent = 2; // room at the right of the newest price

ChartRange defaultRange(bool isStock)
{
    return isStock ? ChartRange::Year : ChartRange::Day;
}

bool sameRequest(const SeriesRequest &a, const SeriesRequest &b)
{
    return a.coin == b.coin && a.fromMs == b.fromMs && a.toMs == b.toMs && a.points == b.points &&
           a.isRaw == b.isRaw && a.shownFromMs == b.shownFromMs && a.shownToMs == b.shownToMs;
}

} // namespace

SeriesModel::SeriesModel(std::function<QDateTime()> clock, QObject *parent)
    : QObject{parent}
    , m_clock{std::move(clock)}
{
    anchorView();
}

void SeriesModel::setCoin(const QString &coin)
{
    if (coin == m_coin)
        return;
    m_coin = coin;
    if (isStockSymbol(coin) != m_isStock) {
        m_isStock = !m_isStock;
        const ChartRange before = m_otherRange.value_or(defaultRange(m_isStock));
        m_otherRange = std::exchange(m_range, before);
    }
    m_held = {};
    m_failed.reset();
    m_firstMs = 0;
    m_lastMs = 0;
    m_hasAnswer = false;
    m_hasFailed = false;
    m_isDetailStale = false;
    m_isOverviewStale = false;
    anchorView();
    emit coinChanged();
    emit seriesChanged();
    askIfNeeded();
}

void SeriesModel::showRange(ChartRange range)
{
    m_range = range;
    anchorView();
    askIfNeeded();
}

void SeriesModel::setRaw(bool isRaw)
{
    if (isRaw == m_isRaw)
        return;
    m_isRaw = isRaw;
    emit rawChanged(isRaw);
    if (!m_isStock)
        return;
    m_held.overview.reset(); // the two drawn beside each other would make a step of their own
    refresh();
}

std::optional<ChartRange> SeriesModel::rangeFor(bool isStock) const
{
    return isStock == m_isStock ? m_range : m_otherRange;
}

void SeriesModel::setRangeFor(bool isStock, ChartRange range)
{
    if (isStock == m_isStock)
        showRange(range);
    else
        m_otherRange = range;
}

QString SeriesModel::currency() const
{
    if (!m_isStock)
        return currencyOfCoin(m_coin);
    return m_held.detail && m_held.detail->stock ? m_held.detail->stock->currency : QString{};
}

QList<SeriesAction> SeriesModel::actions() const
{
    return m_held.detail && m_held.detail->stock ? m_held.detail->stock->actions
                                                 : QList<SeriesAction>{};
}

void SeriesModel::setView(TimeRange view)
{
    if (view.span() <= 0)
        return;
    if (m_lastMs > 0)
        view = keptNear(view, m_firstMs, m_lastMs);
    if (view == m_view)
        return;
    m_range.reset();
    changeView(view);
    askIfNeeded();
}

void SeriesModel::zoom(double factor, qint64 anchorMs)
{
    const TimeRange wanted = zoomedAbout(m_view, factor, anchorMs);
    // At the limit the view stays: shortening it would take the anchor away from its place.
    if (m_lastMs == 0 || keptNear(wanted, m_firstMs, m_lastMs).span() == wanted.span())
        setView(wanted);
}

void SeriesModel::pan(qint64 ms)
{
    setView(m_view.moved(ms));
}

void SeriesModel::showOldest()
{
    if (m_lastMs > 0)
        setView(m_view.moved(m_firstMs - m_view.fromMs - m_view.span() * LivePadPercent / 100));
}

void SeriesModel::showNewest()
{
    setView(rangeAtNewest(m_view.span()));
}

void SeriesModel::setPlotWidth(int pixels)
{
    // Points for a few pixels more or less are not worth a question.
    const int width = std::max(pixels / 100 * 100, 200);
    if (width == m_plotWidth)
        return;
    m_plotWidth = width;
    askIfNeeded();
}

void SeriesModel::appendQuotes(const QList<Quote> &quotes)
{
    const auto mine = std::find_if(quotes.begin(), quotes.end(),
                                   [this](const Quote &quote) { return quote.coin == m_coin; });
    if (m_coin.isEmpty() || mine == quotes.end())
        return;
    const qint64 time = mine->timestamp.toMSecsSinceEpoch();
    if (m_lastMs == 0 || time < m_lastMs || m_failed) {
        refresh(); // the first of all, a late one that lies somewhere inside, or a new chance
        return;
    }
    if (time > m_lastMs)
        append(*mine);
}

void SeriesModel::refresh()
{
    m_isDetailStale = true;
    m_isOverviewStale = true;
    m_failed.reset();
    askIfNeeded();
}

void SeriesModel::acceptSeries(quint64 ticket, const Series &series)
{
    if (!m_isWaiting || ticket != m_ticket)
        return;
    finishWaiting();
    if (m_sent.coin != m_coin || m_sent.isRaw != m_isRaw) { // nobody looks at that now
        askIfNeeded();
        return;
    }
    const bool hadFailed = std::exchange(m_hasFailed, false);
    m_failed.reset();
    Series &taken =
            (m_sentFor == Purpose::Detail ? m_held.detail : m_held.overview).emplace(series);
    // Whatever the other side echoes: what was asked is what the points cover, or as much of it as
    // has bars within the days.
    taken.request = m_sent;
    if (taken.stock && taken.stock->isIntraday) {
        taken.request.fromMs = std::max(m_sent.fromMs, taken.stock->coversFromMs);
        taken.request.toMs = std::min(m_sent.toMs, taken.stock->coversToMs);
    }
    if (m_sentFor == Purpose::Detail)
        m_detailAsked = m_sent;
    const bool isFirstAnswer = !m_hasAnswer;
    m_hasAnswer = true;
    const bool wasAtLiveEdge = isAtLiveEdge();
    const bool isNewer = series.lastMs > m_lastMs;
    setExtent(series.firstMs, series.lastMs);
    if (isFirstAnswer || (isNewer && wasAtLiveEdge))
        anchorView();
    emit seriesChanged();
    if (hadFailed)
        emit recovered();
    askIfNeeded();
}

void SeriesModel::acceptFailure(quint64 ticket, const Error &error)
{
    if (!m_isWaiting || ticket != m_ticket)
        return;
    finishWaiting();
    if (m_sent.coin == m_coin && error.kind == Error::Kind::NotFound) {
        // A coin without a price is an answer, not a fault.
        m_hasAnswer = true;
        m_held.detail = Series{m_sent, 0, {}, {}, 0, 0};
        m_detailAsked = m_sent;
        setExtent(0, 0);
        emit seriesChanged();
    } else if (m_sent.coin == m_coin) {
        m_failed = m_sent;
        m_hasFailed = true;
        (m_sentFor == Purpose::Detail ? m_isDetailStale : m_isOverviewStale) = true;
        emit failed(error);
    }
    askIfNeeded();
}

SeriesRequest SeriesModel::detailRequest() const
{
    // As much again at each side, so that a pan stays sharp for a while.
    const qint64 span = m_view.span();
    TimeRange wanted{m_view.fromMs - span, m_view.toMs + span};
    if (m_lastMs > 0) {
        wanted.fromMs = std::clamp(wanted.fromMs, m_firstMs, m_lastMs);
        wanted.toMs = std::clamp(wanted.toMs, m_firstMs + 1, m_lastMs + 1);
    }
    const double times = double(wanted.span()) / double(std::max<qint64>(span, 1));
    SeriesRequest request{m_coin, wanted.fromMs, wanted.toMs,
                          std::max(int(m_plotWidth * times), 50), m_isRaw};
    if (m_isStock) {
        request.shownFromMs = m_view.fromMs;
        request.shownToMs = m_view.toMs;
    }
    return request;
}

bool SeriesModel::detailSuffices() const
{
    if (!m_held.detail || m_isDetailStale)
        return false;
    if (m_lastMs == 0)
        return true;
    const qint64 slack = m_view.span() / 4;
    const qint64 from = std::max(m_view.fromMs - slack, m_firstMs);
    const qint64 to = std::min(m_view.toMs + slack, m_lastMs + 1);
    if (from >= to)
        return true;
    const bool covers = m_held.detail->request.fromMs <= from && m_held.detail->request.toMs >= to;
    const bool isSharp = m_held.detail->stepMs <= bucketStepMs(m_view.span(), m_plotWidth);
    const bool isFinest = m_held.detail->stock && m_held.detail->stock->isFinest;
    // Asking the same again would not make it sharper.
    return (covers && (isSharp || isFinest)) || sameRequest(m_detailAsked, detailRequest());
}

bool SeriesModel::overviewSuffices() const
{
    if (m_lastMs == 0)
        return true;
    return m_held.overview && !m_isOverviewStale && m_held.overview->request.fromMs <= m_firstMs &&
           m_held.overview->request.toMs > m_lastMs;
}

TimeRange SeriesModel::rangeAtNewest(qint64 span) const
{
    const qint64 newest = m_lastMs > 0 ? m_lastMs : m_clock().toMSecsSinceEpoch();
    const qint64 to = newest + std::max<qint64>(span * LivePadPercent / 100, 1);
    return {to - span, to};
}

void SeriesModel::askIfNeeded()
{
    if (m_isWaiting || m_coin.isEmpty())
        return;
    if (!detailSuffices())
        send(Purpose::Detail, detailRequest());
    else if (!overviewSuffices())
        send(Purpose::Overview, {m_coin, m_firstMs, m_lastMs + 1, OverviewPoints, m_isRaw});
}

void SeriesModel::send(Purpose purpose, const SeriesRequest &request)
{
    if (m_failed && sameRequest(*m_failed, request))
        return;
    (purpose == Purpose::Detail ? m_isDetailStale : m_isOverviewStale) = false;
    m_sent = request;
    m_sentFor = purpose;
    m_isWaiting = true;
    ++m_ticket;
    emit loadingChanged(true);
    emit seriesRequested(m_ticket, request);
}

void SeriesModel::finishWaiting()
{
    m_isWaiting = false;
    emit loadingChanged(false);
}

void SeriesModel::anchorView()
{
    if (!m_range) {
        if (m_lastMs > 0)
            changeView(keptNear(m_view, m_firstMs, m_lastMs));
        return;
    }
    qint64 span = chartRangeMs(*m_range);
    if (*m_range == ChartRange::All) {
        const qint64 held = std::max(m_lastMs - m_firstMs, chartRangeMs(ChartRange::Hour));
        span = m_lastMs > 0 ? held * 100 / (100 - 2 * LivePadPercent)
                            : chartRangeMs(ChartRange::Month);
    }
    changeView(rangeAtNewest(span));
}

void SeriesModel::changeView(TimeRange view)
{
    if (view == m_view)
        return;
    m_view = view;
    emit viewChanged();
}

void SeriesModel::append(const Quote &quote)
{
    const bool wasAtLiveEdge = isAtLiveEdge();
    const qint64 before = m_lastMs;
    const qint64 time = quote.timestamp.toMSecsSinceEpoch();
    m_held.append(quote, before);
    setExtent(m_firstMs, time);
    if (wasAtLiveEdge && m_range)
        anchorView();
    else if (wasAtLiveEdge)
        changeView(m_view.moved(time - before));
    emit seriesChanged();
    askIfNeeded();
}

void SeriesModel::setExtent(qint64 firstMs, qint64 lastMs)
{
    m_firstMs = firstMs;
    m_lastMs = lastMs;
}
