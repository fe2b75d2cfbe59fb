// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/statement.h"

#include <sqlite3.h>

#include <memory>
#include <vector>

// A prepared statement of SQLite.
class SqliteStatement final : public Statement
{
public:
    [[nodiscard]] static Result<std::unique_ptr<Statement>> prepare(sqlite3 *database,
                                                                    const QString &sql);
    ~SqliteStatement() override { sqlite3_finalize(m_statement); }

    [[nodiscard]] Result<> execute(std::span<const SqlValue> values) override;
    [[nodiscard]] bool next() override
    {
        if (!m_isAhead && m_code == SQLITE_ROW)
            m_code = sqlite3_step(m_statement);
        m_isAhead = false;
        return m_code == SQLITE_ROW;
    }
    [[nodiscard]] Result<> end() const override;
    void reset() override { sqlite3_reset(m_statement); }
    [[nodiscard]] int changes() const override { return sqlite3_changes(database()); }

    [[nodiscard]] bool isNull(int column) const override
    {
        return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
    }
    [[nodiscard]] qint64 integer(int column) const override
    {
        return sqlite3_column_int64(m_statement, column);
    }
    [[nodiscard]] double real(int column) const override
    {
        return sqlite3_column_double(m_statement, column);
    }
    [[nodiscard]] qint64 timeMs(int column) const override { return integer(column); }
    [[nodiscard]] QByteArrayView text(int column) const override
    {
        if (sqlite3_column_type(m_statement, column) != SQLITE_TEXT)
            return {};
        return {sqlite3_column_text(m_statement, column),
                sqlite3_column_bytes(m_statement, column)};
    }

private:
    SqliteStatement(sqlite3_stmt *statement, const QString &sql)
        : Statement{sql}
        , m_statement{statement}
    {}
    [[nodiscard]] sqlite3 *database() const { return sqlite3_db_handle(m_statement); }
    [[nodiscard]] bool bind(std::span<const SqlValue> values);

    sqlite3_stmt *m_statement;
    std::vector<char> m_text; // bound in place: SQLite reads it until the values change
    int m_code = SQLITE_DONE;
    bool m_isAhead = false; // the first row is there before next() asked for it
};
