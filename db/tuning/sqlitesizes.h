// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/tuning/rules/indexdef.h"

// Fills in how many rows and bytes tables and indexes have.
[[nodiscard]] Result<> readSqliteSizes(const Connection &connection, QList<TableDef> &tables);
