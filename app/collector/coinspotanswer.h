// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/quote.h"
#include "db/domain/result.h"

#include <QByteArray>

// Reads the body of CoinSpot's /pubapi/v2/latest. Pure; any bytes may come in, and memory stays in
// proportion to the body. Quotes get no timestamp.
//
// Entries are judged one by one: the good ones become quotes, the others are rejected with a reason
// in words. So a value may hold no quote at all: that is a failed attempt, and its reasons are
// kept. An error says that there are no entries to judge: Parse (no JSON, a web page, no prices,
// cut off) or Http (CoinSpot itself reports an error). Its detail continues a sentence.
[[nodiscard]] Result<ParsedPrices> parseLatestPrices(const QByteArray &body);

// What CoinSpot says in the member "message" of an error's body, fit to be shown; empty when it
// says nothing or the body is no JSON.
[[nodiscard]] QString errorMessageIn(const QByteArray &body);
