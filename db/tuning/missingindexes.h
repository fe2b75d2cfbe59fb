// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/tuning/rules/finding.h"
#include "db/tuning/rules/indexdef.h"
#include "db/tuning/rules/statement.h"

// Indexes that statements lack. A candidate is told only when the planner takes it, tried in memory
// on SQLite and by HypoPG on a PostgreSQL that has it; elsewhere none can be tried without making
// it, so it is 'measure' there. 'missing' needs to be known how much time its statements take.
// takenNames: that no new index is called. Thread: the connection's, outside a transaction.
[[nodiscard]] Result<QList<IndexFinding>>
missingIndexes(const Connection &connection, const QList<TableDef> &tables,
               const QList<CataloguedStatement> &statements, const QSet<QString> &takenNames);
