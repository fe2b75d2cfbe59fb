// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "app/cli/options.h"

// One function a command. Each writes its result and returns what the program ends with; none runs
// an event loop. Those that need one are in collectcommand.h.
ExitCode runMigrateStatus(const Context &context);
ExitCode runMigrateUp(const Context &context, const MigrateUp &command);
ExitCode runMigrateDown(const Context &context, const MigrateDown &command);
ExitCode runMigrateSql(const Context &context, const MigrateSql &command);
ExitCode runMigrateValidate(const Context &context);
ExitCode runPricesLatest(const Context &context);
ExitCode runPricesSeries(const Context &context, const PricesSeries &command);
ExitCode runBarsRebuild(const Context &context);
ExitCode runHealth(const Context &context);
