// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

// A coin goes by two names: its coin_type, as CoinSpot writes it ("btc", "btc_usdt"), and its
// symbol in the asset registry ("BTC.COINSPOT"). A coin_type compares by bytes and may hold upper
// case, so the plain upper-casing would merge "btc" and "BTC": a name with upper case, or that
// starts with '=', keeps its spelling behind a '='. The two functions are each other's inverse.
[[nodiscard]] QString symbolOfCoin(QStringView coin);

// Empty when the symbol is none of exchange COINSPOT.
[[nodiscard]] QString coinOfSymbol(QStringView symbol);

// The quote currency: what follows the last underscore, upper case; "AUD" without one.
// Source: CoinSpot's documentation of /pubapi/v2/latest.
[[nodiscard]] QString currencyOfCoin(QStringView coin);

// Why this is no coin_type, or empty when it is one: 1 to 20 printable ASCII characters, no spaces.
[[nodiscard]] QString coinNameFault(QStringView coin);
