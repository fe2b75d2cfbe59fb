// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

#include <chrono>
#include <optional>

// How many connections a pool may have. On SQLite there are four at most and none beyond, however
// much is allowed: more readers of one file wait for the same processors.
struct PoolLimits {
    int size = 20;     // are kept
    int overflow = 40; // more while work would wait; each closes after it has been idle
    std::chrono::milliseconds idle = std::chrono::seconds{30}; // then one of these closes, and one
                                                               // of the others is asked whether it
                                                               // still works before it is used
};

// A pool at one moment.
struct PoolState {
    int open = 0; // connections
    int busy = 0; // of these: at work
    int size = 0; // what is allowed
    int overflow = 0;
    int waiting = 0;  // pieces of work that nobody does yet
    int replaced = 0; // connections that broke and have a successor, since the start
    std::optional<Error> lastProblem; // why the last one broke or could not be opened
};

Q_DECLARE_METATYPE(PoolState)
