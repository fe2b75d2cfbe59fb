// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/trash/trashprogress.h"
#include "db/connection.h"
#include "db/trash/trashexportstore.h"
#include "db/trash/trashpurgestore.h"
#include "db/trash/trashslices.h"

#include <QHash>

// An export that a purge cannot go by, because it is not as it was written.
struct LeftOutExport {
    TrashExportRecord record;
    QString path;   // of the file that is gone, changed or cannot be read
    QString unread; // why it cannot be read; empty when it is gone or changed
};

// "Export 3 is left out: ..."
[[nodiscard]] QString leftOutText(const LeftOutExport &left);

struct CheckedExports {
    QList<TrashExportRecord> intact;
    QList<LeftOutExport> leftOut;
};

// What a purge did.
struct PurgeReport {
    QList<TrashExportRecord> exports; // that it went by
    QList<LeftOutExport> leftOut;
    QHash<QString, qint64> purged; // rows by table, children not counted
    PurgedSlice total;
    int slices = 0;
    qint64 longestMs = 0; // for which one slice held the others off
};

struct PurgePlan {
    QList<qint64> exports = {}; // none: all that are not purged yet
    // How it waits between two slices, for tests; see TrashSlices.
    std::function<bool(std::chrono::milliseconds)> pause = {};
};

// What a purge would go by, its files checked: each is there with the rows and the checksum that
// manifest and database say. Refused (translated) when there is none.
[[nodiscard]] Result<CheckedExports> checkedExports(const Connection &connection,
                                                    const PurgePlan &plan,
                                                    const TrashProgressHandler &progress = {});

// Takes what was exported, and is still as it was then, away for good, in slices that hold the
// others off for a moment each. Killed or cancelled it leaves whole slices; once more goes on.
// Thread: the connection's, for as long as it takes.
[[nodiscard]] Result<PurgeReport> purgeTrash(const Connection &connection, const PurgePlan &plan,
                                             const std::function<QDateTime()> &clock,
                                             const TrashProgressHandler &progress = {});

Q_DECLARE_METATYPE(PurgeReport)
