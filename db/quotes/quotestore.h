// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/board.h"
#include "db/domain/quote.h"
#include "db/statements.h"

#include <QStringList>

#include <functional>
#include <optional>

// Table price_data_5min. Thread: the connection's.
class QuoteStore final
{
public:
    explicit QuoteStore(const Connection &connection);

    // Stores the quote unless its coin has one in this slot already; true when it was stored. Runs
    // inside the caller's transaction.
    [[nodiscard]] Result<bool> insert(const Quote &quote, const QDateTime &createdAt);

    [[nodiscard]] Result<QStringList> coins();
    [[nodiscard]] Result<std::optional<Quote>> newest(const QString &coin);
    [[nodiscard]] Result<std::optional<QDateTime>> oldestTime(const QString &coin);
    [[nodiscard]] Result<QList<Quote>> latest(); // the newest quote of each coin, by coin
    [[nodiscard]] Result<bool> hasAny();

    // The last price in (after, until], nothing where there is none.
    [[nodiscard]] Result<std::optional<Price>>
    lastPrice(const QString &coin, const QDateTime &after, const QDateTime &until);

    // The last price at that time, at most 15 minutes older: what changes are counted from.
    [[nodiscard]] Result<std::optional<Price>> lastAt(const QString &coin, const QDateTime &time);

    // Is there a quote of this coin in [from, to)? Times in ms since 1970.
    [[nodiscard]] Result<bool> existsBetween(const QString &coin, qint64 fromMs, qint64 toMs);

    // Calls row for each quote of [from, to), oldest first, without holding them all.
    [[nodiscard]] Result<>
    read(const QString &coin, qint64 fromMs, qint64 toMs,
         const std::function<void(qint64 timeMs, const Price &bid, const Price &ask,
                                  const Price &last)> &row);

    // What the price table shows at this moment.
    [[nodiscard]] Result<Board> board(const QDateTime &asOf);

private:
    [[nodiscard]] Result<BoardRow> boardRow(const QString &coin, const QDateTime &asOf);

    Statements m_statements;
    QString m_insertSql; // one text for all rows: Statements finds it by its address
};
