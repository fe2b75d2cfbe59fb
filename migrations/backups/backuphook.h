// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/migrator.h"

// What a Migrator is given so that it makes a backup in this folder before its first step, and
// prunes older ones.
[[nodiscard]] BackupHook backUpInto(const Connection &connection, const QString &folder,
                                    const std::function<bool()> &goesOn = {});

// Where the backups of this database are, below the user's data folder.
[[nodiscard]] QString backupFolderFor(const QString &dataFolder, const QString &location);
