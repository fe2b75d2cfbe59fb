// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/tuning/lab/probetable.h"

// The newest rows of a table in a table of their own beside it, numbered as they came: on servers.
struct KeptRows {
    int rows = 0;
    int batchRows = 1;     // that were stored together, in the mean
    qint64 dayShift = 0;   // ms, whole days: behind the end
    qint64 numberStep = 0; // likewise of the primary key's number
};

// Its columns are the table's and RowNumberColumn, from 1.
inline constexpr auto KeptRowsTable = "tidemark_lab_rows";
inline constexpr auto RowNumberColumn = "tidemark_row";

[[nodiscard]] Result<KeptRows> keepNewestRows(const Connection &place, const ProbeTable &table,
                                              int rows);
