// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/price.h"

#include <QList>

#include <optional>

// Where an observation is stored.
enum class ObservationSource { CoinQuote, StockQuote, DailyBar };

// What rules see of a symbol at one moment: a quote, or the bar of a day at its close. Plain and
// small: a year of five minutes is a hundred thousand of them.
struct Observation {
    qint64 timeMs = 0;  // of the slot, of the quote or of the close, UTC
    qint64 dayMs = 0;   // midnight UTC of the day that it belongs to: the exchange's
    qint64 staleMs = 0; // from then on the symbol has no fresh price unless another came
    Price last;
    Price high; // as last, unless it is a bar
    Price low;
    std::optional<Price> bid = {};
    std::optional<Price> ask = {};
    std::optional<qint64> volume = {};
    ObservationSource source = ObservationSource::CoinQuote;
    qint64 rowId = 0;    // of its table; 0 for a bar, whose key is symbol and day
    bool isLate = false; // it was stored long after its time
};

// The bar of a whole day of a symbol, from before the first observation: highs, lows and averages
// look further back than quotes do.
struct ObservedDay {
    qint64 dayMs = 0;
    Price high;
    Price low;
    Price close;
};
