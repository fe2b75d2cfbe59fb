// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/price.h"

#include <QDateTime>
#include <QList>

#include <optional>

// One row of watchlist: what somebody keeps an eye on, and the price it is hoped to reach.
struct WatchedSymbol {
    QString symbol;              // "BTC.COINSPOT", "BHP.AU"
    std::optional<Price> target; // above zero, in the currency of its price
    QString note;
    QDateTime createdAt; // invalid until stored
    QDateTime updatedAt;

    friend bool operator==(const WatchedSymbol &, const WatchedSymbol &) = default;
};

// Whether it can be stored; its symbol is written as the program does then ("btc" is BTC.COINSPOT)
// and its note trimmed. Refused (Usage) with a sentence that says what to write.
[[nodiscard]] Result<WatchedSymbol> checkedWatch(WatchedSymbol watched);

// A watched symbol at the newest price that is stored.
struct WatchedPrice {
    WatchedSymbol watched;
    QString name;     // of the asset; empty where it is not registered
    QString currency; // of price and target; empty when unknown
    std::optional<Price> price;
    QDateTime pricedAt;   // the slot of a coin's quote, midnight UTC of a share's day
    bool isDaily = false; // the price is the close of that day
    std::optional<Price> dayAgo;

    // Which way the price has to go to the target: 1 up, -1 down, 0 it is there. Nothing without a
    // price or a target.
    [[nodiscard]] std::optional<int> direction() const;
    // How far, in hundredths of a percent of the price, rounded half away from zero: 172 means that
    // it has to rise by 1.72 %. May be 0 a little before the target. Nothing beyond 64 bits.
    [[nodiscard]] std::optional<qint64> distance() const;
    // The change since a day ago, counted alike.
    [[nodiscard]] std::optional<qint64> dayChange() const;

    friend bool operator==(const WatchedPrice &, const WatchedPrice &) = default;
};

Q_DECLARE_METATYPE(WatchedSymbol)
Q_DECLARE_METATYPE(WatchedPrice)
