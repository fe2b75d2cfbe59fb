// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/backups/backup.h"
#include "migrations/migrator.h"

// Brings a server's database to the version of the backup, whose rows alone are put back there.
// What is lost on the way must be in another backup. Nothing to do for a file, which is replaced
// whole, and for an empty database, which is filled.
[[nodiscard]] Result<> bringToVersionOf(const Backup &backup, const Connection &connection,
                                        const ProgressHandler &progress = {});
