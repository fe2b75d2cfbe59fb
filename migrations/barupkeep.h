// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/migrationrunner.h"

// After a migration: the bar tables, where they are there, get room for bars of now, and quotes
// from before there were bars get theirs. No script of a version can do it: the partitions depend
// on the day, and exact arithmetic is not SQLite's. Returns the report as it was. Thread: the
// connection's.
[[nodiscard]] Result<MigrationReport> keepUpBars(const Connection &connection,
                                                 const MigrationReport &report);
