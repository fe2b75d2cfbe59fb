// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/copy/copyplan.h"
#include "migrations/copy/databasecopy.h"

// Copies all rows of one table, in the order in which they come, inside the target's transaction.
// Returns what was read, as proveTable() says it of the target when all has arrived. Thread: that
// of both connections. Errors name the table when they name nothing else.
[[nodiscard]] Result<TableProof> copyRows(const Connection &source, const Connection &target,
                                          const PlannedTable &table,
                                          const CopyProgressHandler &progress);
