// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "app/cli/stopsignals.h"

#include <chrono>
#include <functional>
#include <thread>

// How the commands of 'trash' that write run.

// Between two slices, until somebody asks to stop.
[[nodiscard]] inline std::function<bool(std::chrono::milliseconds)> pauseOf(const StopSignals &stop)
{
    return [&stop](std::chrono::milliseconds wait) {
        std::this_thread::sleep_for(wait);
        return stop.goesOn();
    };
}
