// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/tuning/rules/finding.h"
#include "db/tuning/rules/indexdef.h"
#include "db/tuning/rules/statement.h"

// Turns into 'measure' whatever would leave a statement of the catalogue without an index, all
// proposals done: by structure and by the plans that were recorded on each engine, and on SQLite by
// its own plans as well. What is to be measured anyway says of itself whom it would leave alone.
[[nodiscard]] Result<> keepStatementsServed(const Connection &connection,
                                            const QList<TableDef> &tables,
                                            const QList<CataloguedStatement> &statements,
                                            QList<IndexFinding> &findings);
