// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/watchlist.h"

#include <QJsonObject>

// What the watchlist's commands print: exact strings for scripts, tables for people.

[[nodiscard]] QJsonObject jsonOf(const WatchedSymbol &watched);
[[nodiscard]] QJsonObject jsonOf(const WatchedPrice &priced);
[[nodiscard]] QString lineOf(const WatchedSymbol &watched); // "BHP.AU, target 45.50000000"
[[nodiscard]] QString textOf(const QList<WatchedPrice> &watchlist);
