// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/dialect.h"
#include "db/tuning/rules/indexdef.h"
#include "db/tuning/rules/statement.h"

// Fills in what a statement asks of these tables. Conditions are read as a planner would: only what
// must hold for every row (terms joined by AND) narrows a search; the rest is merely touched.
[[nodiscard]] CataloguedStatement describeStatement(CataloguedStatement statement,
                                                    const QList<TableDef> &tables, Engine engine);
