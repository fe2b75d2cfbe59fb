// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/bulk/textrows.h"

using namespace Qt::Literals::StringLiterals;

namespace {

// The letter behind the backslash; 0 for a byte that stands for itself.
char escapeFor(char c)
{
    switch (c) {
    case '\0':
        return '0'; // PostgreSQL has no such text and says so
    case '\t':
        return 't';
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\\':
        return '\\';
    default:
        return 0;
    }
}

char *writeEscaped(char *at, QByteArrayView text)
{
    for (const char c : text) {
        const bool isPlain = static_cast<unsigned char>(c) > '\\' || (c >= ' ' && c != '\\');
        const char escape = isPlain ? char{0} : escapeFor(c);
        if (escape)
            *at++ = '\\';
        *at++ = escape ? escape : c;
    }
    return at;
}

} // namespace

Result<> TextRows::append(std::span<const Cell> row)
{
    if (row.size() != m_columns.size())
        return fail(Error::Kind::Database, u"not one cell for each column"_s);
    std::size_t room = m_size;
    for (const Cell &cell : row)
        room += CellTextSize + 2 * static_cast<std::size_t>(cell.text.size());
    if (m_bytes.size() < room)
        m_bytes.resize(room + room / 2);

    char *at = m_bytes.data() + m_size;
    for (std::size_t i = 0; i < row.size(); ++i) {
        const Cell &cell = row[i];
        switch (cell.kind) {
        case Cell::Kind::Null:
            *at++ = '\\';
            *at++ = 'N';
            break;
        case Cell::Kind::Text:
            at = writeEscaped(at, cell.text);
            break;
        case Cell::Kind::Blob:
            return fail(Error::Kind::Constraint, u"bytes that are no text cannot be loaded"_s);
        case Cell::Kind::Integer:
        case Cell::Kind::Real:
            at = writeCellText(at, cell, m_columns[i]);
            if (!at)
                return fail(Error::Kind::Constraint,
                            u"%1 is no time that the server can hold"_s.arg(cell.integer));
            break;
        }
        *at++ = i + 1 < row.size() ? '\t' : '\n';
    }
    m_size = static_cast<std::size_t>(at - m_bytes.data());
    return {};
}
