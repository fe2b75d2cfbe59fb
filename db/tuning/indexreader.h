// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/tuning/rules/indexdef.h"

// All tables with their indexes, by name; on PostgreSQL those of the current schema. Without
// Tidemark's migration history and the engine's own tables; partitions are a part of their table.
// Changes nothing; a handful of queries on servers. Thread: the connection's.
[[nodiscard]] Result<QList<TableDef>> readIndexes(const Connection &connection);
