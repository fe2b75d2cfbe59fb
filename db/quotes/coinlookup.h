// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

#include <QString>

// What becomes of a coin that nothing is stored of: its first price may come yet.
enum class UnknownCoin { Refused, Allowed };

// What is stored of a coin that somebody wrote the name of.
struct CoinLookup {
    enum class Kind {
        Priced,
        Registered, // without a price
        NoCoinYet,  // of none is there a price, so whether there is this one shows later
        Unknown,
    };

    Kind kind = Kind::Priced;
    QString likely = {}; // of an unknown one the symbol that was meant; empty: who knows
};

// symbol: of a coin. Thread: the connection's.
[[nodiscard]] Result<CoinLookup> lookUpCoin(const Connection &connection, const QString &symbol);
