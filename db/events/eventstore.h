// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/statements.h"

#include <QJsonObject>

// Table system_events: every migration, failure and administrative act. Thread: the connection's.
class EventStore final
{
public:
    enum class Level { Info, Warning, Error };

    explicit EventStore(const Connection &connection)
        : m_statements{connection}
    {}

    // component and event are words for a filter ("collector", "outbox_drained"). No secret goes
    // into details.
    [[nodiscard]] Result<> append(Level level, const QString &component, const QString &event,
                                  const QDateTime &time, const QJsonObject &details = {});

private:
    Statements m_statements;
};
