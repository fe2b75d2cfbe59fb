// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/bulk/celltext.h"

#include <QByteArray>

#include <vector>

// An INSERT of many rows as text. In the session's mode a backslash is a letter.
class SqlRows final
{
public:
    SqlRows(const QByteArray &beginning, std::vector<IntegerMeaning> columns);

    [[nodiscard]] static qsizetype mostBytes(std::span<const Cell> row);
    // Constraint when a cell has no text that means it.
    [[nodiscard]] Result<> append(std::span<const Cell> row);

    [[nodiscard]] qint64 count() const { return m_count; }
    [[nodiscard]] QByteArrayView bytes() const
    {
        return {m_bytes.data(), static_cast<qsizetype>(m_size)};
    }
    void clear();

private:
    std::vector<IntegerMeaning> m_columns;
    std::vector<char> m_bytes; // grows, never shrinks
    std::size_t m_beginning;
    std::size_t m_size;
    qint64 m_count = 0;
};
