// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

// A file as two years of collecting leave it: so many coins, a quote every five minutes, bars
// rolled up. Made in folder unless it is there; says so on standard error, because it takes a
// while.
[[nodiscard]] QString bigDatabase(const QString &folder, int coins, int days = 730);

// The coins are named coin0, coin1, ...; the last quote is at this time, ms since 1970.
[[nodiscard]] qint64 bigDatabaseEnd();
