// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

#include <QHash>
#include <QList>
#include <QStringList>

#include <functional>
#include <vector>

// 128 bits that tell the same rows from others. It detects accidents, not somebody who wants to
// deceive.
struct Checksum {
    quint64 high = 0;
    quint64 low = 0;

    // Each half modulo 2^64, so that the order of the rows is forgotten.
    Checksum &operator+=(Checksum other)
    {
        high += other.high;
        low += other.low;
        return *this;
    }
    friend bool operator==(Checksum, Checksum) = default;

    [[nodiscard]] QString toHex() const; // 32 digits
};

// What a table holds, told by its row count and the sum of its rows' digests. Done here and not in
// SQL, so that it says the same on every engine.
struct TableProof {
    QString table;
    QStringList columns; // that count, by name
    qint64 rows = 0;
    Checksum checksum = {};
};

// Digests rows one by one: XXH3 with 128 bits over each row's canonical form.
class RowDigester final
{
public:
    // Cells in the order of their columns' names.
    [[nodiscard]] Checksum digest(std::span<const Cell> cells);

private:
    std::vector<char> m_row; // grows, never shrinks
};

// What is read in place of a column: its name to an SQL expression, as in a conversion that is
// about to be done.
using ColumnExpressions = QHash<QString, QString>;

// Reads the named columns of one table, row by row. goesOn is asked now and then and stops the
// reading (Cancelled) by saying false; empty: never. Thread: the connection's.
[[nodiscard]] Result<TableProof> proveTable(const Connection &connection, const QString &table,
                                            QStringList columns,
                                            const std::function<bool()> &goesOn = {},
                                            const ColumnExpressions &expressions = {});
