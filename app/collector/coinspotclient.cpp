// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/collector/coinspotclient.h"

#include "app/collector/answertext.h"
#include "app/collector/coinspotanswer.h"
#include "app/collector/retrypolicy.h"

#include <QLocale>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto LatestPath = "/pubapi/v2/latest"_L1;
constexpr qint64 ReadBuffer = 262'144; // more waits in the socket, and so at the sender
constexpr qsizetype LongestDetail = 200;

// Cloudflare turns away programs that do not say who they are.
QByteArray userAgent()
{
    return QByteArrayLiteral("Tidemark/" TIDEMARK_VERSION
                             " (+https://github.com/tidemark-app/tidemark)");
}

QString secondsText(std::chrono::milliseconds time)
{
    return u"%1 s"_s.arg(QString::number(static_cast<double>(time.count()) / 1000, 'g', 6));
}

QString sizeText(qint64 bytes)
{
    return QLocale::c()
            .formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat)
            .replace("kB"_L1, "KB"_L1);
}

// "https://host:port": all that may be told of an address which a server named.
QString originOf(const QUrl &url)
{
    return shownText(url.toString(QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery |
                                  QUrl::RemoveFragment),
                     LongestDetail);
}

// The same scheme, host and port, and b brings no user name along.
bool haveSameOrigin(const QUrl &a, const QUrl &b)
{
    const auto portOf = [](const QUrl &url) {
        return url.port(url.scheme() == "https"_L1 ? 443 : 80);
    };
    return a.scheme() == b.scheme() && a.host() == b.host() && portOf(a) == portOf(b) &&
           b.userInfo().isEmpty();
}

bool isRedirect(int httpStatus)
{
    return httpStatus == 301 || httpStatus == 302 || httpStatus == 303 || httpStatus == 307 ||
           httpStatus == 308;
}

// Errors below HTTP, in words that say what happened to the connection.
struct NetworkFault {
    QString detail;
    bool retryable = true;
    bool offline = false;
};

NetworkFault faultOf(const QNetworkReply &reply)
{
    switch (reply.error()) {
    case QNetworkReply::ConnectionRefusedError:
        return {u"connection refused"_s};
    case QNetworkReply::RemoteHostClosedError: {
        const bool isAnswering =
                reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid();
        return {isAnswering ? u"connection lost within the answer"_s : u"connection reset"_s};
    }
    case QNetworkReply::HostNotFoundError:
        return {u"host name not found"_s, true, true};
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::UnknownNetworkError:
        return {shownText(reply.errorString(), LongestDetail), true, true};
    case QNetworkReply::SslHandshakeFailedError: // a wrong certificate is no better in 5 seconds
        return {u"no secure connection: "_s + shownText(reply.errorString(), LongestDetail), false};
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::ProtocolUnknownError:
        return {u"the answer is not HTTP"_s, false};
    default:
        return {shownText(reply.errorString(), LongestDetail)};
    }
}

} // namespace

CoinspotClient::CoinspotClient(QNetworkAccessManager &network, QUrl baseUrl, QObject *parent)
    : QObject{parent}
    , m_network{network}
    , m_baseUrl{std::move(baseUrl)}
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] { stop(Stop::TimedOut); });
}

CoinspotClient::~CoinspotClient()
{
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
}

void CoinspotClient::fetchLatest()
{
    if (m_fetching)
        return;
    m_fetching = true;
    m_stop = Stop::None;
    m_redirects = 0;
    m_elapsed.start();
    m_deadline.start(m_limits.time);

    QUrl url = m_baseUrl;
    QString path = url.path(QUrl::FullyEncoded);
    while (path.endsWith(u'/'))
        path.chop(1);
    url.setPath(path + LatestPath, QUrl::StrictMode);
    get(url);
}

void CoinspotClient::cancel()
{
    if (m_fetching)
        stop(Stop::Cancelled);
}

QNetworkRequest CoinspotClient::requestFor(const QUrl &url) const
{
    QNetworkRequest request{url};
    request.setHeader(QNetworkRequest::UserAgentHeader, userAgent());
    request.setRawHeader("Accept", "application/json");
    // Five minutes pass before the next request: no server keeps a connection that long, and one
    // that died meanwhile would cost an attempt.
    request.setRawHeader("Connection", "close");
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute,
                         QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    // It counts silence only: a server that trickles is for m_deadline.
    request.setTransferTimeout(static_cast<int>(m_limits.time.count()));
    request.setDecompressedSafetyCheckThreshold(m_limits.bytes);
    return request;
}

void CoinspotClient::get(const QUrl &url)
{
    m_body.clear();
    m_reply = m_network.get(requestFor(url));
    m_reply->setReadBufferSize(ReadBuffer);
    connect(m_reply, &QNetworkReply::readyRead, this, [this] {
        if (!readSome())
            stop(Stop::TooLarge);
    });
    // What it cannot unpack, or will not unpack any further, Qt reports while the rest still comes
    // in. A status that it has no name for has the same code, but that comes right before the end.
    connect(
            m_reply, &QNetworkReply::errorOccurred, this,
            [this, reply = m_reply](QNetworkReply::NetworkError error) {
                if (error == QNetworkReply::UnknownContentError && reply == m_reply)
                    stop(Stop::NotUnpacked);
            },
            Qt::QueuedConnection);
    connect(m_reply, &QNetworkReply::finished, this, &CoinspotClient::finish);
}

bool CoinspotClient::readSome()
{
    m_body += m_reply->read(m_limits.bytes + 1 - m_body.size());
    return m_body.size() <= m_limits.bytes;
}

void CoinspotClient::stop(Stop reason)
{
    m_stop = reason;
    m_reply->disconnect(this);
    if (m_reply->error() == QNetworkReply::NoError) // else it has failed already, as Qt sees it
        m_reply->abort();
    finish();
}

void CoinspotClient::finish()
{
    m_reply->disconnect(this);
    m_reply->deleteLater();
    if (m_stop == Stop::None && !readSome())
        m_stop = Stop::TooLarge;
    const int httpStatus = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool isAnswered = m_stop != Stop::TimedOut && m_stop != Stop::Cancelled;
    if (isAnswered && isRedirect(httpStatus) && m_reply->hasRawHeader("Location"))
        followRedirect(httpStatus);
    else if (isAnswered && httpStatus != 0 && httpStatus != 200)
        failByStatus(httpStatus);
    else if (m_stop != Stop::None)
        failAsStopped();
    else if (m_reply->error() != QNetworkReply::NoError)
        failByNetwork();
    else
        acceptBody();
}

void CoinspotClient::followRedirect(int httpStatus)
{
    const QUrl from = m_reply->url();
    const QUrl location = QUrl::fromEncoded(m_reply->rawHeader("Location"), QUrl::StrictMode);
    const QUrl target = from.resolved(location);
    const bool isHome = location.isValid() && haveSameOrigin(from, target);
    if (isHome && m_redirects < m_limits.redirects) {
        ++m_redirects;
        m_stop = Stop::None;
        get(target);
        return;
    }
    const QString where = !location.isValid() ? u"to nowhere"_s
                          : isHome            ? u"in a circle"_s
                                              : u"to "_s + originOf(target);
    FetchFailure refused =
            failure(Error::Kind::Http,
                    u"HTTP %1 leads %2, which is not followed"_s.arg(httpStatus).arg(where));
    refused.report = report(u"HTTP %1, leads %2"_s.arg(httpStatus).arg(where));
    fail(refused);
}

void CoinspotClient::failByStatus(int httpStatus)
{
    FetchFailure refused = failure(Error::Kind::Http, {});
    refused.retryable = isRetryableStatus(httpStatus);
    refused.retryAfter =
            parseRetryAfter(m_reply->rawHeader("Retry-After"), m_reply->rawHeader("Date"),
                            QDateTime::currentDateTimeUtc());
    const QString status = u"HTTP %1"_s.arg(httpStatus);
    QString outcome = status;
    if (looksLikeHtml(m_body)) {
        const QString title = htmlTitle(m_body);
        refused.error.detail = title.isEmpty() ? status : u"%1, \"%2\""_s.arg(status, title);
        if (httpStatus == 403 || isCloudflareBlock(m_body)) {
            refused.error.kind = Error::Kind::Blocked;
            refused.retryable = false;
            outcome += u", blocked"_s;
        }
    } else {
        const QString message = errorMessageIn(m_body);
        refused.error.detail = message.isEmpty() ? status : u"%1, \"%2\""_s.arg(status, message);
    }
    if (refused.retryAfter)
        outcome += u", asks to wait %1"_s.arg(secondsText(*refused.retryAfter));
    refused.report = report(outcome);
    fail(refused);
}

void CoinspotClient::failAsStopped()
{
    const QString limit = secondsText(m_limits.time);
    FetchFailure stopped;
    switch (m_stop) {
    case Stop::TimedOut:
        stopped = failure(Error::Kind::Timeout,
                          m_body.isEmpty() ? u"no answer within %1"_s.arg(limit)
                                           : u"no whole answer within %1"_s.arg(limit));
        stopped.retryable = true;
        break;
    case Stop::TooLarge:
        stopped = failure(Error::Kind::Parse,
                          u"the answer is larger than %1"_s.arg(sizeText(m_limits.bytes)));
        break;
    case Stop::NotUnpacked:
        stopped = failure(Error::Kind::Parse, u"the compressed answer cannot be unpacked"_s);
        break;
    case Stop::Cancelled:
    case Stop::None:
        stopped = failure(Error::Kind::Cancelled, u"cancelled"_s);
        break;
    }
    fail(stopped);
}

void CoinspotClient::failByNetwork()
{
    if (m_reply->error() == QNetworkReply::OperationCanceledError) { // by the transfer time-out
        m_stop = Stop::TimedOut;
        failAsStopped();
        return;
    }
    if (m_reply->error() == QNetworkReply::UnknownContentError) {
        m_stop = Stop::NotUnpacked;
        failAsStopped();
        return;
    }
    const NetworkFault fault = faultOf(*m_reply);
    FetchFailure broken = failure(Error::Kind::Network, fault.detail);
    broken.retryable = fault.retryable;
    broken.offline = fault.offline;
    fail(broken);
}

void CoinspotClient::acceptBody()
{
    const QString outcome = u"200 OK, %1"_s.arg(sizeText(m_body.size()));
    Result<ParsedPrices> prices = parseLatestPrices(m_body);
    if (prices && !prices->quotes.isEmpty()) {
        const CoinspotAnswer answer{std::move(*prices), report(outcome)};
        end();
        emit fetched(answer);
        return;
    }
    FetchFailure useless = failure(Error::Kind::Parse, u"no entry has three usable prices"_s);
    useless.retryable = true;
    if (prices) {
        useless.prices = std::move(*prices);
    } else {
        useless.error.kind = isCloudflareBlock(m_body) ? Error::Kind::Blocked : prices.error().kind;
        useless.error.detail = prices.error().detail;
        useless.retryable = useless.error.kind == Error::Kind::Parse;
    }
    useless.report = report(u"%1: %2"_s.arg(outcome, useless.error.detail));
    fail(useless);
}

void CoinspotClient::end()
{
    m_fetching = false;
    m_deadline.stop();
    m_reply = nullptr;
    m_body.clear();
}

void CoinspotClient::fail(const FetchFailure &failure)
{
    end();
    emit failed(failure);
}

FetchReport CoinspotClient::report(QString outcome) const
{
    return {m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), m_body.size(),
            m_elapsed.elapsed(), std::move(outcome)};
}

FetchFailure CoinspotClient::failure(Error::Kind kind, const QString &detail) const
{
    FetchFailure failure;
    failure.error = {kind, detail, m_baseUrl.host()};
    failure.report = report(detail);
    return failure;
}
