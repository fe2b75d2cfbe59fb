// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/backups/backup.h"
#include "migrations/copy/databasecopy.h"

// Compares every table with what its backup's manifest says of it; Database (subject: the table)
// for a difference.
[[nodiscard]] Result<> proveBackedUp(const Connection &connection,
                                     const QList<BackedUpTable> &tables,
                                     const CopyProgressHandler &progress);

// Both hold the lock of migrations (Busy when another has it for long) and put what they did on the
// record.

// Replaces an SQLite file's content in one transaction, also while others have it open. Makes the
// file where it is missing.
[[nodiscard]] Result<> restoreToFile(const Backup &backup, const ConnectionSpec &target,
                                     const CopyProgressHandler &progress);

// Fills an empty database, or replaces the rows of one at the backup's version in one transaction.
// Refused (translated) at another version or in the middle of a migration. For any engine on either
// side.
[[nodiscard]] Result<> restoreRows(const Backup &backup, const ConnectionSpec &target,
                                   const CopyProgressHandler &progress);
