// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/bulk/rowstream.h"

#include <span>

// Puts many rows into one table, in the engine's fastest way, inside the caller's transaction:
// after any error that is rolled back. Nothing else may run on the connection until finish()
// returned or the loader is gone. Thread: the connection's.
class RowLoader
{
public:
    virtual ~RowLoader() = default;

    // One cell for each column, as a RowStream gives them. The column's type decides what becomes
    // of it: an integer is a time where the column is one, and a text is an exact decimal. An error
    // may tell of an earlier row, because rows travel together.
    [[nodiscard]] virtual Result<> append(std::span<const Cell> row) = 0;

    // Sends what is left and returns how many rows went in. What numbers the rows goes on behind
    // the highest number. Errors: Constraint for rows that do not fit, and what the engine says.
    [[nodiscard]] virtual Result<qint64> finish() = 0;
};
