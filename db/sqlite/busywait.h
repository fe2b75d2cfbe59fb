// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDeadlineTimer>

#include <atomic>
#include <chrono>

struct sqlite3;

// How a connection waits for the database while another program holds it: as SQLite's own time-out
// does, which hears no interrupt. Outlives the connection; interrupt() from any thread, the rest on
// the connection's.
class BusyWait final
{
public:
    BusyWait() = default;
    BusyWait(const BusyWait &) = delete;
    BusyWait &operator=(const BusyWait &) = delete;

    void install(sqlite3 *database, std::chrono::milliseconds patience);
    // The wait that is on its way ends.
    void interrupt() { m_isInterrupted = true; }
    // Whether the last one ended so.
    [[nodiscard]] bool wasInterrupted() const { return m_isInterrupted; }

private:
    static int goOn(void *wait, int tries);
    [[nodiscard]] bool pause(int tries);

    std::chrono::milliseconds m_patience{0};
    QDeadlineTimer m_deadline;
    std::atomic<bool> m_isInterrupted = false;
};
