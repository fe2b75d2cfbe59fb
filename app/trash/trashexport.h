// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/trash/trashprogress.h"
#include "db/connection.h"
#include "db/trash/trashexportstore.h"
#include "db/trash/trashreader.h"

inline constexpr auto TrashManifestName = "manifest.json";

// What of the recycle bin is exported.
struct TrashExportPlan {
    QString folder;         // made when it is missing
    TrashRequest rows = {}; // all of these, however many a page has
};

// Writes the rows to a file a table, a manifest of their counts and checksums, and a record into
// the database, in this order: what the record names is on the disk. A failure leaves none of them.
// Refused (translated) when there is anything in the folder already, and when there is nothing to
// export. Thread: the connection's, for as long as it takes.
[[nodiscard]] Result<TrashExportRecord> exportTrash(const Connection &connection,
                                                    const TrashExportPlan &plan,
                                                    const QDateTime &now,
                                                    const TrashProgressHandler &progress = {});
