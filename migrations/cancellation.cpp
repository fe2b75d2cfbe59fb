// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/cancellation.h"

void Cancellation::ask()
{
    State goesOn = State::GoesOn;
    m_state.compare_exchange_strong(goesOn, State::Asked);
}

void Cancellation::stopStatements()
{
    const QMutexLocker lock{&m_mutex};
    if (m_state != State::Asked)
        return;
    for (const std::unique_ptr<StatementCanceller> &canceller : m_cancellers)
        canceller->cancel();
    State asked = State::Asked; // unless something new was allowed meanwhile
    m_state.compare_exchange_strong(asked, State::Stopped);
}

void Cancellation::watch(std::unique_ptr<StatementCanceller> canceller)
{
    const QMutexLocker lock{&m_mutex};
    m_cancellers.push_back(std::move(canceller));
}

void Cancellation::forgetAll()
{
    const QMutexLocker lock{&m_mutex};
    m_cancellers.clear();
}
