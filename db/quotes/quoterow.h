// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/quote.h"
#include "db/statements.h"

// The quote of a row with the columns id, coin_type, bid, ask, last, timestamp, created_at. Corrupt
// where a price is no number.
[[nodiscard]] Result<Quote> quoteFrom(const Rows &rows);
