// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

// What a symbol is called wherever people read it: "btc" of a coin, as the table of prices has it,
// and the symbol itself of a stock.
[[nodiscard]] QString shortSymbol(const QString &symbol);
