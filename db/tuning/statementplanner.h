// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/queries/statementplan.h"

#include <QHash>
#include <QSet>

#include <span>

// A table, or a part of it, that a plan reads from one end to the other.
struct PlanScan {
    QString table;
    QString relation;                // the table itself, or a partition
    std::optional<qint64> rows = {}; // of the partitions, where the plan tells only those

    friend bool operator==(const PlanScan &, const PlanScan &) = default;
};

// Asks the engine how it would run statements; runs none of them. What is a table and which ones
// are large is looked at once. Thread: the connection's, which must outlive it.
class StatementPlanner final
{
public:
    // Reading all of a table with fewer rows costs less than an index would.
    static constexpr int LargeTable = 500;

    explicit StatementPlanner(const Connection &connection)
        : m_connection{connection}
    {}

    // sql: the exact text that is prepared; values: ones that it ran with, which a server's plan
    // depends on; SQLite's can do without. Nothing for a statement that has no plan, as DDL.
    [[nodiscard]] Result<std::optional<StatementPlan>> explain(const QString &sql,
                                                               std::span<const SqlValue> values);

private:
    [[nodiscard]] Result<> lookAtTables();
    // Those of which enough is read that an index would help, by name.
    [[nodiscard]] QStringList largeOnes(const QList<PlanScan> &scans);
    // No more than LargeTable + 1.
    [[nodiscard]] qint64 rowsOf(const QString &relation);
    // By name or alias in this statement: the table.
    [[nodiscard]] QHash<QString, QString> aliases(const QString &sql) const;

    const Connection &m_connection;
    QSet<QString> m_tables;
    QSet<QString> m_partial;       // indexes of some rows
    QHash<QString, qint64> m_rows; // of tables and partitions: see rowsOf()
};

// What a plan's text says of tables and indexes. names: of the statement's tables, by name and
// alias.
struct PlanFacts {
    QList<PlanScan> scanned;
    QList<std::pair<QString, QString>> usedIndexes;     // table and index
    QList<std::pair<PlanScan, QString>> scannedIndexes; // of these, from one end on
};
[[nodiscard]] PlanFacts factsOfSqlitePlan(const QStringList &details,
                                          const QHash<QString, QString> &names);
[[nodiscard]] PlanFacts factsOfPostgreSqlPlan(const QStringList &lines,
                                              const QHash<QString, QString> &names);
// MariaDB and MySQL: from EXPLAIN FORMAT=JSON. lines: the same for people. Parse for what is none.
[[nodiscard]] Result<PlanFacts>
factsOfMariaDbPlan(QByteArrayView json, const QHash<QString, QString> &names, QStringList &lines);
