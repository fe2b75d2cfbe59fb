// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/lab/labground.h"
#include "db/tuning/lab/labwatch.h"
#include "db/tuning/lab/probetable.h"

#include <memory>
#include <optional>

// A table of a scratch place and its newest rows, which are put in once more behind its end: in
// their order, as many at once as came together, in a transaction that is rolled back.
class TableBench
{
public:
    struct Measured {
        double usPerRow = 0;
        std::optional<double> walBytesPerRow;
    };

    // rows: how many are put in, at most.
    [[nodiscard]] static Result<std::unique_ptr<TableBench>>
    make(const LabGround &ground, LabGround::Place place, const Connection &connection,
         const ProbeTable &table, int rows, const LabWatch &watch);
    virtual ~TableBench() = default;
    TableBench(const TableBench &) = delete;
    TableBench &operator=(const TableBench &) = delete;

    // Without these indexes. countsWal: also what goes into the engine's log, which disturbs the
    // time.
    [[nodiscard]] virtual Result<Measured> measure(const QStringList &without, bool countsWal) = 0;
    // What an engine that cannot drop and restore an index in no time has to make before: a table
    // for each list of indexes to leave out.
    [[nodiscard]] virtual Result<> prepare(const QList<QStringList> &) { return {}; }

    [[nodiscard]] int rows() const { return m_rows; }
    [[nodiscard]] int batchRows() const { return m_batchRows; }
    // From now on; at most as many as there are.
    void setRows(int rows) { m_rows = std::min(m_rows, rows); }

protected:
    TableBench() = default;

    int m_rows = 0;
    int m_batchRows = 1;
};

// By how much times move on so that the first row comes behind the last: whole days, which is what
// a table of days allows.
[[nodiscard]] qint64 wholeDays(qint64 ms);
