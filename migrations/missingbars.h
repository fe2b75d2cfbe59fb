// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/migrationrunner.h"

// After a migration: quotes from before there were bars get theirs. Exact arithmetic is not
// SQLite's, so no script of a version can do it. Returns the report as it was. Thread: the
// connection's.
[[nodiscard]] Result<MigrationReport> makeMissingBars(const Connection &connection,
                                                      const MigrationReport &report);
