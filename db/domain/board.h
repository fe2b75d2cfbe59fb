// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/quote.h"

#include <QList>
#include <QMetaType>

#include <optional>

// What the price table knows of a stock beside its newest price.
struct StockFacts {
    QString name;
    QString currency;     // empty when unknown
    bool hasPrice = true; // false: registered, and nothing was stored yet
    bool isDaily = true;  // the close of a day, whose midnight UTC is the quote's time

    friend bool operator==(const StockFacts &, const StockFacts &) = default;
};

// One coin or stock of the price table: its newest price and what that is compared with. A stock
// has a last price alone, and is compared with the close before and that of seven days before,
// both adjusted for splits and dividends.
struct BoardRow {
    Quote quote;
    std::optional<Price> hourAgo; // last price one hour before now, at most 15 min older
    std::optional<Price> dayAgo;
    std::optional<Price> weekAgo;
    // 48 half hours up to now: the last price in each, nothing where none was collected. Of a stock
    // the adjusted closes of the last 30 days that were traded.
    QList<std::optional<Price>> dayLine;
    std::optional<StockFacts> stock = {}; // none of a coin
};

struct Board {
    QDateTime asOf;       // the "now" that ages and changes are meant for, UTC
    QList<BoardRow> rows; // by coin
};

Q_DECLARE_METATYPE(BoardRow)
Q_DECLARE_METATYPE(Board)
