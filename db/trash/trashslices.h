// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

#include <chrono>
#include <functional>

// How many rows a piece of long work may take at once, so that each piece holds the database's
// write lock shortly, whatever the engine and the disk: at most 200 ms, aiming far below. Between
// two pieces it lets the collector in. Thread: any, one at a time.
class TrashSlices final
{
public:
    static constexpr std::chrono::milliseconds Longest{200};

    // pause: how it waits; false ends the work. Without one the thread sleeps.
    explicit TrashSlices(std::function<bool(std::chrono::milliseconds)> pause = {});

    [[nodiscard]] int rows() const { return m_rows; }
    // After a piece that held the lock that long. False: no more of them.
    [[nodiscard]] bool noteAndPause(std::chrono::microseconds took);
    // Lets others in, without a piece before it.
    [[nodiscard]] bool pause() const;

    [[nodiscard]] int count() const { return m_count; }
    [[nodiscard]] std::chrono::microseconds longest() const { return m_longest; }

private:
    std::function<bool(std::chrono::milliseconds)> m_pause;
    int m_rows;
    int m_count = 0;
    std::chrono::microseconds m_longest{0};
};
