// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/collector/runreader.h"

#include "db/collector/runstore.h"
#include "db/storagelink.h"

void RunReader::loadRuns(quint64 ticket, const RunsPageRequest &request)
{
    const Result<RunsPage> page = m_link.use(
            [&](const Connection &connection) { return RunStore{connection}.page(request); });
    if (page)
        emit runsLoaded(ticket, *page);
    else
        emit runsFailed(ticket, page.error());
}

void RunReader::loadStrip(quint64 ticket, const StripRequest &request)
{
    const Result<Strip> strip = m_link.use(
            [&](const Connection &connection) { return RunStore{connection}.strip(request); });
    if (strip)
        emit stripLoaded(ticket, *strip);
    else
        emit stripFailed(ticket, strip.error());
}
