// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/migration.h"

// The newest version of the schema, the same on every engine.
inline int headVersion()
{
    static const int head = MigrationSet::shipped(Engine::Sqlite)->head();
    return head;
}
