// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "app/cli/options.h"

// Copies the database to another place or engine. Tells how far it is on standard error.
ExitCode runCopy(const Context &context, const CopyDatabase &command);
