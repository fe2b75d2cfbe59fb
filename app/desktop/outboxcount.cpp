// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/outboxcount.h"

void OutboxCount::begin()
{
    *this = OutboxCount{};
    m_isOpen = true;
}

void OutboxCount::end()
{
    m_isOpen = false;
}

void OutboxCount::noteRun(const CollectionRun &run)
{
    if (!m_isOpen || run.status != RunStatus::Outbox)
        return;
    const int quotes = run.received - run.rejected;
    m_waiting.insert(run.startedAt, quotes);
    m_quotes.waiting += quotes;
}

void OutboxCount::noteStored(const CollectionRun &run)
{
    const auto waiting = m_waiting.constFind(run.startedAt);
    if (waiting == m_waiting.cend())
        return;
    m_quotes.waiting -= *waiting;
    m_quotes.stored += *waiting;
    m_waiting.erase(waiting);
}
