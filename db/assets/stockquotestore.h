// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/alerts/alertbacklog.h"
#include "db/bars/barpartitions.h"
#include "db/domain/stockquote.h"
#include "db/schema/settledschema.h"
#include "db/statements.h"

// What was taken of one answer.
struct QuotesStored {
    int stored = 0;
    int duplicates = 0; // were there already, as they are
};

// Delayed quotes (market_data) and intraday bars (intraday_data) of stocks. Each function is one
// transaction: NotFound for a symbol that is not registered, Refused when another program has
// changed the schema. Thread: the connection's.
class StockQuoteStore final
{
public:
    // version: see SettledSchema.
    explicit StockQuoteStore(const Connection &connection, std::optional<int> version = {});

    // One of a moment that is there already changes nothing.
    [[nodiscard]] Result<QuotesStored> storeQuotes(const QList<DelayedQuote> &quotes);
    // interval: "1m", "5m", "1h". A bar that is there gets its new values.
    [[nodiscard]] Result<QuotesStored> storeBars(const QString &symbol, const QString &interval,
                                                 const QList<IntradayBar> &bars);
    // The newest delayed quote of an instrument: its price to four decimals.
    [[nodiscard]] Result<std::optional<DelayedQuote>> newestQuote(qint64 instrument);
    // When the newest stored bar begins; invalid without any.
    [[nodiscard]] Result<QDateTime> newestBar(const QString &symbol, const QString &interval);

private:
    [[nodiscard]] Result<qint64> instrumentOf(const QString &symbol);
    [[nodiscard]] Result<bool> insert(qint64 instrument, const DelayedQuote &quote);

    const Connection &m_connection;
    SettledSchema m_schema;
    Statements m_statements;
    BarPartitions m_partitions;
    AlertBacklog m_backlog;
    QString m_putBarSql; // one text for all bars: Statements finds it by its address
};
