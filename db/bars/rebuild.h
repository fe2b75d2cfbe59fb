// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

#include <functional>

struct RebuildReport {
    int coins = 0;
    qint64 bars = 0;
};

// Which coins are rebuilt: every one, or those that have quotes and no bar at all, as a database
// has them whose quotes are older than version 3.
enum class RebuildScope { All, Missing };

// Makes the bars of every coin again from its quotes, coin by coin, each in a transaction of its
// own, so that the collector can write in between. progress(done, total) is called after each coin
// and ends the work (Cancelled) by returning false. Refused, before the next coin, when another
// program changes the schema meanwhile or has left it in the middle. Thread: the connection's.
[[nodiscard]] Result<RebuildReport> rebuildBars(const Connection &connection, RebuildScope scope,
                                                const std::function<bool(int, int)> &progress = {});
