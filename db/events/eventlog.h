// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/events/systemevent.h"
#include "db/statements.h"

// Reads table system_events. Thread: the connection's.
class EventLog final
{
public:
    explicit EventLog(const Connection &connection)
        : m_statements{connection}
    {}

    [[nodiscard]] Result<EventPage> page(const EventRequest &request);

private:
    [[nodiscard]] Result<QStringList> components();

    Statements m_statements;
};
