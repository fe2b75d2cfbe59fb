// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/backups/backup.h"
#include "migrations/migrator.h"

// Brings a database to the version of the backup where its rows alone are put back. What is lost on
// the way must be in another backup. Nothing to do for a file that is replaced whole, and for an
// empty database, which is filled.
[[nodiscard]] Result<> bringToVersionOf(const Backup &backup, const Connection &connection,
                                        const ProgressHandler &progress = {});
