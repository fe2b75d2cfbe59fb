// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/bars/rebuildworker.h"

#include "db/storagelink.h"

void RebuildWorker::rebuild()
{
    const Result<RebuildReport> report = m_link.use([this](const Connection &connection) {
        return rebuildBars(connection, RebuildScope::All, [this](int done, int total) {
            emit progressed(done, total);
            return !m_isCancelled;
        });
    });
    if (report)
        emit finished(*report);
    else
        emit failed(report.error());
}
