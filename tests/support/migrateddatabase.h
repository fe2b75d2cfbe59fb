// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/migrator.h"

// Brings an empty database to a version, on any engine.
inline Result<> migrate(const Connection &connection, int version)
{
    return MigrationSet::shipped(connection.engine()).and_then([&](const MigrationSet &migrations) {
        return Migrator{connection, migrations}.up(version).map([](const MigrationReport &) {});
    });
}
