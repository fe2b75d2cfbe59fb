// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/copy/copyjournal.h"

// Whether both connections lead to one database, by whatever name.
[[nodiscard]] Result<bool> isSameDatabase(const Connection &one, const Connection &other);

// Makes the partitions that the source's bars need, where the target has partitions. DDL.
[[nodiscard]] Result<> extendPartitions(const Connection &source, const Connection &target,
                                        const QList<PlannedTable> &plan);

// New rows are numbered as the source would number them. DDL on MariaDB.
[[nodiscard]] Result<> raiseRowNumbers(const Connection &source, const Connection &target,
                                       const QList<PlannedTable> &plan);

// The database that a copy goes into. Thread: the connection's.
class CopyTarget final
{
public:
    CopyTarget(const Connection &target, const CopyJournal &journal)
        : m_target{target}
        , m_journal{journal}
    {}

    // Brings an empty database to the version and begins the journal, or takes over that of a copy
    // from the same source. Refused when there are rows of anybody else.
    [[nodiscard]] Result<> prepare(const Connection &source, int version,
                                   const QList<PlannedTable> &plan) const;
    // Row numbers go on as the source's would, and the journal is taken away.
    [[nodiscard]] Result<> finish(const Connection &source, const QList<PlannedTable> &plan) const;

private:
    [[nodiscard]] Result<> bringToVersion(int version) const;
    [[nodiscard]] Result<> checkEmpty() const;
    [[nodiscard]] Result<> beginJournal(const QString &sourceLocation,
                                        const QList<PlannedTable> &plan) const;

    const Connection &m_target;
    const CopyJournal &m_journal;
};
