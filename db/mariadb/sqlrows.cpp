// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/mariadb/sqlrows.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

char *writeQuoted(char *at, QByteArrayView text)
{
    *at++ = '\'';
    for (const char c : text) {
        if (c == '\'')
            *at++ = c;
        *at++ = c;
    }
    *at++ = '\'';
    return at;
}

} // namespace

SqlRows::SqlRows(const QByteArray &beginning, std::vector<IntegerMeaning> columns)
    : m_columns{std::move(columns)}
    , m_bytes{beginning.begin(), beginning.end()}
    , m_beginning{m_bytes.size()}
    , m_size{m_bytes.size()}
{}

void SqlRows::clear()
{
    m_size = m_beginning;
    m_count = 0;
}

qsizetype SqlRows::mostBytes(std::span<const Cell> row)
{
    qsizetype bytes = 4; // what stands around and between rows
    for (const Cell &cell : row)
        bytes += CellTextSize + 4 + 2 * cell.text.size();
    return bytes;
}

Result<> SqlRows::append(std::span<const Cell> row)
{
    if (row.size() != m_columns.size())
        return fail(Error::Kind::Database, u"not one cell for each column"_s);
    const std::size_t room = m_size + static_cast<std::size_t>(mostBytes(row));
    if (m_bytes.size() < room)
        m_bytes.resize(room + room / 2);

    char *at = m_bytes.data() + m_size;
    if (m_count > 0)
        *at++ = ',';
    *at++ = '(';
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (i > 0)
            *at++ = ',';
        const Cell &cell = row[i];
        switch (cell.kind) {
        case Cell::Kind::Null:
            at = std::copy_n("NULL", 4, at);
            break;
        case Cell::Kind::Text:
            at = writeQuoted(at, cell.text);
            break;
        case Cell::Kind::Blob:
            return fail(Error::Kind::Constraint, u"bytes that are no text cannot be loaded"_s);
        case Cell::Kind::Integer:
        case Cell::Kind::Real:
            *at++ = '\'';
            at = writeCellText(at, cell, m_columns[i]);
            if (!at)
                return fail(Error::Kind::Constraint,
                            u"%1 is no time that the server can hold"_s.arg(cell.integer));
            *at++ = '\'';
            break;
        }
    }
    *at++ = ')';
    m_size = static_cast<std::size_t>(at - m_bytes.data());
    ++m_count;
    return {};
}
