// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

#include <QStringList>

// Fills the tables of version 4 with rows whose values are spread as a market's are, so many that
// no planner takes a search for as dear as reading everything.
[[nodiscard]] Result<> fillMarket(const Connection &connection);
// What later versions have beside them.
[[nodiscard]] Result<> fillHead(const Connection &connection);
// Has the engine look at its rows, as its own service does by and by.
[[nodiscard]] Result<> analyzeMarket(const Connection &connection);
// Whether integers of this column are times.
[[nodiscard]] bool isMarketTime(const QString &column);
