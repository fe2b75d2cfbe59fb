// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QString>

// The markets of EODHD on which money itself is traded: pairs of currencies (.FOREX) and coins
// (.CC). Four decimals would cut their prices, so their days are kept in intraday_data with eight.
// They have no close, no splits and no dividends. Exchanges are named as in Asset.
[[nodiscard]] bool isCurrencyMarket(QStringView exchange);

// Whether a bar of this day can be expected: Monday to Friday, of coins every day.
[[nodiscard]] bool tradesOn(QStringView exchange, const QDate &day);
[[nodiscard]] int tradingDaysAWeek(QStringView exchange);
// It has no nights and no holidays: where nothing was traded, something is missing.
[[nodiscard]] bool neverCloses(QStringView exchange);

// What an asset is where nobody says it: "currency", "crypto", elsewhere "Common Stock".
[[nodiscard]] QString usualTypeOf(QStringView exchange);

// What a pair's prices are in, as its ticker says it: USD of EURUSD.FOREX and of BTC-USD.CC. Empty
// where it does not, and for what is no pair.
[[nodiscard]] QString quoteCurrencyOf(QStringView symbol);
