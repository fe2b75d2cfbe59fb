// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "migrations/copy/copyplan.h"

// How far a copy has come, kept in the target's table tidemark_copy together with the rows, so that
// a killed copy goes on. Thread: the connection's. What writes belongs inside the caller's
// transaction, but for create() and remove(): DDL ends one on MariaDB.
class CopyJournal final
{
public:
    struct Entry {
        QString lastKey; // RowKey::textOf; empty: from the first row on
        qint64 rows = 0; // copied so far
        bool isDone = false;
    };

    explicit CopyJournal(const Connection &target);

    // Where the copy that was begun here comes from, ConnectionSpec::location() or the like; a null
    // text when none was.
    [[nodiscard]] Result<QString> source() const;
    [[nodiscard]] Result<> create() const;
    // An entry for each table, from the beginning.
    [[nodiscard]] Result<> begin(const QString &source, const QList<PlannedTable> &tables) const;
    // From now on only this object may write; another that copies to here stops at its next step.
    [[nodiscard]] Result<> takeOver() const;
    [[nodiscard]] Result<Entry> read(const QString &table) const;
    // Busy when another one has taken over.
    [[nodiscard]] Result<> save(const QString &table, const Entry &entry) const;
    [[nodiscard]] Result<> remove() const;

private:
    const Connection &m_target;
    QString m_owner;
};
