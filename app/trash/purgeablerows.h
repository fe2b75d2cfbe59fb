// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/trash/trashprogress.h"
#include "db/connection.h"
#include "db/trash/trashexportstore.h"

// How many rows lie in the bin as one of these exports has them, each counted once however many
// have it. A purge by them takes these, but for rules that are held. Thread: the connection's, for
// as long as it takes.
[[nodiscard]] Result<qint64> purgeableRows(const Connection &connection,
                                           const QList<TrashExportRecord> &exports,
                                           const TrashProgressHandler &progress = {});
