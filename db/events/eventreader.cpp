// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/events/eventreader.h"

#include "db/connectionpool.h"
#include "db/events/eventlog.h"

void EventReader::loadEvents(quint64 ticket, const EventRequest &request)
{
    m_pool.run(
            this,
            [request](const Connection &connection) { return EventLog{connection}.page(request); },
            [this, ticket](const Result<EventPage> &page) {
                if (page)
                    emit eventsLoaded(ticket, *page);
                else
                    emit eventsFailed(ticket, page.error());
            });
}
