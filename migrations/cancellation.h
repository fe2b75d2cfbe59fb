// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

#include <QMutex>

#include <atomic>
#include <memory>
#include <vector>

// Stops from any thread what another one does on its connections. Who works is told only once the
// statements were stopped: what takes a step back may follow then and is not stopped itself.
class Cancellation final
{
public:
    // For whoever asks for work, before: a cancel of what was before does not end it.
    void allow() { m_state = State::GoesOn; }
    // What waits does not begin. What runs is stopped by stopStatements().
    void ask();
    // On a thread that may wait: takes a round trip to a server for each connection.
    void stopStatements();

    // The rest is for whoever works.
    [[nodiscard]] bool isAsked() const { return m_state != State::GoesOn; }
    [[nodiscard]] bool goesOn() const { return m_state != State::Stopped; }
    void watch(std::unique_ptr<StatementCanceller> canceller);
    // At the end of the work. Waits for a stop that is on its way, or it would hit what comes next.
    void forgetAll();

private:
    enum class State { GoesOn, Asked, Stopped };

    std::atomic<State> m_state = State::GoesOn;
    QMutex m_mutex; // guards m_cancellers, also while they are at work
    std::vector<std::unique_ptr<StatementCanceller>> m_cancellers;
};
