// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/network/httpexchange.h"

#include "app/network/answertext.h"
#include "app/network/retrypolicy.h"

#include <QLocale>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 ReadBuffer = 262'144; // more waits in the socket, and so at the sender
constexpr qsizetype LongestDetail = 200;

// Cloudflare turns away programs that do not say who they are.
QByteArray userAgent()
{
    return QByteArrayLiteral("Tidemark/" TIDEMARK_VERSION
                             " (+https://github.com/tidemark-app/tidemark)");
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

// Qt's own words may name the whole address, and a query may hold a secret.
QString shownError(const QNetworkReply &reply)
{
    QString text = reply.errorString();
    for (const QUrl::ComponentFormattingOption form : {QUrl::FullyEncoded, QUrl::PrettyDecoded}) {
        if (const QString query = reply.url().query(form); !query.isEmpty())
            text.replace(query, u"…"_s);
    }
    return shownText(withoutTokens(text), LongestDetail);
}

HttpFault network(QString detail, bool retryable = true, bool offline = false)
{
    return {Error::Kind::Network, std::move(detail), retryable, offline};
}

// A body that is sent once. Qt asks once more by itself when a connection closes without an answer,
// and would post the same bytes again, which may have been acted on: it cannot read them twice.
class SingleUseBody final : public QIODevice
{
public:
    SingleUseBody(QByteArray body, QObject *parent)
        : QIODevice{parent}
        , m_body{std::move(body)}
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }

    [[nodiscard]] qint64 size() const override { return m_body.size(); }
    bool reset() override { return !m_wasRead; }

protected:
    qint64 readData(char *data, qint64 most) override
    {
        const qint64 count = std::min<qint64>(most, m_body.size() - pos());
        if (count > 0) {
            std::copy_n(m_body.constData() + pos(), count, data);
            m_wasRead = true;
        }
        return count;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QByteArray m_body;
    bool m_wasRead = false;
};

// Errors below HTTP, in words that say what happened to the connection.
HttpFault faultOf(const QNetworkReply &reply)
{
    switch (reply.error()) {
    case QNetworkReply::ConnectionRefusedError:
        return network(u"connection refused"_s);
    case QNetworkReply::RemoteHostClosedError: {
        const bool isAnswering =
                reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).isValid();
        return network(isAnswering ? u"connection lost within the answer"_s
                                   : u"connection reset"_s);
    }
    case QNetworkReply::ContentReSendError: // closed without an answer, and not asked once more
        return network(u"connection reset"_s);
    case QNetworkReply::HostNotFoundError:
        return network(u"host name not found"_s, true, true);
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::UnknownNetworkError:
        return network(shownError(reply), true, true);
    case QNetworkReply::SslHandshakeFailedError: // a wrong certificate is no better in 5 seconds
        return network(u"no secure connection: "_s + shownError(reply), false);
    case QNetworkReply::ProtocolFailure:
    case QNetworkReply::ProtocolInvalidOperationError:
    case QNetworkReply::ProtocolUnknownError:
        return network(u"the answer is not HTTP"_s, false);
    default:
        return network(shownError(reply));
    }
}

} // namespace

HttpExchange::HttpExchange(QNetworkAccessManager &network, QObject *parent)
    : QObject{parent}
    , m_network{network}
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] { stop(Stop::TimedOut); });
}

HttpExchange::~HttpExchange()
{
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
}

void HttpExchange::start(HttpRequest request)
{
    if (m_isUnderWay)
        return;
    m_isUnderWay = true;
    m_request = std::move(request);
    m_stop = Stop::None;
    m_redirects = 0;
    m_elapsed.start();
    m_deadline.start(m_limits.time);
    send(m_request.url);
}

void HttpExchange::cancel()
{
    if (m_isUnderWay)
        stop(Stop::Cancelled);
}

QNetworkRequest HttpExchange::requestFor(const QUrl &url) const
{
    QNetworkRequest request{url};
    request.setHeader(QNetworkRequest::UserAgentHeader, userAgent());
    request.setRawHeader("Accept", "application/json");
    // No server keeps a connection until the next slot, and one that died meanwhile would cost an
    // attempt.
    if (!m_request.keepsConnection)
        request.setRawHeader("Connection", "close");
    if (!m_request.body.isEmpty())
        request.setHeader(QNetworkRequest::ContentTypeHeader, "application/json"_L1);
    for (const auto &[name, value] : m_request.headers)
        request.setRawHeader(name, value);
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

void HttpExchange::send(const QUrl &url)
{
    m_body.clear();
    if (m_request.body.isEmpty()) {
        m_reply = m_network.get(requestFor(url));
    } else {
        auto *body = new SingleUseBody{m_request.body, nullptr};
        m_reply = m_network.post(requestFor(url), body);
        body->setParent(m_reply);
    }
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
    connect(m_reply, &QNetworkReply::finished, this, &HttpExchange::finish);
}

bool HttpExchange::readSome()
{
    m_body += m_reply->read(m_limits.bytes + 1 - m_body.size());
    return m_body.size() <= m_limits.bytes;
}

void HttpExchange::stop(Stop reason)
{
    m_stop = reason;
    m_reply->disconnect(this);
    if (m_reply->error() == QNetworkReply::NoError) // else it has failed already, as Qt sees it
        m_reply->abort();
    finish();
}

void HttpExchange::finish()
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
        end({});
    else if (m_stop != Stop::None)
        end(faultOfStop());
    else if (m_reply->error() != QNetworkReply::NoError)
        end(faultOfNetwork());
    else
        end({});
}

void HttpExchange::followRedirect(int httpStatus)
{
    const QUrl from = m_reply->url();
    const QUrl location = QUrl::fromEncoded(m_reply->rawHeader("Location"), QUrl::StrictMode);
    const QUrl target = from.resolved(location);
    const bool isHome = location.isValid() && haveSameOrigin(from, target);
    if (isHome && m_request.body.isEmpty() && m_redirects < m_limits.redirects) {
        ++m_redirects;
        m_stop = Stop::None;
        send(target);
        return;
    }
    const QString where = !location.isValid()        ? u"to nowhere"_s
                          : !isHome                  ? u"to "_s + originOf(target)
                          : m_request.body.isEmpty() ? u"in a circle"_s
                                                     : u"elsewhere"_s;
    end(HttpFault{Error::Kind::Http,
                  u"HTTP %1 leads %2, which is not followed"_s.arg(httpStatus).arg(where)},
        u"HTTP %1, leads %2"_s.arg(httpStatus).arg(where));
}

HttpFault HttpExchange::faultOfStop() const
{
    const QString limit = secondsText(m_limits.time);
    switch (m_stop) {
    case Stop::TimedOut:
        return {Error::Kind::Timeout,
                m_body.isEmpty() ? u"no answer within %1"_s.arg(limit)
                                 : u"no whole answer within %1"_s.arg(limit),
                true};
    case Stop::TooLarge:
        return {Error::Kind::Parse,
                u"the answer is larger than %1"_s.arg(sizeText(m_limits.bytes))};
    case Stop::NotUnpacked:
        return {Error::Kind::Parse, u"the compressed answer cannot be unpacked"_s};
    case Stop::Cancelled:
    case Stop::None:
        break;
    }
    return {Error::Kind::Cancelled, u"cancelled"_s};
}

HttpFault HttpExchange::faultOfNetwork() const
{
    if (m_reply->error() == QNetworkReply::OperationCanceledError) { // by the transfer time-out
        const QString limit = secondsText(m_limits.time);
        return {Error::Kind::Timeout,
                m_body.isEmpty() ? u"no answer within %1"_s.arg(limit)
                                 : u"no whole answer within %1"_s.arg(limit),
                true};
    }
    if (m_reply->error() == QNetworkReply::UnknownContentError)
        return {Error::Kind::Parse, u"the compressed answer cannot be unpacked"_s};
    return faultOf(*m_reply);
}

void HttpExchange::end(std::optional<HttpFault> fault, const QString &words)
{
    HttpOutcome outcome;
    outcome.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    outcome.body = std::exchange(m_body, {});
    outcome.retryAfter =
            parseRetryAfter(m_reply->rawHeader("Retry-After"), m_reply->rawHeader("Date"),
                            QDateTime::currentDateTimeUtc());
    bool isNumber = false;
    if (const int left = m_reply->rawHeader("X-RateLimit-Remaining").toInt(&isNumber); isNumber)
        outcome.callsLeft = left;
    outcome.report = {outcome.status, outcome.body.size(), m_elapsed.elapsed(), words};
    if (words.isEmpty()) {
        outcome.report.outcome = fault ? fault->detail
                                 : outcome.status == 200
                                         ? u"200 OK, "_s + sizeText(outcome.body.size())
                                         : u"HTTP %1"_s.arg(outcome.status);
    }
    outcome.fault = std::move(fault);
    m_isUnderWay = false;
    m_deadline.stop();
    m_reply = nullptr;
    m_request = {};
    emit finished(outcome);
}

QString sizeText(qint64 bytes)
{
    return QLocale::c()
            .formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat)
            .replace("kB"_L1, "KB"_L1);
}

QString secondsText(std::chrono::milliseconds time)
{
    return u"%1 s"_s.arg(QString::number(static_cast<double>(time.count()) / 1000, 'g', 6));
}

QUrl urlBelow(const QUrl &base, const QString &path)
{
    QUrl url = base;
    QString below = url.path(QUrl::FullyEncoded);
    while (below.endsWith(u'/'))
        below.chop(1);
    url.setPath(below + path, QUrl::StrictMode);
    return url;
}
