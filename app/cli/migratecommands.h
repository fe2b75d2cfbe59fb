// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"

#include <optional>

struct MigrateUp {
    std::optional<int> target; // the head when it is not named
    bool isDryRun = false;
    bool hasBackup = true;
};
struct MigrateDown {
    int target = 0;
    bool isDryRun = false;
    bool hasBackup = true;
    bool acceptsLoss = false;
};
struct MigrateSql {
    int from = 0;
    int to = 0;
};
struct MigrateAdopt {
    bool isDryRun = false;
    QString folder; // where rows that are kept out are written; empty: the data folder
    bool hasBackup = true;
};

ExitCode runMigrateStatus(const Context &context);
ExitCode runMigrateUp(const Context &context, const MigrateUp &command);
ExitCode runMigrateDown(const Context &context, const MigrateDown &command);
ExitCode runMigrateSql(const Context &context, const MigrateSql &command);
ExitCode runMigrateValidate(const Context &context);
// Takes over a database that Alembic made or that nobody versioned; see migrations/adopt.h. Ends
// with Refused when the plan cannot be carried out, a dry run too.
ExitCode runMigrateAdopt(const Context &context, const MigrateAdopt &command);
