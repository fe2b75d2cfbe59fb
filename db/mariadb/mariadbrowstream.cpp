// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/mariadb/mariadbrowstream.h"

#include "db/mariadb/mariadberror.h"
#include "db/sqllog.h"
#include "db/utctext.h"

#include <charconv>
#include <vector>

namespace {

template <typename Number> Number numberFrom(QByteArrayView text)
{
    Number number = 0;
    std::from_chars(text.begin(), text.end(), number);
    return number;
}

Cell cellFrom(enum_field_types type, QByteArrayView text)
{
    switch (type) {
    case MYSQL_TYPE_TINY:
    case MYSQL_TYPE_SHORT:
    case MYSQL_TYPE_INT24:
    case MYSQL_TYPE_LONG:
    case MYSQL_TYPE_LONGLONG:
        return Cell::ofInteger(numberFrom<qint64>(text));
    case MYSQL_TYPE_FLOAT:
    case MYSQL_TYPE_DOUBLE:
        return Cell::ofReal(numberFrom<double>(text));
    case MYSQL_TYPE_DATE:
    case MYSQL_TYPE_DATETIME:
    case MYSQL_TYPE_TIMESTAMP:
        return Cell::ofInteger(utcMsFromText(text));
    default:
        return Cell::ofText(text);
    }
}

class MariaDbRowStream final : public RowStream
{
public:
    MariaDbRowStream(MYSQL *connection, MYSQL_RES *result)
        : m_connection{connection}
        , m_result{result}
        , m_cells(mysql_num_fields(result))
    {
        for (std::size_t i = 0; i < m_cells.size(); ++i)
            m_types.push_back(mysql_fetch_field_direct(result, static_cast<unsigned>(i))->type);
    }
    ~MariaDbRowStream() override { mysql_free_result(m_result); }
    MariaDbRowStream(const MariaDbRowStream &) = delete;
    MariaDbRowStream &operator=(const MariaDbRowStream &) = delete;

    bool next() override
    {
        const MYSQL_ROW row = mysql_fetch_row(m_result);
        if (!row)
            return false;
        const unsigned long *sizes = mysql_fetch_lengths(m_result);
        for (std::size_t i = 0; i < m_cells.size(); ++i)
            m_cells[i] = row[i] ? cellFrom(m_types[i], {row[i], static_cast<qsizetype>(sizes[i])})
                                : Cell{};
        return true;
    }
    [[nodiscard]] std::span<const Cell> row() const override { return m_cells; }
    [[nodiscard]] Result<> end() const override
    {
        return mysql_errno(m_connection) == 0 ? Result<>{} : failFrom(m_connection);
    }

private:
    MYSQL *m_connection;
    MYSQL_RES *m_result;
    std::vector<enum_field_types> m_types;
    std::vector<Cell> m_cells;
};

} // namespace

Result<std::unique_ptr<RowStream>> streamMariaDb(MYSQL *connection, const QString &query)
{
    qCDebug(sqlLog).noquote() << withoutValues(query);
    const QByteArray text = query.toUtf8();
    if (mysql_real_query(connection, text.constData(), static_cast<unsigned long>(text.size())) !=
        0)
        return failFrom(connection);
    MYSQL_RES *result = mysql_use_result(connection);
    if (!result)
        return failFrom(connection);
    return std::make_unique<MariaDbRowStream>(connection, result);
}
