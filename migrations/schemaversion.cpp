// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/schemaversion.h"

#include "migrations/migration.h"

std::optional<int> schemaVersion(Engine engine)
{
    const Result<MigrationSet> migrations = MigrationSet::shipped(engine);
    return migrations ? std::optional{migrations->head()} : std::nullopt;
}
