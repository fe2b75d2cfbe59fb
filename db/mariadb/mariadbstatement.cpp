// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/mariadb/mariadbstatement.h"

#include "db/connection.h"
#include "db/mariadb/mariadberror.h"
#include "db/utctext.h"

#include <charconv>

using namespace Qt::Literals::StringLiterals;

MariaDbStatement::MariaDbStatement(MYSQL_STMT *statement, const QString &sql)
    : Statement{sql}
    , m_statement{statement}
{}

Result<std::unique_ptr<Statement>> MariaDbStatement::prepare(MYSQL *connection, const QString &sql)
{
    MYSQL_STMT *handle = mysql_stmt_init(connection);
    if (!handle)
        return failFrom(connection);
    std::unique_ptr<MariaDbStatement> statement{new MariaDbStatement{handle, sql}};
    const my_bool measure = 1; // the longest text of each column, so that no cell is cut
    mysql_stmt_attr_set(handle, STMT_ATTR_UPDATE_MAX_LENGTH, &measure);
    const QByteArray text = sql.toUtf8();
    if (mysql_stmt_prepare(handle, text.constData(), static_cast<unsigned long>(text.size())) != 0)
        return failFrom(handle);
    return statement;
}

bool MariaDbStatement::bindValues(std::span<const SqlValue> values)
{
    m_binds.assign(values.size(), MYSQL_BIND{});
    m_texts.assign(values.size(), {});
    m_numbers.assign(values.size(), 0);
    m_reals.assign(values.size(), 0);
    const auto bindText = [this](std::size_t i, QByteArray text) {
        m_texts[i] = std::move(text);
        m_binds[i].buffer_type = MYSQL_TYPE_STRING;
        m_binds[i].buffer = m_texts[i].data();
        m_binds[i].buffer_length = static_cast<unsigned long>(m_texts[i].size());
    };
    for (std::size_t i = 0; i < values.size(); ++i) {
        const SqlValue::Data &value = values[i].data();
        if (const auto *number = std::get_if<qint64>(&value)) {
            m_numbers[i] = *number;
            m_binds[i].buffer_type = MYSQL_TYPE_LONGLONG;
            m_binds[i].buffer = &m_numbers[i];
        } else if (const auto *real = std::get_if<double>(&value)) {
            m_reals[i] = *real;
            m_binds[i].buffer_type = MYSQL_TYPE_DOUBLE;
            m_binds[i].buffer = &m_reals[i];
        } else if (const auto *text = std::get_if<QString>(&value)) {
            bindText(i, text->toUtf8());
        } else if (const auto *price = std::get_if<Price>(&value)) {
            bindText(i, price->toString().toLatin1());
        } else if (const auto *time = std::get_if<SqlValue::Time>(&value)) {
            QByteArray utc{UtcTextSize, Qt::Uninitialized};
            writeUtcText(time->ms, std::span<char, UtcTextSize>{utc.data(), UtcTextSize});
            bindText(i, std::move(utc));
        } else {
            m_binds[i].buffer_type = MYSQL_TYPE_NULL;
        }
    }
    return m_binds.empty() || mysql_stmt_bind_param(m_statement, m_binds.data()) == 0;
}

bool MariaDbStatement::storeResult()
{
    const unsigned count = mysql_stmt_field_count(m_statement);
    if (count == 0)
        return true;
    if (mysql_stmt_store_result(m_statement) != 0)
        return false;
    const std::unique_ptr<MYSQL_RES, decltype(&mysql_free_result)> shape{
            mysql_stmt_result_metadata(m_statement), &mysql_free_result};
    if (!shape)
        return false;
    m_cells.resize(count);
    m_columns.assign(count, MYSQL_BIND{});
    for (unsigned i = 0; i < count; ++i) {
        Cell &cell = m_cells[i];
        // Times and numbers are told no length; theirs is short.
        cell.text.resize(std::max(64ul, mysql_fetch_field_direct(shape.get(), i)->max_length + 1));
        m_columns[i].buffer_type = MYSQL_TYPE_STRING;
        m_columns[i].buffer = cell.text.data();
        m_columns[i].buffer_length = static_cast<unsigned long>(cell.text.size());
        m_columns[i].length = &cell.size;
        m_columns[i].is_null = &cell.isNull;
    }
    return mysql_stmt_bind_result(m_statement, m_columns.data()) == 0;
}

Result<> MariaDbStatement::execute(std::span<const SqlValue> values)
{
    qCDebug(sqlLog).noquote() << sql();
    if (values.size() != mysql_stmt_param_count(m_statement))
        return fail(Error::Kind::Database, u"not one value for each placeholder"_s);
    m_fetched = MYSQL_NO_DATA;
    if (!bindValues(values) || mysql_stmt_execute(m_statement) != 0 || !storeResult()) {
        auto error = failFrom(m_statement);
        mysql_stmt_free_result(m_statement);
        return error;
    }
    m_changes = static_cast<int>(mysql_stmt_affected_rows(m_statement));
    return {};
}

bool MariaDbStatement::next()
{
    m_fetched = m_columns.empty() ? MYSQL_NO_DATA : mysql_stmt_fetch(m_statement);
    return m_fetched == 0;
}

Result<> MariaDbStatement::end() const
{
    if (m_fetched == MYSQL_DATA_TRUNCATED)
        return fail(Error::Kind::Database, u"a cell was longer than the server said"_s);
    if (m_fetched == 1)
        return failFrom(m_statement);
    return {};
}

QByteArrayView MariaDbStatement::text(int column) const
{
    const Cell &cell = m_cells[column];
    if (cell.isNull)
        return {};
    return {cell.text.data(), static_cast<qsizetype>(cell.size)};
}

qint64 MariaDbStatement::integer(int column) const
{
    const QByteArrayView cell = text(column);
    qint64 number = 0;
    std::from_chars(cell.begin(), cell.end(), number);
    return number;
}

double MariaDbStatement::real(int column) const
{
    const QByteArrayView cell = text(column);
    double number = 0;
    std::from_chars(cell.begin(), cell.end(), number);
    return number;
}

qint64 MariaDbStatement::timeMs(int column) const
{
    return utcMsFromText(text(column));
}
