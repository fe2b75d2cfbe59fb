// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <chrono>
#include <functional>

// The three clocks that telling sleep from a changed wall clock takes. Tests hand in their own.
struct Clock {
    std::function<QDateTime()> wall;                      // UTC; may jump either way
    std::function<std::chrono::milliseconds()> awake;     // stands still while the computer sleeps
    std::function<std::chrono::milliseconds()> sinceBoot; // goes on while it sleeps

    [[nodiscard]] static Clock system();
};
