// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/collector/runreader.h"

#include "db/collector/runstore.h"
#include "db/connectionpool.h"

void RunReader::loadRuns(quint64 ticket, const RunsPageRequest &request)
{
    m_pool.run(
            this,
            [request](const Connection &connection) { return RunStore{connection}.page(request); },
            [this, ticket](const Result<RunsPage> &page) {
                if (page)
                    emit runsLoaded(ticket, *page);
                else
                    emit runsFailed(ticket, page.error());
            });
}

void RunReader::loadStrip(quint64 ticket, const StripRequest &request)
{
    m_pool.run(
            this,
            [request](const Connection &connection) { return RunStore{connection}.strip(request); },
            [this, ticket](const Result<Strip> &strip) {
                if (strip)
                    emit stripLoaded(ticket, *strip);
                else
                    emit stripFailed(ticket, strip.error());
            });
}
