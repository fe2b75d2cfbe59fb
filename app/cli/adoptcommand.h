// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "app/cli/options.h"

// Takes over a database that Alembic made or that nobody versioned; see migrations/adopt.h. Ends
// with Refused when the plan cannot be carried out, a dry run too.
ExitCode runMigrateAdopt(const Context &context, const MigrateAdopt &command);
