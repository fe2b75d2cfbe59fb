// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

#include <functional>

struct RebuildReport {
    int coins = 0;
    qint64 bars = 0;
};

// Makes the bars of every coin again from its quotes, coin by coin, each in a transaction of its
// own, so that the collector can write in between. progress(done, total) is called after each coin
// and ends the work (Cancelled) by returning false. Thread: the connection's.
[[nodiscard]] Result<RebuildReport> rebuildBars(const Connection &connection,
                                                const std::function<bool(int, int)> &progress);
