// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/tuning/rules/indexdef.h"

// A table as rows are inserted into it once more.
struct ProbeTable {
    QString name;
    QStringList columns;     // that take a value, in their order
    QStringList times;       // moved on by whole days, so that the rows come behind the end
    QString number;          // the primary key where it is one whole number
    bool isNumbered = false; // by the engine itself, so that an insert leaves it out
    QStringList arrival;     // what the rows came in the order of
    QString batchTime;       // rows with the same one were stored together
    QList<IndexDef> indexes;

    // The indexes that a lab can leave out: what no constraint made.
    [[nodiscard]] QList<IndexDef> droppable() const;
    // Those that take a value when a row is put in once more.
    [[nodiscard]] QStringList inserted() const;
    // Whether a row can be put in once more: each unique key has a part that moves on.
    [[nodiscard]] bool isRepeatable() const;
};

// From a table that has rows. Times of SQLite are told by what stands in the newest rows.
[[nodiscard]] Result<ProbeTable> readProbeTable(const Connection &connection,
                                                const TableDef &table);
