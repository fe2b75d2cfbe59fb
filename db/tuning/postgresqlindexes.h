// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/tuning/rules/indexdef.h"

// The current schema, from pg_catalog. Of split tables the whole table's indexes, never those of a
// partition or chunk.
[[nodiscard]] Result<QList<TableDef>> readPostgreSqlIndexes(const Connection &connection);
