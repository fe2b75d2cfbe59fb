// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <chrono>

// Keeps the collector from knocking at a door that stays shut: five failed runs in a row, or one
// block by the server, open it for 15 minutes. When they have passed, one attempt may find out
// whether the server is back; each that fails doubles the pause, up to six hours.
//
// Pure: every call is told the time, UTC. A clock that was set back cannot prolong a pause beyond
// its own length.
class CircuitBreaker final
{
public:
    enum class State {
        Closed,  // all is well: a run may use every attempt
        Open,    // no request leaves
        HalfOpen // a run may try once
    };

    static constexpr int FailuresToOpen = 5;
    static constexpr std::chrono::milliseconds FirstPause = std::chrono::minutes{15};
    static constexpr std::chrono::milliseconds LongestPause = std::chrono::hours{6};

    [[nodiscard]] State state(const QDateTime &now);

    // When the next try is due; invalid when the breaker is closed.
    [[nodiscard]] QDateTime nextTry(const QDateTime &now);

    void runSucceeded();
    void runFailed(const QDateTime &now);  // all attempts of a run failed
    void runBlocked(const QDateTime &now); // the server refuses this computer

private:
    void open(const QDateTime &now);

    int m_failures = 0;                  // in a row
    std::chrono::milliseconds m_pause{}; // 0: closed
    QDateTime m_openedAt;
};
