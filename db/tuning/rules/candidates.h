// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/rules/indexdef.h"
#include "db/tuning/rules/statement.h"

// An index that is not there and might serve.
struct IndexCandidate {
    QString table;
    QList<OrderedColumn> keys;
    QStringList statements; // ids of those that it is for
    QString ending = {};    // of its name, where that is another's already: "_2"
    bool isBeside = false;  // an index narrows the search already, by less of what is asked for

    [[nodiscard]] QString keyText() const; // "symbol, time DESC"
    [[nodiscard]] QString name() const;    // "ix_daily_data_symbol_time"
};

// Whether this index narrows a search or spares a sort of this use.
[[nodiscard]] bool helps(const IndexDef &index, const TableUse &use);

// For each use of the table that no index helps, and for each that takes a second a day or more
// though one helps with a part of it: the columns of =, then one range or the order. Each range and
// the order is a candidate of its own: which one serves best, a planner says. At most three
// columns, and nine candidates to choose three from; the longer one where one is the beginning of
// another. Not for small tables, which are read as fast without.
[[nodiscard]] QList<IndexCandidate> indexCandidates(const TableDef &table,
                                                    const QList<CataloguedStatement> &statements);

// Statements that an index helps now and none would without these.
[[nodiscard]] QStringList statementsLeftAlone(const TableDef &table, const QSet<QString> &without,
                                              const QList<CataloguedStatement> &statements);
