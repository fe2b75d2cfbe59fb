// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/trash/trashprogress.h"
#include "db/connection.h"
#include "db/trash/trashexportstore.h"
#include "db/trash/trashreturnstore.h"

#include <QHash>

struct PurgeUndoPlan {
    QString folder; // of the export, wherever it lies by now
    // How it waits between two slices, for tests; see TrashSlices.
    std::function<bool(std::chrono::milliseconds)> pause = {};
};

// What the undo of a purge did.
struct PurgeUndoReport {
    TrashExportRecord record;        // that it went by
    QHash<QString, qint64> returned; // rows by table, children not counted
    qint64 rows = 0;                 // in all of these
    qint64 present = 0;              // were there already
    QList<LeftRows> left;
    int slices = 0;
    qint64 longestMs = 0; // for which one slice held the others off
};

// "2 rows of alert_logs, from id 7 on, stayed out: ..."
[[nodiscard]] QString leftRowsText(const LeftRows &left);

// Puts what was purged by an export into the recycle bin again, exactly as it lay there, in slices
// that hold the others off for a moment each. What is there stays as it is. Killed or cancelled it
// leaves whole slices; once more goes on. Refused (translated) for a folder that holds no export
// of this database, or one that is not as it was written. Thread: the connection's, for as long as
// it takes.
[[nodiscard]] Result<PurgeUndoReport> undoPurge(const Connection &connection,
                                                const PurgeUndoPlan &plan,
                                                const std::function<QDateTime()> &clock,
                                                const TrashProgressHandler &progress = {});

Q_DECLARE_METATYPE(PurgeUndoReport)
