// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

// One line of SQLite's EXPLAIN QUERY PLAN that reads a table.
struct PlanStep {
    enum class Way { Search, Scan }; // some rows, all rows

    Way way = Way::Scan;
    QString table;           // as the statement calls it: the alias where there is one
    QString index;           // empty: none, or one that has no name
    bool isCovering = false; // the table itself is not read
    bool isPrimaryKey = false;
    bool isAutomatic = false; // made for this run alone: an index is missing
    QString terms = {};       // "coin_type=? AND timestamp>?"

    // All of the table, and no index that would give an order or spare a part.
    [[nodiscard]] bool isFullScan() const
    {
        return way == Way::Scan && index.isEmpty() && !isPrimaryKey;
    }
};

struct QueryPlan {
    QList<PlanStep> steps;
    QStringList sorts; // "ORDER BY", "LAST TERM OF ORDER BY": what needs a temporary b-tree
    bool hasAlternatives = false; // MULTI-INDEX OR
    QStringList unread = {};      // lines of another form, as they were

    [[nodiscard]] qsizetype fullScans() const;
    [[nodiscard]] bool uses(const QString &index) const;
    [[nodiscard]] bool readsAll() const; // a scan, of an index too, or an index made for the run
};

// From the detail column, a line each. The wording is SQLite's own and may change with it.
[[nodiscard]] QueryPlan queryPlan(const QStringList &details);
