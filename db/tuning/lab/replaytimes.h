// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/lab/labwatch.h"
#include "db/tuning/lab/replayvalues.h"

#include <limits>

// How long a statement took in its runs.
struct ReplayTimes {
    QList<double> ms;       // one for each of the first values; fewer than values when it is slow
    bool canRun = true;     // false: not in this place
    bool isStopped = false; // its time was over within a run
};

struct ReplayLimits {
    // For all runs of the statement; one that goes on then is stopped.
    std::chrono::milliseconds time;
    // What takes longer than this each time need not be run until chance is out, and counts with
    // what it took until it was stopped.
    double clearMs = std::numeric_limits<double>::infinity();
};

// Runs it once for each of its values; a slow one as often as chance can be told from, whatever
// that takes within its time. Cancelled, Timeout: the watch ended it.
[[nodiscard]] Result<ReplayTimes> timesOf(const Replay &replay, const Connection &place,
                                          const ReplayLimits &limits, const LabWatch &watch);
