// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/quote.h"
#include "db/domain/result.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <QUrl>

#include <chrono>
#include <memory>
#include <optional>

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

struct CoinspotAnswer {
    ParsedPrices prices; // at least one quote
    FetchReport report;
};

struct FetchFailure {
    // Network, Timeout, Http, Blocked, Parse or Cancelled; subject is the host, detail goes on
    // after "CoinSpot: ".
    Error error;
    bool retryable = false;
    bool offline = false; // this computer reached nothing: no route, or no name server
    std::optional<std::chrono::milliseconds> retryAfter; // what the server asked for
    ParsedPrices prices; // an answer without one usable price: its rejected entries
    FetchReport report;
};

Q_DECLARE_METATYPE(CoinspotAnswer)
Q_DECLARE_METATYPE(FetchFailure)

// What keeps a hostile or broken server from costing more than it should.
struct FetchLimits {
    std::chrono::milliseconds time = std::chrono::seconds{30}; // from request to last byte
    qint64 bytes = 4'194'304; // 4 MiB of the body, unpacked; CoinSpot sends 1.5 KB
    int redirects = 3;        // all to the same scheme, host and port
};

// Asks CoinSpot's public API for the latest prices of every coin. One request at a time; lives on
// the thread of its manager. Destroying it ends a request silently.
class CoinspotClient final : public QObject
{
    Q_OBJECT

public:
    // network outlives the client. baseUrl as parseBaseUrl() lets it through.
    CoinspotClient(QNetworkAccessManager &network, QUrl baseUrl, QObject *parent = nullptr);
    ~CoinspotClient() override;

    void setLimits(const FetchLimits &limits) { m_limits = limits; }
    [[nodiscard]] bool isFetching() const { return m_fetching; }

public slots:
    // Ends in exactly one fetched() or failed(), never before it returns. Does nothing while a
    // request is under way. When a connection closes without a single byte of an answer, Qt asks
    // once more by itself, as HTTP allows for a GET: that is still the same fetch.
    void fetchLatest();

    // Ends the request under way, if any, in failed() of kind Cancelled.
    void cancel();

signals:
    void fetched(const CoinspotAnswer &answer);
    void failed(const FetchFailure &failure);

private:
    enum class Stop { None, TimedOut, TooLarge, NotUnpacked, Cancelled };

    [[nodiscard]] QNetworkRequest requestFor(const QUrl &url) const;
    void get(const QUrl &url);
    [[nodiscard]] bool readSome(); // false: the body is over the limit
    void stop(Stop reason);
    void finish();
    void followRedirect(int httpStatus);
    void acceptBody();
    void failAsStopped();
    void failByNetwork();
    void failByStatus(int httpStatus);
    void fail(const FetchFailure &failure);
    void end();
    [[nodiscard]] FetchReport report(QString outcome) const;
    [[nodiscard]] FetchFailure failure(Error::Kind kind, const QString &detail) const;

    QNetworkAccessManager &m_network;
    QUrl m_baseUrl;
    FetchLimits m_limits;

    // Of the request under way.
    bool m_fetching = false;
    Stop m_stop = Stop::None;
    int m_redirects = 0;
    QNetworkReply *m_reply = nullptr; // deleted by deleteLater() when it has finished
    QByteArray m_body;
    QElapsedTimer m_elapsed;
    QTimer m_deadline;
};
