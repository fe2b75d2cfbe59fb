// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

#include <atomic>
#include <csignal>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

// SIGINT, SIGTERM and SIGHUP for a command that works without an event loop. The first one asks it
// to stop in good order, and stops the statements that its connections run; a second one ends the
// program at once, as without this. Make it before any other thread starts, one at a time: who gets
// a signal is the process's affair.
class StopSignals final
{
public:
    StopSignals();
    ~StopSignals();
    StopSignals(const StopSignals &) = delete;
    StopSignals &operator=(const StopSignals &) = delete;

    // May go before this does.
    void watch(const Connection &connection);
    // Whether what ended as cancelled did so for this.
    [[nodiscard]] bool isAsked() const { return m_isAsked; }
    // For whoever works: false once the statements were stopped. What takes a step back may follow
    // then and is not stopped itself.
    [[nodiscard]] bool goesOn() const { return !m_areStopped; }

private:
    void listen();
    void stopStatements();

    sigset_t m_signals = {};
    sigset_t m_before = {};
    std::mutex m_mutex;
    std::vector<std::unique_ptr<StatementCanceller>> m_cancellers; // below m_mutex
    std::atomic<bool> m_isAsked = false;
    std::atomic<bool> m_areStopped = false;
    std::atomic<bool> m_isOver = false;
    std::thread m_listener;
};
