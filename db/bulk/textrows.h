// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/bulk/celltext.h"

#include <QByteArrayView>

#include <vector>

// Rows as COPY of PostgreSQL and LOAD DATA of MariaDB read them: a line a row, tabs between the
// cells, \N for NULL, a backslash before what would be taken for these.
class TextRows final
{
public:
    explicit TextRows(std::vector<IntegerMeaning> columns)
        : m_columns{std::move(columns)}
    {}

    // Constraint when a cell has no text that means it; the row is then not there.
    [[nodiscard]] Result<> append(std::span<const Cell> row);

    [[nodiscard]] QByteArrayView bytes() const
    {
        return {m_bytes.data(), static_cast<qsizetype>(m_size)};
    }
    void clear() { m_size = 0; }

private:
    std::vector<IntegerMeaning> m_columns;
    std::vector<char> m_bytes; // grows, never shrinks
    std::size_t m_size = 0;
};
