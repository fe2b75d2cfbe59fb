// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/lab/keptvalues.h"
#include "db/tuning/lab/probetable.h"
#include "db/tuning/rules/statement.h"

#include <vector>

// A statement with the values of each of its runs.
struct Replay {
    const CataloguedStatement *statement = nullptr; // not owned
    QSet<QString> touched;                          // columns of the table
    std::vector<std::vector<SqlValue>> values;
};

// Those statements that read a copied table and for which values are found: those that were kept,
// else from its newest rows, of another table that they join from any row.
[[nodiscard]] Result<QList<Replay>> replaysOf(const QList<CataloguedStatement> &statements,
                                              const KeptValues &kept, const ProbeTable &table,
                                              const Connection &place);
