// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/assets/stockquotes.h"

#include "db/domain/asset.h"
#include "db/domain/currencymarket.h"

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto ServiceName = "EODHD"_L1;
constexpr int SymbolsARequest = 15;
constexpr auto Overlap = 24h; // what came in late during the last stored day

QDateTime later(const QDateTime &time, std::chrono::milliseconds by)
{
    return time.addMSecs(by.count());
}

} // namespace

StockQuotes::StockQuotes(EodhdClient &client, SyncLink &link, Clock clock, QObject *parent)
    : QObject{parent}
    , m_client{client}
    , m_link{link}
    , m_clock{std::move(clock)}
{}

std::chrono::hours StockQuotes::longestSpan(const QString &interval)
{
    return 24h * (interval == "1m"_L1 ? 120 : interval == "5m"_L1 ? 600 : 7200);
}

void StockQuotes::stop()
{
    m_isStopped = true;
    m_client.cancel(this);
}

void StockQuotes::begin()
{
    m_isRunning = true;
    m_withoutQuote.reset();
    m_isStopped = false;
    m_run.begin(m_clock.wall());
}

void StockQuotes::fetchQuotes(const QStringList &symbols)
{
    if (m_isRunning)
        return;
    begin();
    QStringList &asked = m_withoutQuote.emplace();
    for (const QString &symbol : symbols)
        asked.append(stockSymbol(symbol).value_or(symbol));
    asked.removeDuplicates();
    m_symbols.clear();
    for (const QString &symbol : std::as_const(asked)) {
        if (isCurrencyMarket(exchangeOf(symbol)))
            m_run.countFailure(symbol,
                               tr("A delayed quote has four decimals, which are too few for a "
                                  "currency. 'tidemarkctl assets sync %1' brings its days and "
                                  "'tidemarkctl assets intraday %1' the bars within them.")
                                       .arg(symbol));
        else
            m_symbols.append(symbol);
    }
    QMetaObject::invokeMethod(this, &StockQuotes::nextQuotes, Qt::QueuedConnection);
}

void StockQuotes::nextQuotes()
{
    if (m_symbols.isEmpty()) {
        finish({});
        return;
    }
    const QStringList group =
            m_symbols.first(std::min<qsizetype>(SymbolsARequest, m_symbols.size()));
    m_symbols = m_symbols.sliced(group.size());
    ask(
            EodhdRequest::delayed(group),
            [this, group](const QByteArray &body) { return takeQuotes(group, body); },
            [this] { nextQuotes(); });
}

std::optional<Error> StockQuotes::takeQuotes(const QStringList &group, const QByteArray &body)
{
    Result<DelayedAnswer> answer = parseDelayedQuotes(body, m_clock.wall());
    if (!answer)
        return Error{Error::Kind::Parse, answer.error().detail, ServiceName};
    // What nobody asked for is not stored, whatever it is, nor told of.
    answer->quotes.removeIf(
            [&](const DelayedQuote &quote) { return !group.contains(quote.symbol); });
    answer->tally.rejectedCount -= int(answer->tally.rejected.removeIf(
            [&](const RejectedEntry &entry) { return !group.contains(entry.name); }));
    const Result<QuotesStored> stored = m_link.use<StockQuoteStore>(
            [&](StockQuoteStore &store) { return store.storeQuotes(answer->quotes); });
    if (!stored)
        return stored.error();
    m_run.count(answer->tally, {});
    m_run.countStored(stored->stored, stored->duplicates);
    QStringList named;
    for (const DelayedQuote &quote : std::as_const(answer->quotes)) {
        named.append(quote.symbol);
        m_withoutQuote->removeAll(quote.symbol);
    }
    for (const RejectedEntry &entry : std::as_const(answer->tally.rejected))
        named.append(entry.name);
    for (const QString &symbol : group) {
        if (!named.contains(symbol))
            m_run.countFailure(symbol, tr("EODHD's answer does not name it."));
    }
    return {};
}

void StockQuotes::fetchBars(const QString &symbol, const QString &interval, QDateTime from,
                            QDateTime to)
{
    if (m_isRunning)
        return;
    begin();
    m_symbols = {symbol};
    m_interval = interval;
    m_to = to.isValid() ? to : m_run.run().startedAt;
    m_from = from;
    std::optional<Error> problem;
    if (!m_from.isValid()) {
        const Result<QDateTime> newest = m_link.use<StockQuoteStore>(
                [&](StockQuoteStore &store) { return store.newestBar(symbol, interval); });
        if (!newest)
            problem = newest.error();
        else
            m_from = newest->isValid() ? later(*newest, -Overlap)
                                       : later(m_to, -longestSpan(interval));
    }
    QMetaObject::invokeMethod(
            this,
            [this, problem] {
                if (problem)
                    finish(problem);
                else
                    nextBars();
            },
            Qt::QueuedConnection);
}

void StockQuotes::nextBars()
{
    if (m_from >= m_to) {
        finish({});
        return;
    }
    const QDateTime end = std::min(m_to, later(m_from, longestSpan(m_interval)));
    ask(
            EodhdRequest::intraday(m_symbols.first(), m_interval, m_from, end),
            [this, end](const QByteArray &body) -> std::optional<Error> {
                const Result<IntradayAnswer> answer = parseIntradayBars(body, m_clock.wall());
                if (!answer)
                    return Error{Error::Kind::Parse, answer.error().detail, ServiceName};
                const Result<QuotesStored> stored =
                        m_link.use<StockQuoteStore>([&](StockQuoteStore &store) {
                            return store.storeBars(m_symbols.first(), m_interval, answer->bars);
                        });
                if (!stored)
                    return stored.error();
                m_run.count(answer->tally, {});
                m_run.countStored(stored->stored, stored->duplicates);
                m_from = end;
                return {};
            },
            [this] { nextBars(); });
}

void StockQuotes::ask(const EodhdRequest &request,
                      const std::function<std::optional<Error>(const QByteArray &)> &take,
                      const std::function<void()> &next)
{
    if (m_isStopped) {
        finish(Error{Error::Kind::Cancelled, {}, ServiceName});
        return;
    }
    const Result<bool> taken = m_link.use(
            [&](SyncStore &store) { return store.takeCalls(request.calls, m_clock.wall()); });
    if (!taken || !*taken) {
        finish(taken ? Error{Error::Kind::CallsUsedUp, {}, ServiceName} : taken.error());
        return;
    }
    m_client.ask(
            request, this, [this, calls = request.calls, take, next](const EodhdAnswer &answer) {
                if (answer || answer.error().wasSent)
                    m_run.countRequest();
                if (!answer)
                    settleCalls(m_link, answer.error(), calls, m_clock.wall());
                const std::optional<Error> problem = answer ? take(*answer) : answer.error().error;
                if (problem)
                    finish(problem);
                else
                    next();
            });
}

void StockQuotes::finish(const std::optional<Error> &problem)
{
    m_isRunning = false;
    const CollectionRun &run = m_run.run();
    m_run.end(m_clock.wall(), run.stored + run.duplicates > 0, problem);
    std::optional<Error> told = problem;
    if (run.attempts > 0) {
        const Result<> recorded = m_link.use([&](SyncStore &store) { return store.putRun(run); });
        if (!recorded && !told)
            told = recorded.error();
    }
    emit finished(run, told);
}
