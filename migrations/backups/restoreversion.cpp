// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/backups/restoreversion.h"

#include "migrations/state/migrationstatus.h"

Result<> bringToVersionOf(const Backup &backup, const Connection &connection,
                          const ProgressHandler &progress)
{
    if (connection.engine() == Engine::Sqlite && backup.engine == engineName(Engine::Sqlite))
        return {};
    return MigrationSet::shipped(connection.engine())
            .and_then([&](const MigrationSet &migrations) -> Result<> {
                const Migrator migrator{connection, migrations, progress};
                const Result<MigrationStatus> status = migrationStatus(migrator.database());
                if (!status)
                    return fail(status.error());
                if (status->current == 0)
                    return {};
                return (status->current > backup.version
                                ? migrator.down(backup.version, LossPolicy::Accept)
                                : migrator.up(backup.version))
                        .map([](const MigrationReport &) {});
            });
}
