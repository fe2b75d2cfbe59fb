// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/trash/trashprogress.h"
#include "db/trash/trashexportstore.h"

// The path of the first file of an export that is not as it was written; empty when all are: each
// is there with the rows and the checksum that manifest and database say. AccessDenied (subject:
// the path) for one that cannot be read; Cancelled.
[[nodiscard]] Result<QString> changedFile(const TrashExportRecord &record,
                                          const TrashProgressHandler &progress);

// "2026-11-20 03:15 UTC", when it was written.
[[nodiscard]] QString exportTimeText(const TrashExportRecord &record);

// A manifest as it stands in a folder; empty for a file that is none.
struct TrashManifest {
    QDateTime exportedAt;
    QList<TrashFile> files;
};
// NotFound, or AccessDenied for one that cannot be read. Subject: the path.
[[nodiscard]] Result<TrashManifest> readManifest(const QString &folder);
