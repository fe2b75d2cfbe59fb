// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/proof/proof.h"

#include <memory>

// One table on its way to another database.
struct PlannedTable {
    QString name;
    QStringList columns;
    QStringList parents;                // which rows of this one refer to
    ColumnExpressions expressions = {}; // columns that are read otherwise than as they stand
};

// An SQLite database in memory at this version: it says what the version consists of.
[[nodiscard]] Result<std::unique_ptr<Connection>> modelOf(int version);

// The tables of a version, parents before their children. Refused (translated; subject: the table)
// when the source lacks one, or has a column that would stay behind.
[[nodiscard]] Result<QList<PlannedTable>> copyPlan(const Connection &source, int version);
