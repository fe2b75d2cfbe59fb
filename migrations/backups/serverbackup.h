// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/backups/backup.h"
#include "migrations/copy/databasecopy.h"

// Copies a server's database, as it is at one moment, into an SQLite file that is there and empty:
// its tables and their counters alone, without keys, indexes and checks, which whoever restores
// them has. One without a history of ours is copied as it is found. Returns what was read of each
// table; that it stands in the file remains to be proven. The file is of no use after an error.
// Thread: the connection's.
[[nodiscard]] Result<QList<BackedUpTable>>
backUpServer(const Connection &server, const QString &path, const CopyProgressHandler &progress);
