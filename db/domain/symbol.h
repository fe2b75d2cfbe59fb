// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

#include <QString>

// A symbol as somebody writes it, with its exchange: "bhp.au" becomes BHP.AU, "btc.coinspot"
// BTC.COINSPOT. A coin whose name keeps its spelling starts with '='. Refused (Usage) with a
// sentence that says how to write one.
[[nodiscard]] Result<QString> fullSymbol(const QString &text);

// The same, and a name without an exchange is a coin: "btc" and "BTC" are BTC.COINSPOT.
[[nodiscard]] Result<QString> symbolFrom(const QString &text);
