// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/quote.h"
#include "tests/support/marketanswer.h"

struct MarketRequest;

// A market that exists nowhere. Its prices are a function of coin and time alone, so what it quotes
// now goes on without a step from the history that was made up for it, however often it is started.

// What a collector stores at this time: the quotes of every coin that is listed and complete then,
// with time as their timestamp.
[[nodiscard]] QList<Quote> demoQuotes(const QDateTime &time);

// The body of /pubapi/v2/latest at this time. Now and then a coin is missing or has a "NaN".
[[nodiscard]] QByteArray demoPrices(const QDateTime &time);

// The answer to a request now: prices, or CoinSpot's error for any other path.
[[nodiscard]] MarketAnswer demoAnswer(const MarketRequest &request);
