// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/statements.h"

// Looks after the partitions of a bar table by time. Rows of times for which there is none would be
// refused, so they are made ahead: daily_data has one a year, intraday_data one a month, and one
// below all. Tables that are not split this way (SQLite, hypertables) need nothing. Thread: the
// connection's.
class BarPartitions final
{
public:
    enum class Table { Daily, Intraday };

    BarPartitions(const Connection &connection, Table table)
        : m_connection{connection}
        , m_table{table}
    {}

    // Makes partitions until there is one for this time and for some time after it. Asks the
    // database only when it does not know of one; outside a transaction, because MariaDB ends it.
    [[nodiscard]] Result<> ensure(const QDateTime &time);

private:
    [[nodiscard]] QString tableName() const;
    [[nodiscard]] QDate next(const QDate &start) const;
    // Where the last partition ends; invalid when the table is not split.
    [[nodiscard]] Result<QDateTime> readEnd() const;
    [[nodiscard]] Result<> add(const QDate &from) const;

    const Connection &m_connection;
    Table m_table;
    bool m_isKnown = false;
    QDateTime m_end;
};
