// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/price.h"

#include <QList>

#include <optional>

// Where an observation is stored. ExactBar: the bar of a day of a coin or a currency market, which
// has eight decimals.
enum class ObservationSource { CoinQuote, StockQuote, DailyBar, ExactBar };

[[nodiscard]] constexpr bool isBar(ObservationSource source)
{
    return source == ObservationSource::DailyBar || source == ObservationSource::ExactBar;
}

// A stored price that a value is made of.
struct PriceRow {
    Price price;       // of a share as it is adjusted for splits and dividends
    qint64 timeMs = 0; // of the quote; of a bar its close, 0 where nobody asked for it
    qint64 dayMs = 0;  // midnight UTC of the day that it belongs to: the exchange's
    ObservationSource source = ObservationSource::CoinQuote;
    qint64 rowId = 0; // of its table; 0 for a bar, whose key is symbol and day

    friend bool operator==(const PriceRow &, const PriceRow &) = default;
};

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

    // price: its last one, or of a bar another of its prices.
    [[nodiscard]] PriceRow row(Price price) const { return {price, timeMs, dayMs, source, rowId}; }
};

// The bar of a whole day of a symbol, from before the first observation: highs, lows and averages
// look further back than quotes do.
struct ObservedDay {
    qint64 dayMs = 0;
    Price high;
    Price low;
    Price close;
    ObservationSource source = ObservationSource::ExactBar;
};
