// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/sqlvalue.h"
#include "migrations/adopt/alembicrevision.h"

// Rows that have no place in our table, and why.
struct RowProblem {
    QString condition; // SQL, over the old table
    QString sentence;  // translated: %1 the rows, %2 the table, %3 their count
};

// How the rows of one of Alembic's tables (PostgreSQL) come into one of ours. Times become whole
// milliseconds; one without a zone is UTC, which is what the session's zone is.
struct RowMove {
    QString from;
    QString to;
    QStringList columns;     // of ours
    QStringList expressions; // over the old table, one a column
    QStringList times;       // columns of the old table
    QString keptOut;         // a condition: rows that stay behind; empty: none
    QString label;           // names a row for people
    QStringList key;         // expressions: no two rows may have the same
    QList<RowProblem> problems;

    [[nodiscard]] static QList<RowMove> of(const AlembicRevision &revision);

    // The rows that move, as our columns.
    [[nodiscard]] QString query(const QString &oldTable) const;
};

// What a table is called while its rows move; of its indexes and sequences too.
[[nodiscard]] QString setAsideName(const QString &name);

// The first column of all rows of a query.
[[nodiscard]] Result<QStringList> firstColumn(const Connection &connection, const QString &query,
                                              std::initializer_list<SqlValue> values = {});

// Counts of one table before it moves.
struct RowCounts {
    qint64 rows = 0;
    qint64 rounded = 0; // have a time finer than a millisecond
    qint64 keptOut = 0;
    QStringList problems; // translated sentences, naming the first few rows
};
[[nodiscard]] Result<RowCounts> countRows(const Connection &connection, const RowMove &move);

// Moves the rows out of the table that was set aside under another name, inside the caller's
// transaction, and proves that each arrived as it was. Database, with the table as subject, when
// not.
[[nodiscard]] Result<> moveRows(const Connection &connection, const RowMove &move,
                                const QString &oldTable);

// Writes the rows that stay behind as CSV: one line a row, columns as in the table, times ISO 8601
// in UTC, NULL as nothing.
[[nodiscard]] Result<> exportKeptOut(const Connection &connection, const RowMove &move,
                                     const QString &oldTable, const QString &fileName);
