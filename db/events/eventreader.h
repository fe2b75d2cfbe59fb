// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"
#include "db/events/systemevent.h"

#include <QObject>

class ConnectionPool;

// Answers what models ask about events, through the pool; each call ends in exactly one answer.
class EventReader final : public QObject
{
    Q_OBJECT

public:
    explicit EventReader(ConnectionPool &pool)
        : m_pool{pool}
    {}

public slots:
    void loadEvents(quint64 ticket, const EventRequest &request);

signals:
    void eventsLoaded(quint64 ticket, const EventPage &page);
    void eventsFailed(quint64 ticket, const Error &error);

private:
    ConnectionPool &m_pool;
};
