// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/assets/eodhdclient.h"
#include "app/assets/eodhdrun.h"
#include "app/assets/synclink.h"
#include "app/collector/clock.h"
#include "db/assets/stockquotestore.h"

#include <QObject>

#include <optional>

// Fetches what the queue does not: delayed quotes, and bars within the day, when somebody asks for
// them. Currencies have no delayed quotes here: market_data has too few decimals. Costs calls of
// the day's budget, a call a quote and five a request for bars; stops where they end. One thing at
// a time. Thread: its own, with everything that it is given.
class StockQuotes final : public QObject
{
    Q_OBJECT

public:
    StockQuotes(EodhdClient &client, SyncLink &link, Clock clock, QObject *parent = nullptr);

    // Those that got no quote, in the order they were named; why stands in the run, unless they
    // were not asked for any more. None where no quotes were fetched.
    [[nodiscard]] std::optional<QStringList> withoutQuote() const { return m_withoutQuote; }

    // Each ends in exactly one finished(), from the event loop; does nothing while another goes on.
    void fetchQuotes(const QStringList &symbols);
    // interval: "1m", "5m", "1h". Without from: from the newest stored bar on, else as far back as
    // one request reaches.
    void fetchBars(const QString &symbol, const QString &interval, QDateTime from, QDateTime to);

    // What was asked is not waited for; ends in finished() with a problem of kind Cancelled.
    void stop();

    // How much time one request may span (market-apis.md 2.2.5).
    [[nodiscard]] static std::chrono::hours longestSpan(const QString &interval);

signals:
    void finished(const CollectionRun &run, const std::optional<Error> &problem);

private:
    void begin();
    void ask(const EodhdRequest &request,
             const std::function<std::optional<Error>(const QByteArray &)> &take,
             const std::function<void()> &next);
    void nextQuotes();
    [[nodiscard]] std::optional<Error> takeQuotes(const QStringList &group, const QByteArray &body);
    void nextBars();
    void finish(const std::optional<Error> &problem);

    EodhdClient &m_client;
    SyncLink &m_link;
    Clock m_clock;

    bool m_isRunning = false;
    bool m_isStopped = false;
    EodhdRun m_run;
    QStringList m_symbols; // of quotes: those that are not asked for yet
    std::optional<QStringList> m_withoutQuote;
    QString m_interval;
    QDateTime m_from; // of bars: what is not asked for yet
    QDateTime m_to;
};
