// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/sqlite/sqliterowstream.h"

#include "db/sqlite/sqliteerror.h"
#include "db/sqllog.h"

#include <vector>

namespace {

class SqliteRowStream final : public RowStream
{
public:
    explicit SqliteRowStream(sqlite3_stmt *statement)
        : m_statement{statement}
        , m_cells(static_cast<std::size_t>(sqlite3_column_count(statement)))
    {}
    ~SqliteRowStream() override { sqlite3_finalize(m_statement); }
    SqliteRowStream(const SqliteRowStream &) = delete;
    SqliteRowStream &operator=(const SqliteRowStream &) = delete;

    bool next() override
    {
        m_code = sqlite3_step(m_statement);
        if (m_code != SQLITE_ROW)
            return false;
        for (std::size_t i = 0; i < m_cells.size(); ++i)
            m_cells[i] = cell(static_cast<int>(i));
        return true;
    }
    [[nodiscard]] std::span<const Cell> row() const override { return m_cells; }
    [[nodiscard]] Result<> end() const override
    {
        if (m_code == SQLITE_DONE || m_code == SQLITE_ROW)
            return {};
        return failFrom(sqlite3_db_handle(m_statement));
    }

private:
    [[nodiscard]] Cell cell(int column) const
    {
        switch (sqlite3_column_type(m_statement, column)) {
        case SQLITE_INTEGER:
            return Cell::ofInteger(sqlite3_column_int64(m_statement, column));
        case SQLITE_FLOAT:
            return Cell::ofReal(sqlite3_column_double(m_statement, column));
        case SQLITE_TEXT:
            return Cell::ofText({sqlite3_column_text(m_statement, column),
                                 sqlite3_column_bytes(m_statement, column)});
        case SQLITE_BLOB:
            return Cell::ofBlob(
                    {static_cast<const char *>(sqlite3_column_blob(m_statement, column)),
                     sqlite3_column_bytes(m_statement, column)});
        default:
            return {};
        }
    }

    sqlite3_stmt *m_statement;
    std::vector<Cell> m_cells;
    int m_code = SQLITE_ROW;
};

} // namespace

Result<std::unique_ptr<RowStream>> streamSqlite(sqlite3 *database, const QString &query)
{
    qCDebug(sqlLog).noquote() << withoutValues(query);
    const QByteArray text = query.toUtf8();
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v2(database, text.constData(), static_cast<int>(text.size() + 1),
                           &statement, nullptr) != SQLITE_OK)
        return failFrom(database);
    return std::make_unique<SqliteRowStream>(statement);
}
