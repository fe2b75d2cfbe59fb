// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/network/circuitbreaker.h"

#include <algorithm>

using namespace std::chrono_literals;

CircuitBreaker::State CircuitBreaker::state(const QDateTime &now)
{
    if (m_pause == 0ms)
        return State::Closed;
    return now < nextTry(now) ? State::Open : State::HalfOpen;
}

QDateTime CircuitBreaker::nextTry(const QDateTime &now)
{
    if (m_pause == 0ms)
        return {};
    // The clock was set back: how much of the pause has passed is unknown, so it starts again.
    m_openedAt = std::min(m_openedAt, now);
    return m_openedAt.addMSecs(m_pause.count());
}

void CircuitBreaker::runSucceeded()
{
    *this = {};
}

void CircuitBreaker::runFailed(const QDateTime &now)
{
    ++m_failures;
    if (m_pause != 0ms || m_failures >= FailuresToOpen)
        open(now);
}

void CircuitBreaker::runBlocked(const QDateTime &now)
{
    ++m_failures;
    open(now);
}

void CircuitBreaker::open(const QDateTime &now)
{
    if (state(now) == State::Open) // somebody tried by hand: that is no reason to wait longer
        return;
    m_pause = m_pause == 0ms ? FirstPause : std::min(m_pause * 2, LongestPause);
    m_openedAt = now;
}
