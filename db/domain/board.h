// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/quote.h"

#include <QList>
#include <QMetaType>

#include <optional>

// One coin of the price table: its newest quote and what it is compared with.
struct BoardRow {
    Quote quote;
    std::optional<Price> hourAgo; // last price one hour before now, at most 15 min older
    std::optional<Price> dayAgo;
    std::optional<Price> weekAgo;
    // 48 half hours up to now: the last price in each, nothing where none was collected.
    QList<std::optional<Price>> dayLine;
};

struct Board {
    QDateTime asOf;       // the "now" that ages and changes are meant for, UTC
    QList<BoardRow> rows; // by coin
};

Q_DECLARE_METATYPE(BoardRow)
Q_DECLARE_METATYPE(Board)
