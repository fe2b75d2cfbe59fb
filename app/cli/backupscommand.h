// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "app/cli/options.h"

// The backups that were made of this database. A restore that would throw away what was written
// since is Refused unless that is accepted, and makes a backup of before first.
ExitCode runBackupsList(const Context &context);
ExitCode runBackupsVerify(const Context &context, const BackupsVerify &command);
ExitCode runBackupsRestore(const Context &context, const BackupsRestore &command);
