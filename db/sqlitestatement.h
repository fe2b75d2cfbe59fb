// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"
#include "db/sqlvalue.h"

#include <sqlite3.h>

#include <memory>
#include <span>
#include <vector>

class QSqlDatabase;

// Fails (Database) when Qt's driver has another SQLite library in it than this program: what one
// made, the other must not touch.
[[nodiscard]] Result<> checkSqliteLibrary(const QSqlDatabase &database);

// A prepared statement of SQLite on the connection that Qt's driver opened, through the C API: the
// driver's own results make a QVariant of each cell and look each bound value up by a name. Thread:
// the connection's. Goes before the connection does.
class SqliteStatement final
{
public:
    [[nodiscard]] static Result<std::unique_ptr<SqliteStatement>>
    prepare(const QSqlDatabase &database, const QString &sql);
    ~SqliteStatement() { sqlite3_finalize(m_statement); }
    SqliteStatement(const SqliteStatement &) = delete;
    SqliteStatement &operator=(const SqliteStatement &) = delete;

    [[nodiscard]] const QString &sql() const { return m_sql; }

    // Binds the values in order and runs to the first row, so that an error shows here. Then next()
    // stands on each row in turn; reset() ends it, at any row.
    [[nodiscard]] Result<> execute(std::span<const SqlValue> values);
    [[nodiscard]] bool next()
    {
        if (!m_isAhead && m_code == SQLITE_ROW)
            m_code = sqlite3_step(m_statement);
        m_isAhead = false;
        return m_code == SQLITE_ROW;
    }
    // Why next() said no more; ok when it was the end.
    [[nodiscard]] Result<> end() const;
    void reset() { sqlite3_reset(m_statement); }
    // Rows that the last INSERT, UPDATE or DELETE of the connection changed.
    [[nodiscard]] int changes() const { return sqlite3_changes(database()); }

    // Of the row that next() stands on, columns from 0.
    [[nodiscard]] bool isNull(int column) const
    {
        return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
    }
    [[nodiscard]] qint64 integer(int column) const
    {
        return sqlite3_column_int64(m_statement, column);
    }
    // UTF-8, until the next step; null when the cell holds no text.
    [[nodiscard]] QByteArrayView text(int column) const
    {
        if (sqlite3_column_type(m_statement, column) != SQLITE_TEXT)
            return {};
        return {sqlite3_column_text(m_statement, column),
                sqlite3_column_bytes(m_statement, column)};
    }

private:
    SqliteStatement(sqlite3_stmt *statement, const QString &sql)
        : m_statement{statement}
        , m_sql{sql}
    {}
    [[nodiscard]] sqlite3 *database() const { return sqlite3_db_handle(m_statement); }
    [[nodiscard]] bool bind(std::span<const SqlValue> values);

    sqlite3_stmt *m_statement;
    QString m_sql;
    std::vector<char> m_text; // bound in place: SQLite reads it until the values change
    int m_code = SQLITE_DONE;
    bool m_isAhead = false; // the first row is there before next() asked for it
};
