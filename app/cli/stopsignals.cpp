// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/stopsignals.h"

#include <pthread.h>

StopSignals::StopSignals()
{
    sigemptyset(&m_signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        sigaddset(&m_signals, signal);
    // Kept from every thread, so that they wait for the one that asks for them.
    pthread_sigmask(SIG_BLOCK, &m_signals, &m_before);
    m_listener = std::thread{[this] { listen(); }};
}

StopSignals::~StopSignals()
{
    m_isOver = true;
    pthread_kill(m_listener.native_handle(), SIGTERM);
    m_listener.join();
    pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
}

void StopSignals::watch(const Connection &connection)
{
    const std::lock_guard lock{m_mutex};
    m_cancellers.push_back(connection.canceller());
}

void StopSignals::listen()
{
    for (;;) {
        int signal = 0;
        if (sigwait(&m_signals, &signal) != 0 || m_isOver)
            return;
        if (m_isAsked) {
            std::signal(signal, SIG_DFL);
            pthread_sigmask(SIG_UNBLOCK, &m_signals, nullptr);
            std::raise(signal);
        }
        stopStatements();
    }
}

void StopSignals::stopStatements()
{
    m_isAsked = true;
    const std::lock_guard lock{m_mutex};
    for (const std::unique_ptr<StatementCanceller> &canceller : m_cancellers)
        canceller->cancel();
    m_areStopped = true;
}
