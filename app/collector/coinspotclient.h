// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/network/httpexchange.h"
#include "db/domain/quote.h"

#include <QObject>
#include <QUrl>

#include <chrono>
#include <optional>

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

// Asks CoinSpot's public API for the latest prices of every coin. One request at a time; lives on
// the thread of its manager. Destroying it ends a request silently.
class CoinspotClient final : public QObject
{
    Q_OBJECT

public:
    // network outlives the client. baseUrl as parseBaseUrl() lets it through.
    CoinspotClient(QNetworkAccessManager &network, QUrl baseUrl, QObject *parent = nullptr);

    void setLimits(const FetchLimits &limits) { m_exchange.setLimits(limits); }
    [[nodiscard]] bool isFetching() const { return m_exchange.isUnderWay(); }

public slots:
    // Ends in exactly one fetched() or failed(), never before it returns. Does nothing while a
    // request is under way.
    void fetchLatest();

    // Ends the request under way, if any, in failed() of kind Cancelled.
    void cancel() { m_exchange.cancel(); }

signals:
    void fetched(const CoinspotAnswer &answer);
    void failed(const FetchFailure &failure);

private:
    void take(const HttpOutcome &outcome);
    void takeBody(const HttpOutcome &outcome);
    [[nodiscard]] FetchFailure refusal(const HttpOutcome &outcome) const;
    [[nodiscard]] FetchFailure failure(const HttpOutcome &outcome, Error::Kind kind,
                                       const QString &detail) const;

    QUrl m_baseUrl;
    HttpExchange m_exchange;
};
