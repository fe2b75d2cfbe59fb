// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

#include <utility>

// How an engine would run a statement.
struct StatementPlan {
    QString text;                                   // as the engine says it, a step a line
    QStringList fullScans;                          // large tables of which it reads every row
    QList<std::pair<QString, QString>> usedIndexes; // table, index

    friend bool operator==(const StatementPlan &, const StatementPlan &) = default;
};
