// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

#include <QList>
#include <QStringList>

#include <functional>

// What a table holds, told by its row count and a checksum that does not depend on the rows' order:
// the sum modulo 2^64 of the first 64 bits of SHA-256 over each row. Done here and not in SQL, so
// that it says the same on every engine.
struct TableProof {
    QString table;
    QStringList columns; // that count, by name
    qint64 rows = 0;
    quint64 checksum = 0;
};

// One row's share of the checksum. Cells in the order of their columns' names.
[[nodiscard]] quint64 rowDigest(std::span<const Cell> cells);

// Reads the named columns of one table, row by row. goesOn is asked now and then and stops the
// reading (Cancelled) by saying false; empty: never. Thread: the connection's.
[[nodiscard]] Result<TableProof> proveTable(const Connection &connection, const QString &table,
                                            QStringList columns,
                                            const std::function<bool()> &goesOn = {});
