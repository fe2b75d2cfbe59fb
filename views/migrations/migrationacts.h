// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/proof/migrationloss.h"
#include "models/migrations/backuprow.h"
#include "models/migrations/migrationsstate.h"
#include "views/shell/dangerousactdialog.h"

#include <QLocale>

// What is asked before the migrations of a database are applied or taken back, or a backup is put
// in its place.

// target: above the present version.
[[nodiscard]] DangerousAct applyAct(const MigrationsState &state, int target,
                                    const QLocale &locale);
// From the present version down. When something would be lost, it is named and the name of the
// database has to be typed.
[[nodiscard]] DangerousAct revertAct(const MigrationsState &state, const WayDown &wayDown,
                                     const QLocale &locale);
[[nodiscard]] DangerousAct restoreAct(const MigrationsState &state, const BackupRow &backup,
                                      const QLocale &locale);
