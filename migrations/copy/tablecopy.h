// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/bulk/rowkey.h"
#include "migrations/copy/copyjournal.h"
#include "migrations/copy/databasecopy.h"

// Copies one table, from where the journal says, a chunk of rows and how far it came in one
// transaction of the target. Thread: that of both connections.
class TableCopy final
{
public:
    TableCopy(const Connection &source, const Connection &target, const CopyJournal &journal,
              const PlannedTable &table)
        : m_source{source}
        , m_target{target}
        , m_journal{journal}
        , m_table{table}
    {}

    [[nodiscard]] Result<> run(qint64 rowsAtOnce, const CopyProgressHandler &progress) const;

private:
    [[nodiscard]] Result<> copyChunk(RowStream &rows, const RowKey &key, qint64 most,
                                     CopyJournal::Entry &entry) const;

    const Connection &m_source;
    const Connection &m_target;
    const CopyJournal &m_journal;
    const PlannedTable &m_table;
};
