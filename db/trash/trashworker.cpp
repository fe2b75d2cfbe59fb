// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/trash/trashworker.h"

#include "db/storagelink.h"

void TrashWorker::load(quint64 ticket, const TrashRequest &request)
{
    // Counted behind the page, so that no row of it is missing in the sum.
    const Result<TrashPage> page = m_link.use(
            [&](const Connection &connection) { return TrashReader{connection}.page(request); });
    if (page && !request.after) {
        QStringList deleters;
        const Result<TrashCounts> counts = m_link.use([&](const Connection &connection) {
            TrashReader reader{connection};
            return reader.deleters().and_then([&](const QStringList &names) {
                deleters = names;
                return reader.counts(request);
            });
        });
        if (!counts) {
            emit loadFailed(ticket, counts.error());
            return;
        }
        emit counted(ticket, *counts, deleters);
    }
    if (page)
        emit loaded(ticket, *page);
    else
        emit loadFailed(ticket, page.error());
}

void TrashWorker::restore(const QList<TrashKey> &keys)
{
    const Result<QList<RestoredRow>> rows = m_link.use([&](const Connection &connection) {
        return TrashStore{connection}.restore(keys, QDateTime::currentDateTimeUtc());
    });
    if (rows)
        emit restored(*rows);
    else
        emit failed(rows.error());
}

void TrashWorker::putBack(const QList<RestoredRow> &rows)
{
    const Result<> done = m_link.use([&](const Connection &connection) {
        return TrashStore{connection}.putBack(rows, QDateTime::currentDateTimeUtc());
    });
    if (done)
        emit wasPutBack(rows);
    else
        emit failed(done.error());
}
