// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

#include <QStringList>

#include <vector>

// The primary key of a table, for reading on behind a row.
class RowKey final
{
public:
    // NotFound for a table without one.
    [[nodiscard]] static Result<RowKey> of(const Connection &connection, const QString &table);

    [[nodiscard]] const QStringList &columns() const { return m_columns; }

    // The key of a row as text, to be kept; columns: those of the row, in its order.
    [[nodiscard]] QString textOf(std::span<const Cell> row, const QStringList &columns) const;
    // " WHERE ... " for the rows behind such a text; empty for an empty text. Parse for a text that
    // is no key of this table.
    [[nodiscard]] Result<QString> behind(const QString &text) const;

private:
    Engine m_engine = Engine::Sqlite;
    QStringList m_columns;
    std::vector<bool> m_isTime; // which an integer stands for
};
