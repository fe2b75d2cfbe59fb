// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/quantity.h"

#include <QDateTime>
#include <QList>

#include <optional>

enum class PositionSource {
    Account, // a balance of the owner's account, kept as the account has it
    Manual,  // written by hand
};

[[nodiscard]] QString positionSourceName(PositionSource source);       // "account", "manual"
[[nodiscard]] PositionSource positionSourceFromName(QStringView name); // Manual for all else

// One row of portfolio_positions: what somebody holds of one thing.
struct Position {
    qint64 id = 0;                // 0 until stored
    QString symbol;               // "BTC.COINSPOT", "BHP.AU"
    Quantity quantity;            // negative: owed
    std::optional<Quantity> cost; // of the whole quantity, in currency; nothing: not known
    QString currency;             // "AUD": of the cost
    PositionSource source = PositionSource::Manual;
    QDateTime openedAt; // invalid: not known
    QString note;
    QDateTime createdAt;
    QDateTime updatedAt;
};

// Whether a hand-made position can be stored; its texts are trimmed and its symbol and currency in
// upper case then. Refused (Usage) with a sentence that says what to write. now: UTC; nothing is
// bought later, nor on a day that has not begun here.
[[nodiscard]] Result<Position> checkedPosition(Position position, const QDateTime &now);

// What a price of the symbol is in where no asset says so: what its coin is quoted in, or its
// exchange's currency, and AUD, as at CoinSpot, where that is not known either.
[[nodiscard]] QString usualCurrency(const QString &symbol);

// One balance of the owner's account.
struct AccountBalance {
    QString coin; // coin_type: "btc"
    Quantity amount;
};

// What bringing positions in line with the account did.
struct PositionSync {
    int added = 0;
    int changed = 0;
    int removed = 0;
    int unchanged = 0;
};

// A position at the newest price that is stored.
struct ValuedPosition {
    Position position;
    QString name; // of the asset; empty where it is not registered
    std::optional<Price> price;
    QDateTime pricedAt;            // the slot of a coin's quote, midnight UTC of a share's day
    QString priceCurrency;         // of price, value and gain
    std::optional<Quantity> value; // nothing: no price, or beyond 38 digits
    std::optional<Quantity> gain;  // value less cost; nothing unless both are in one currency

    // Whether the cost is in another currency than price, value and gain.
    [[nodiscard]] bool hasForeignCost() const
    {
        return position.cost && position.currency != priceCurrency;
    }
};

// Of all positions that are worth something in one currency. Nothing is converted.
struct CurrencyTotal {
    QString currency;
    int positions = 0;
    std::optional<Quantity> value; // nothing: beyond 38 digits
    int withGain = 0;              // positions whose cost is known
    std::optional<Quantity> cost;  // of these
    std::optional<Quantity> gain;
};

struct Portfolio {
    QList<ValuedPosition> positions; // by symbol, then id
    QList<CurrencyTotal> totals;     // by currency
    int unpriced = 0;                // positions without a value: in no total
};

Q_DECLARE_METATYPE(Position)
Q_DECLARE_METATYPE(PositionSync)
Q_DECLARE_METATYPE(Portfolio)
