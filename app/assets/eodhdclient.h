// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/network/httpexchange.h"
#include "db/domain/result.h"

#include <QDate>
#include <QObject>
#include <QUrl>

#include <chrono>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <vector>

// What is asked of EODHD (market-apis.md 2.2), and what it costs of the day's calls.
struct EodhdRequest {
    QString path;                               // "/eod/BHP.AU", percent-encoded
    QList<std::pair<QString, QString>> query{}; // beside fmt and the token; values not encoded yet
    int calls = 1;
    FetchLimits limits{};

    [[nodiscard]] static EodhdRequest daily(const QString &symbol, const QDate &from);
    [[nodiscard]] static EodhdRequest splits(const QString &symbol);
    [[nodiscard]] static EodhdRequest dividends(const QString &symbol);
    // At most 15 symbols.
    [[nodiscard]] static EodhdRequest delayed(const QStringList &symbols);
    // interval: "1m", "5m", "1h".
    [[nodiscard]] static EodhdRequest intraday(const QString &symbol, const QString &interval,
                                               const QDateTime &from, const QDateTime &to);
    [[nodiscard]] static EodhdRequest search(const QString &text);
    [[nodiscard]] static EodhdRequest symbolList(const QString &exchange);
    [[nodiscard]] static EodhdRequest plan();
};

// Why there is no answer.
struct EodhdFailure {
    enum class Cause {
        Network,       // nothing came, or a server in trouble: worth another try
        TokenRefused,  // 401: the whole queue stops and asks
        QuotaUsed,     // 402: nothing until 00:00 GMT
        PlanTooSmall,  // 403
        UnknownSymbol, // 404
        Malformed,     // 422
        TooFast,       // 429: the whole queue waits
        Unusable,      // an answer that cannot be read
        Cancelled,
    };

    Cause cause = Cause::Network;
    Error error; // subject "EODHD" or the host; the detail holds no token
    std::optional<std::chrono::milliseconds> retryAfter;
    bool wasSent = true; // false: it was cancelled while it waited

    // Whether the provider counts no call for it (market-apis.md 2.2). What was cancelled on its
    // way may have been answered there.
    [[nodiscard]] bool isFree() const;
};

using EodhdAnswer = tl::expected<QByteArray, EodhdFailure>;

// Asks EODHD for several askers, at most four requests under way, the others wait in their order.
// The token is part of each address there; it never leaves this class in any text. Thread: its
// manager's.
class EodhdClient final : public QObject
{
    Q_OBJECT

public:
    static constexpr int MostUnderWay = 4;

    // network outlives the client. baseUrl as parseBaseUrl() lets it through.
    EodhdClient(QNetworkAccessManager &network, QUrl baseUrl, QObject *parent = nullptr);
    ~EodhdClient() override;

    void setToken(const QString &token) { m_token = token.trimmed(); }
    // Requests leave so far apart: 100 ms unless set, and on loopback at once.
    void setPace(std::chrono::milliseconds pace) { m_pace = pace; }

    // answer is called exactly once, never before this returns, unless the client is destroyed
    // first.
    void ask(const EodhdRequest &request, const QObject *asker,
             std::function<void(const EodhdAnswer &)> answer);
    // Ends what this asker asked for, under way or waiting, as Cancelled before it returns.
    void cancel(const QObject *asker);

private:
    struct Asked;

    void pump();
    void take(Asked &asked, const HttpOutcome &outcome);
    [[nodiscard]] QUrl urlOf(const EodhdRequest &request) const;
    [[nodiscard]] EodhdAnswer answerOf(const HttpOutcome &outcome) const;

    QNetworkAccessManager &m_network;
    QUrl m_baseUrl;
    QString m_token;
    std::list<std::unique_ptr<Asked>> m_asked; // under way first, then those that wait
    int m_underWay = 0;
    std::chrono::milliseconds m_pace;
    QTimer m_pause; // between two requests to a server that is not ours
};

// Where EODHD is: what EODHD_BASE_URL says, else the provider's own address. Configuration for one
// that parseBaseUrl() does not let through.
[[nodiscard]] Result<QUrl> eodhdServer();
