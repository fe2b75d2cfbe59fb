// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/sqlite/busywait.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <thread>

using namespace std::chrono_literals;

namespace {

// Those of SQLite: who waits for long does not look so often.
constexpr std::array Pauses{1ms, 2ms, 5ms, 10ms, 15ms, 20ms, 25ms, 25ms, 25ms, 50ms, 50ms, 100ms};

} // namespace

void BusyWait::install(sqlite3 *database, std::chrono::milliseconds patience)
{
    m_patience = patience;
    sqlite3_busy_handler(database, &BusyWait::goOn, this);
}

int BusyWait::goOn(void *wait, int tries)
{
    return static_cast<BusyWait *>(wait)->pause(tries) ? 1 : 0;
}

bool BusyWait::pause(int tries)
{
    if (tries == 0) {
        m_isInterrupted = false;
        m_deadline = QDeadlineTimer{m_patience};
    }
    if (m_isInterrupted || m_deadline.hasExpired())
        return false;
    const std::chrono::milliseconds pause =
            Pauses[std::min<std::size_t>(std::size_t(tries), Pauses.size() - 1)];
    std::this_thread::sleep_for(
            std::min<std::chrono::nanoseconds>(pause, m_deadline.remainingTimeAsDuration()));
    return !m_isInterrupted;
}
