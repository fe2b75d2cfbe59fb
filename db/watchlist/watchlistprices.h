// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/watchlist.h"
#include "db/statements.h"

// All that is watched, by symbol, at the newest price that is stored: of a coin the last price of
// its newest quote, of a share or fund what the price table shows. One moment for all. asOf: now, a
// day before which the change begins. Thread: the connection's.
[[nodiscard]] Result<QList<WatchedPrice>> pricedWatchlist(const Connection &connection,
                                                          const QDateTime &asOf);
