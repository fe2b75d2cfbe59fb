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
    // Runs step() again while the database is busy: whoever writes meanwhile goes first, however
    // long it takes, because SQLite has no queue in which this one would come to its turn.
    template <typename Step> [[nodiscard]] auto patiently(const Step &step) const
    {
        constexpr int Tries = 12; // of the connection's busy time-out each

        auto done = step();
        for (int i = 1; i < Tries && !done && done.error().kind == Error::Kind::Busy; ++i) {
            if (!m_pause(Pause))
                break;
            done = step();
        }
        return done;
    }

    [[nodiscard]] int count() const { return m_count; }
    [[nodiscard]] std::chrono::microseconds longest() const { return m_longest; }

private:
    // SQLite's waiting writers look again after at most 100 ms, and the servers' queue is in order:
    // who waited during a piece is through before the next one.
    static constexpr std::chrono::milliseconds Pause{110};

    std::function<bool(std::chrono::milliseconds)> m_pause;
    int m_rows;
    int m_count = 0;
    std::chrono::microseconds m_longest{0};
};
