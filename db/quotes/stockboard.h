// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/assets/assetstore.h"
#include "db/assets/stockquotestore.h"
#include "db/bars/actionstore.h"
#include "db/bars/dailystore.h"
#include "db/domain/board.h"

// What the price table and 'prices latest' show of the stocks that are registered. Thread: the
// connection's.
class StockBoard final
{
public:
    explicit StockBoard(const Connection &connection)
        : m_assets{connection}
        , m_daily{connection}
        , m_actions{connection}
        , m_quotes{connection}
    {}

    // By symbol: those that are active, and the others that have a price.
    [[nodiscard]] Result<QList<BoardRow>> rows();
    // One of them, with or without a price.
    [[nodiscard]] Result<BoardRow> row(const Asset &stock);

private:
    AssetStore m_assets;
    DailyStore m_daily;
    ActionStore m_actions;
    StockQuoteStore m_quotes;
};
