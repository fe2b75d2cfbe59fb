// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/statements.h"
#include "db/tuning/rules/indexdef.h"

#include <QSet>

// The current schema, from pg_catalog. Of split tables the whole table's indexes, never those of a
// partition or chunk.
[[nodiscard]] Result<QList<TableDef>> readPostgreSqlIndexes(const Connection &connection);

// The tables of the current schema that TimescaleDB keeps in chunks; none where it is not.
[[nodiscard]] Result<QSet<QString>> readHypertables(Statements &statements);
