// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

#include <QElapsedTimer>
#include <QList>
#include <QObject>
#include <QTimer>
#include <QUrl>

#include <chrono>
#include <optional>
#include <utility>

class QNetworkAccessManager;
class QNetworkReply;
class QNetworkRequest;

// How a request went, as an attempt of a run is logged.
struct FetchReport {
    int httpStatus = 0; // 0: there was no answer
    qint64 bytes = 0;   // of the body, unpacked
    qint64 durationMs = 0;
    QString outcome; // "200 OK, 1.3 KB", "connection reset", "HTTP 429, asks to wait 40 s"
};

// What keeps a hostile or broken server from costing more than it should.
struct FetchLimits {
    std::chrono::milliseconds time = std::chrono::seconds{30}; // from request to last byte
    qint64 bytes = 4'194'304; // 4 MiB of the body, unpacked; CoinSpot sends 1.5 KB
    int redirects = 3;        // all to the same scheme, host and port
};

struct HttpRequest {
    QUrl url;
    QByteArray body; // with one it is a POST of JSON, without a GET
    QList<std::pair<QByteArray, QByteArray>> headers; // beside those that every request has
    bool keepsConnection = false;                     // another request follows at once
};

// Why there is no whole answer.
struct HttpFault {
    Error::Kind kind = Error::Kind::Network; // Network, Timeout, Http, Parse or Cancelled
    QString detail;                          // "connection refused"
    bool retryable = false;
    bool offline = false; // this computer reached nothing: no route, or no name server
};

struct HttpOutcome {
    int status = 0;                 // 0: there was no answer
    QByteArray body;                // whole where there is no fault, at most the limit's bytes
    std::optional<HttpFault> fault; // nothing: status and body are the server's answer
    std::optional<std::chrono::milliseconds> retryAfter; // what the server asked for
    std::optional<int> callsLeft;                        // X-RateLimit-Remaining: this minute
    FetchReport report;
};

Q_DECLARE_METATYPE(HttpOutcome)

// One HTTP exchange after another, within limits: redirects of a GET are followed at home alone,
// those of a POST never. What it tells of a request holds no query and no header. Lives on the
// thread of its manager; destroying it ends a request silently.
class HttpExchange final : public QObject
{
    Q_OBJECT

public:
    // network outlives it.
    explicit HttpExchange(QNetworkAccessManager &network, QObject *parent = nullptr);
    ~HttpExchange() override;

    void setLimits(const FetchLimits &limits) { m_limits = limits; }
    [[nodiscard]] bool isUnderWay() const { return m_isUnderWay; }

    // Ends in exactly one finished(), never before it returns. Does nothing while a request is
    // under way. When a connection closes without a single byte of an answer, Qt asks once more by
    // itself, as HTTP allows for a GET: that is still the same exchange. A body is sent once.
    void start(HttpRequest request);
    // Ends the request under way, if any, with a fault of kind Cancelled.
    void cancel();

signals:
    void finished(const HttpOutcome &outcome);

private:
    enum class Stop { None, TimedOut, TooLarge, NotUnpacked, Cancelled };

    [[nodiscard]] QNetworkRequest requestFor(const QUrl &url) const;
    void send(const QUrl &url);
    [[nodiscard]] bool readSome(); // false: the body is over the limit
    void stop(Stop reason);
    void finish();
    void followRedirect(int httpStatus);
    [[nodiscard]] HttpFault faultOfStop() const;
    [[nodiscard]] HttpFault faultOfNetwork() const;
    // words: how the report calls it, where the fault or the status does not say it.
    void end(std::optional<HttpFault> fault, const QString &words = {});

    QNetworkAccessManager &m_network;
    FetchLimits m_limits;

    // Of the request under way.
    bool m_isUnderWay = false;
    HttpRequest m_request;
    Stop m_stop = Stop::None;
    int m_redirects = 0;
    QNetworkReply *m_reply = nullptr; // deleted by deleteLater() when it has finished
    QByteArray m_body;
    QElapsedTimer m_elapsed;
    QTimer m_deadline;
};

// "1.3 KB", for a report.
[[nodiscard]] QString sizeText(qint64 bytes);
// "40 s", for a report.
[[nodiscard]] QString secondsText(std::chrono::milliseconds time);
// The base's path and this one behind it; both encoded.
[[nodiscard]] QUrl urlBelow(const QUrl &base, const QString &path);
