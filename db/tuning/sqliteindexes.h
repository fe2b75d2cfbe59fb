// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/tuning/rules/indexdef.h"

// From the pragmas of SQLite and sqlite_schema. Sizes are counted in small files and estimated from
// a few rows in large ones, where counting would read all of the file.
[[nodiscard]] Result<QList<TableDef>> readSqliteIndexes(const Connection &connection);
