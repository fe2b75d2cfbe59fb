// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migrations/backuprow.h"
#include "models/migrations/migrationsstate.h"
#include "views/shell/dangerousactdialog.h"

#include <QLocale>

// What is asked before the migrations of a database are applied or taken back, or a backup is put
// in its place.

// target: above the present version.
[[nodiscard]] DangerousAct applyAct(const MigrationsState &state, int target,
                                    const QLocale &locale);
// target: below the present version. When rows would be lost, the name has to be typed.
[[nodiscard]] DangerousAct revertAct(const MigrationsState &state, int target,
                                     const QLocale &locale);
[[nodiscard]] DangerousAct restoreAct(const MigrationsState &state, const BackupRow &backup,
                                      const QLocale &locale);
