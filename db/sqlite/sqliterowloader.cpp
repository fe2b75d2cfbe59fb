// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/sqlite/sqliterowloader.h"

#include "db/bulk/columnnames.h"
#include "db/sqlite/sqliteerror.h"
#include "db/sqllog.h"

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace {

class SqliteRowLoader final : public RowLoader
{
public:
    explicit SqliteRowLoader(sqlite3_stmt *insert)
        : m_insert{insert}
        , m_columns{static_cast<std::size_t>(sqlite3_bind_parameter_count(insert))}
    {}
    ~SqliteRowLoader() override { sqlite3_finalize(m_insert); }
    SqliteRowLoader(const SqliteRowLoader &) = delete;
    SqliteRowLoader &operator=(const SqliteRowLoader &) = delete;

    [[nodiscard]] Result<> append(std::span<const Cell> row) override;
    [[nodiscard]] Result<qint64> finish() override { return m_rows; }

private:
    int bind(int position, const Cell &cell) const;

    sqlite3_stmt *m_insert;
    std::size_t m_columns;
    qint64 m_rows = 0;
};

Result<> SqliteRowLoader::append(std::span<const Cell> row)
{
    if (row.size() != m_columns)
        return fail(Error::Kind::Database, u"not one cell for each column"_s);
    int position = 0;
    for (const Cell &cell : row) {
        if (cell.kind == Cell::Kind::Real && std::isnan(cell.real)) // SQLite makes it NULL
            return fail(Error::Kind::Constraint, u"NaN is no value that SQLite can hold"_s);
        if (bind(++position, cell) != SQLITE_OK)
            return failFrom(sqlite3_db_handle(m_insert));
    }
    const bool isDone = sqlite3_step(m_insert) == SQLITE_DONE;
    if (sqlite3_reset(m_insert) != SQLITE_OK || !isDone)
        return failFrom(sqlite3_db_handle(m_insert));
    ++m_rows;
    return {};
}

// The cells live until append() returns, and so does what is bound.
int SqliteRowLoader::bind(int position, const Cell &cell) const
{
    const auto size = static_cast<sqlite3_uint64>(cell.text.size());
    switch (cell.kind) {
    case Cell::Kind::Null:
        return sqlite3_bind_null(m_insert, position);
    case Cell::Kind::Integer:
        return sqlite3_bind_int64(m_insert, position, cell.integer);
    case Cell::Kind::Real:
        return sqlite3_bind_double(m_insert, position, cell.real);
    case Cell::Kind::Text:
        // An empty view may be a null pointer, which would be NULL.
        return sqlite3_bind_text64(m_insert, position, size > 0 ? cell.text.data() : "", size,
                                   SQLITE_STATIC, SQLITE_UTF8);
    case Cell::Kind::Blob:
        break;
    }
    return sqlite3_bind_blob64(m_insert, position, size > 0 ? cell.text.data() : "", size,
                               SQLITE_STATIC);
}

} // namespace

Result<std::unique_ptr<RowLoader>> loadSqlite(sqlite3 *database, const QString &table,
                                              const QStringList &columns)
{
    const QString statement = u"INSERT INTO %1 (%2) VALUES (%3)"_s.arg(
            quotedName(table), columnNames(columns),
            QStringList(columns.size(), u"?"_s).join(u','));
    qCDebug(sqlLog).noquote() << statement;
    const QByteArray sql = statement.toUtf8();
    sqlite3_stmt *insert = nullptr;
    if (sqlite3_prepare_v3(database, sql.constData(), static_cast<int>(sql.size() + 1),
                           SQLITE_PREPARE_PERSISTENT, &insert, nullptr) != SQLITE_OK)
        return failFrom(database);
    return std::make_unique<SqliteRowLoader>(insert);
}
