// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/rules/finding.h"
#include "db/tuning/rules/indexdef.h"
#include "db/tuning/rules/statement.h"

// PostgreSQL: where a BRIN index in place of a b-tree on a time would do the same for next to
// nothing. Never where a statement wants an order, or a newest row: BRIN gives none. told: what was
// found of the table so far; an index has one finding that says what to do about it.
[[nodiscard]] QList<IndexFinding> brinFindings(const TableDef &table,
                                               const QList<CataloguedStatement> &statements,
                                               const QList<IndexFinding> &told = {});
