// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/assets/eodhdclient.h"

#include "app/network/jsonrows.h"
#include "app/network/marketurl.h"
#include "app/network/retrypolicy.h"

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto ServiceName = "EODHD"_L1;
constexpr FetchLimits HistoryLimits{30s, 33'554'432, 3}; // BHP.AU since 1993 is 1 MB
constexpr FetchLimits ListLimits{120s, 67'108'864, 3};   // all US symbols are tens of thousands
// market-apis.md 3: at least 100 ms apart; a second where few calls of the minute are left.
constexpr std::chrono::milliseconds Pace = 100ms;
constexpr std::chrono::milliseconds SlowPace = 1s;
constexpr int FewCallsLeft = 50;

QString encoded(const QString &text)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text));
}

// parseBaseUrl() lets http through on loopback alone.
std::chrono::milliseconds paceFor(const QUrl &server)
{
    return server.scheme() == "http"_L1 ? 0ms : Pace;
}

// The provider's own words, where its status says no more than that something was wrong.
bool saysQuotaUsed(const QString &words)
{
    return words.contains("exceeded your daily API requests"_L1, Qt::CaseInsensitive);
}

EodhdFailure::Cause causeOf(int status, const QString &words)
{
    using enum EodhdFailure::Cause;
    if (status == 402 || saysQuotaUsed(words))
        return QuotaUsed;
    switch (status) {
    case 401:
        return TokenRefused;
    case 403:
        return PlanTooSmall;
    case 404:
        return UnknownSymbol;
    case 422:
        return Malformed;
    case 429:
        return TooFast;
    default:
        return isRetryableStatus(status) ? Network : Unusable;
    }
}

Error::Kind kindOf(EodhdFailure::Cause cause)
{
    using enum EodhdFailure::Cause;
    switch (cause) {
    case TokenRefused:
        return Error::Kind::TokenRefused;
    case QuotaUsed:
        return Error::Kind::CallsUsedUp;
    case UnknownSymbol:
        return Error::Kind::NotFound;
    case Cancelled:
        return Error::Kind::Cancelled;
    case Unusable:
        return Error::Kind::Parse;
    case Network:
    case PlanTooSmall:
    case Malformed:
    case TooFast:
        break;
    }
    return Error::Kind::Http;
}

} // namespace

bool EodhdFailure::isFree() const
{
    switch (cause) {
    case Cause::UnknownSymbol:
    case Cause::Unusable:
        return false;
    case Cause::Cancelled:
        return !wasSent;
    case Cause::Network:
    case Cause::TokenRefused:
    case Cause::QuotaUsed:
    case Cause::PlanTooSmall:
    case Cause::Malformed:
    case Cause::TooFast:
        break;
    }
    return true;
}

EodhdRequest EodhdRequest::daily(const QString &symbol, const QDate &from)
{
    EodhdRequest request{u"/eod/"_s + encoded(symbol), {{u"period"_s, u"d"_s}}};
    if (from.isValid())
        request.query.append({u"from"_s, from.toString(Qt::ISODate)});
    request.limits = HistoryLimits;
    return request;
}

EodhdRequest EodhdRequest::splits(const QString &symbol)
{
    return {u"/splits/"_s + encoded(symbol)};
}

EodhdRequest EodhdRequest::dividends(const QString &symbol)
{
    return {u"/div/"_s + encoded(symbol)};
}

EodhdRequest EodhdRequest::delayed(const QStringList &symbols)
{
    EodhdRequest request{u"/real-time/"_s + encoded(symbols.value(0))};
    if (symbols.size() > 1)
        request.query.append({u"s"_s, symbols.mid(1).join(u',')});
    request.calls = int(symbols.size());
    return request;
}

EodhdRequest EodhdRequest::intraday(const QString &symbol, const QString &interval,
                                    const QDateTime &from, const QDateTime &to)
{
    return {u"/intraday/"_s + encoded(symbol),
            {{u"interval"_s, interval},
             {u"from"_s, QString::number(from.toSecsSinceEpoch())},
             {u"to"_s, QString::number(to.toSecsSinceEpoch())}},
            5,
            ListLimits};
}

EodhdRequest EodhdRequest::search(const QString &text)
{
    // The text of a search must not have a dot: AAPL, not AAPL.US.
    return {u"/search/"_s + encoded(text.section(u'.', 0, 0).trimmed()), {{u"limit"_s, u"50"_s}}};
}

EodhdRequest EodhdRequest::symbolList(const QString &exchange)
{
    return {u"/exchange-symbol-list/"_s + encoded(exchange), {}, 1, ListLimits};
}

EodhdRequest EodhdRequest::plan()
{
    return {u"/user"_s};
}

struct EodhdClient::Asked {
    EodhdRequest request;
    const QObject *asker; // to compare alone: it may be gone
    std::function<void(const EodhdAnswer &)> answer;
    std::unique_ptr<HttpExchange> exchange; // null while it waits
};

EodhdClient::EodhdClient(QNetworkAccessManager &network, QUrl baseUrl, QObject *parent)
    : QObject{parent}
    , m_network{network}
    , m_baseUrl{std::move(baseUrl)}
    , m_pace{paceFor(m_baseUrl)}
{
    m_pause.setSingleShot(true);
    m_pause.setTimerType(Qt::PreciseTimer); // a coarse one may end early
    connect(&m_pause, &QTimer::timeout, this, &EodhdClient::pump);
}

EodhdClient::~EodhdClient() = default;

void EodhdClient::ask(const EodhdRequest &request, const QObject *asker,
                      std::function<void(const EodhdAnswer &)> answer)
{
    m_asked.push_back(std::make_unique<Asked>(Asked{request, asker, std::move(answer), {}}));
    if (!m_pause.isActive())
        pump();
}

void EodhdClient::cancel(const QObject *asker)
{
    // Those that wait leave the list first, or each that ends would let one of them begin.
    std::list<std::unique_ptr<Asked>> waiting;
    std::vector<HttpExchange *> underWay;
    for (auto asked = m_asked.begin(); asked != m_asked.end();) {
        const auto next = std::next(asked);
        if ((*asked)->asker == asker && (*asked)->exchange)
            underWay.push_back((*asked)->exchange.get());
        else if ((*asked)->asker == asker)
            waiting.splice(waiting.end(), m_asked, asked);
        asked = next;
    }
    for (HttpExchange *exchange : underWay)
        exchange->cancel();
    const EodhdFailure unsent{
            EodhdFailure::Cause::Cancelled, {Error::Kind::Cancelled, {}, ServiceName}, {}, false};
    for (const auto &asked : waiting)
        asked->answer(tl::unexpected{unsent});
}

void EodhdClient::pump()
{
    for (const auto &waiting : m_asked) {
        if (m_underWay == MostUnderWay || m_pause.isActive())
            return;
        if (waiting->exchange)
            continue;
        Asked &asked = *waiting;
        ++m_underWay;
        asked.exchange = std::make_unique<HttpExchange>(m_network);
        asked.exchange->setLimits(asked.request.limits);
        connect(asked.exchange.get(), &HttpExchange::finished, this,
                [this, &asked](const HttpOutcome &outcome) { take(asked, outcome); });
        asked.exchange->start({urlOf(asked.request), {}, {}, true});
        if (m_pace > 0ms)
            m_pause.start(m_pace);
    }
}

void EodhdClient::take(Asked &asked, const HttpOutcome &outcome)
{
    --m_underWay;
    if (outcome.callsLeft && *outcome.callsLeft < FewCallsLeft)
        m_pause.start(SlowPace);
    const auto answer = std::move(asked.answer);
    // It is still within its own signal; where no event comes any more, it goes with this.
    HttpExchange *ended = asked.exchange.release();
    ended->setParent(this);
    ended->deleteLater();
    m_asked.remove_if([&asked](const auto &other) { return other.get() == &asked; });
    answer(answerOf(outcome));
    if (!m_pause.isActive())
        pump();
}

QUrl EodhdClient::urlOf(const EodhdRequest &request) const
{
    QUrl url = urlBelow(m_baseUrl, request.path);
    // By hand: QUrlQuery leaves a '+' as it is.
    QString query;
    for (const auto &[name, value] : request.query)
        query += name + u'=' + encoded(value) + u'&';
    url.setQuery(query + u"fmt=json&api_token="_s + encoded(m_token), QUrl::StrictMode);
    return url;
}

EodhdAnswer EodhdClient::answerOf(const HttpOutcome &outcome) const
{
    using Cause = EodhdFailure::Cause;
    if (outcome.fault) {
        const Cause cause = outcome.fault->kind == Error::Kind::Cancelled ? Cause::Cancelled
                            : outcome.fault->retryable                    ? Cause::Network
                                                                          : Cause::Unusable;
        return tl::unexpected{EodhdFailure{
                cause, {outcome.fault->kind, outcome.fault->detail, m_baseUrl.host()}, {}}};
    }
    QString words;
    const bool isJson =
            outcome.body.trimmed().startsWith('[') || outcome.body.trimmed().startsWith('{');
    if (outcome.status == 200 && isJson)
        return outcome.body;
    words = wordsIn(outcome.body).replace(m_token, u"…"_s);
    Cause cause = causeOf(outcome.status, words);
    if (outcome.status == 200 && words.startsWith("Ticker Not Found"_L1, Qt::CaseInsensitive))
        cause = Cause::UnknownSymbol;
    const QString status = u"HTTP %1"_s.arg(outcome.status);
    const QString detail = words.isEmpty()
                                   ? (outcome.status == 200 ? u"the answer is empty"_s : status)
                           : outcome.status == 200 ? u"it says \"%1\""_s.arg(words)
                                                   : u"%1, \"%2\""_s.arg(status, words);
    return tl::unexpected{
            EodhdFailure{cause, {kindOf(cause), detail, ServiceName}, outcome.retryAfter}};
}

Result<QUrl> eodhdServer()
{
    const QString text = qEnvironmentVariable("EODHD_BASE_URL");
    return text.isEmpty() ? QUrl{u"https://eodhd.com/api"_s}
                          : parseBaseUrl(text, u"EODHD_BASE_URL");
}
