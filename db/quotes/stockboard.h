// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/bars/actionstore.h"
#include "db/bars/dailystore.h"
#include "db/domain/board.h"

// What the price table and 'prices latest' show of the stocks that are registered. Thread: the
// connection's.
class StockBoard final
{
public:
    explicit StockBoard(const Connection &connection)
        : m_statements{connection}
        , m_daily{connection}
        , m_actions{connection}
    {}

    // By symbol: those that are active, and the others that have a price.
    [[nodiscard]] Result<QList<BoardRow>> rows();

private:
    struct Registered {
        QString symbol;
        qint64 instrumentId = 0;
        QString name;
        QString currency;
        bool isActive = true;
    };

    [[nodiscard]] Result<QList<Registered>> registered();
    [[nodiscard]] Result<BoardRow> row(const Registered &stock);
    [[nodiscard]] Result<std::optional<Quote>> delayedQuote(const Registered &stock);

    Statements m_statements;
    DailyStore m_daily;
    ActionStore m_actions;
};
