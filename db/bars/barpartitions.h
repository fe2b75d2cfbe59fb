// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

#include <QDate>
#include <QDateTime>
#include <QList>

#include <optional>

// Looks after the partitions of a bar table by time. Rows of times for which there is none would be
// refused, so they are made ahead: daily_data has one a year, intraday_data one a month, and one
// below all. Tables that are not split this way (SQLite, hypertables), or whose last partition has
// no end, need nothing. Thread: the connection's.
class BarPartitions final
{
public:
    enum class Table { Daily, Intraday };

    // Bars of [from, to).
    struct Partition {
        QString name; // "intraday_data_2026_01"
        QDate from;
        QDate to;
    };

    BarPartitions(const Connection &connection, Table table)
        : m_connection{connection}
        , m_table{table}
    {}

    // Makes partitions until there is one for this time and one more: where that cannot be made,
    // because somebody reads the table for long, a later call will do it. Asks the database only
    // when it does not know of them; outside a transaction, because MariaDB ends it. Constraint for
    // a time that is decades ahead.
    [[nodiscard]] Result<> ensure(const QDateTime &time);
    // The same for both tables.
    [[nodiscard]] static Result<> ensureAll(const Connection &connection, const QDateTime &time);

    // What follows a partition that ends at this date, up to the one that holds the last date.
    [[nodiscard]] static QList<Partition> missing(Table table, const QDate &end, const QDate &last);

private:
    // Where the last partition ends; nothing when none is needed.
    [[nodiscard]] Result<std::optional<QDate>> readEnd() const;
    [[nodiscard]] Result<> extend(const QDate &last) const;
    [[nodiscard]] Result<> add(const QList<Partition> &partitions) const;

    const Connection &m_connection;
    Table m_table;
    QDate m_end; // as far as it is known that there is room
};
