// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/trash/trashtasks.h"

#include "db/storagelink.h"

#include <QElapsedTimer>

namespace {

QDateTime now()
{
    return QDateTime::currentDateTimeUtc();
}

} // namespace

// Tells the window as often as an eye can follow.
TrashProgressHandler TrashTasks::handler()
{
    constexpr qint64 QuietMs = 100;

    return [this, timer = QElapsedTimer{}](const TrashProgress &progress) mutable {
        if (!timer.isValid() || timer.hasExpired(QuietMs)) {
            timer.start();
            emit progressed(progress);
        }
        return !m_isCancelled;
    };
}

void TrashTasks::exportOnly(const TrashExportPlan &plan)
{
    const Result<TrashExportRecord> record = m_link.use([&](const Connection &connection) {
        return exportTrash(connection, plan, now(), handler());
    });
    if (record)
        emit exported(*record);
    else
        emit failed(record.error());
}

void TrashTasks::exportAndPurge(const TrashExportPlan &plan)
{
    const Result<PurgeReport> report = m_link.use([&](const Connection &connection) {
        return exportTrash(connection, plan, now(), handler())
                .and_then([&](const TrashExportRecord &record) {
                    PurgePlan purge;
                    purge.exports = {record.id};
                    return purgeTrash(connection, purge, &now, handler());
                });
    });
    if (report)
        emit purged(*report);
    else
        emit failed(report.error());
}

void TrashTasks::undoPurge(const QString &folder)
{
    const Result<PurgeUndoReport> report = m_link.use([&](const Connection &connection) {
        return ::undoPurge(connection, {folder, {}}, &now, handler());
    });
    if (report)
        emit purgeUndone(*report);
    else
        emit failed(report.error());
}
