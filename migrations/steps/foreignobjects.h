// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/steps/migrationstep.h"

// What somebody else made on a table goes away when a step makes that table anew.

// Refused (translated) when it would be lost: where the engine has no transaction to make it again
// in, and what is a part of the table itself.
[[nodiscard]] Result<> refuseForeignObjects(const MigrationStep &step, const Schema &live);

// Makes indexes, triggers and views again that were there before and that the new schema has room
// for; Refused, naming it, for one that does not fit.
[[nodiscard]] Result<> restoreForeignObjects(const MigrationStep &step, const Schema &before,
                                             const Schema &after);

// Who owns the tables that the step makes anew and who may use them, as statements that say it
// again afterwards. Only PostgreSQL forgets it with the table. Rights on a column that goes go with
// it.
[[nodiscard]] Result<QStringList> foreignRights(const MigrationStep &step);

// Refused, naming it, for one that cannot be given again.
[[nodiscard]] Result<> restoreForeignRights(const MigrationStep &step, const QStringList &rights);
