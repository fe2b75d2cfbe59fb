// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/position.h"
#include "db/statements.h"

// All positions at the newest price that is stored: of a coin the last price of its newest quote,
// of a share or fund the close of its newest day. The currency of the account's own money is worth
// one of itself. One moment for all. Thread: the connection's.
[[nodiscard]] Result<Portfolio> valuedPortfolio(const Connection &connection);

// The sums of these positions, each in its own currency.
[[nodiscard]] QList<CurrencyTotal> totalsOf(const QList<ValuedPosition> &positions);
