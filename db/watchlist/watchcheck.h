// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/quotes/coinlookup.h"

#include <optional>

// Whether a symbol may be watched, as far as coins go: what else is not in assets is refused where
// it is stored. Refused (Usage) with a sentence and the symbol as subject; else what somebody
// should know of it. Thread: the connection's.
[[nodiscard]] Result<std::optional<QString>>
checkWatchable(const Connection &connection, const QString &symbol, UnknownCoin policy);
