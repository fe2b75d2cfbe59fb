// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/run.h"

// What tests of the collector's models start from: ten to half past two in Sydney.
inline QDateTime runTime()
{
    return QDateTime{QDate{2026, 11, 20}, QTime{3, 20, 30}, Qt::UTC};
}

// The run of a slot, five minutes times back before 14:20; it took 412 ms and stored nine.
inline CollectionRun runOf(qint64 id, int back, RunStatus status = RunStatus::Ok)
{
    CollectionRun run;
    run.id = id;
    run.source = QStringLiteral("coinspot");
    run.slot = QDateTime{QDate{2026, 11, 20}, QTime{3, 20}, Qt::UTC}.addSecs(-300 * back);
    run.startedAt = run.slot.addMSecs(500);
    run.durationMs = 412;
    run.finishedAt = run.startedAt.addMSecs(run.durationMs);
    run.status = status;
    run.attempts = 1;
    if (status != RunStatus::Failed) {
        run.received = 9;
        run.stored = 9;
    }
    return run;
}
