// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/domain/alerts/rulereplay.h"

// The stored prices that a rule is tried on. from and to may be invalid: all that is stored, up to
// now. Thread: the connection's.
[[nodiscard]] Result<PastPrices> pastPrices(const Connection &connection, const AlertRule &rule,
                                            const QDateTime &from, const QDateTime &to);
