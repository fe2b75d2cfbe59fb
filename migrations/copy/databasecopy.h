// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "migrations/proof/proof.h"

#include <QList>

#include <functional>

struct CopyProgress {
    enum class Phase { Copying, Proving };

    Phase phase = Phase::Copying;
    QString table;
    int tableNumber = 0; // from 1
    int tables = 0;
    qint64 rows = 0; // of this table so far; 0 while it is proven
};

// Told now and then, on the thread that copies; false stops it (Cancelled), to be gone on with.
using CopyProgressHandler = std::function<bool(const CopyProgress &)>;

struct CopyOptions {
    CopyProgressHandler progress;
    qint64 rowsAtOnce = 50'000; // a transaction of the target each
};

// What one table of both databases holds: proven to be the same.
struct CopiedTable {
    QString table;
    QStringList columns;
    qint64 rows = 0;
    Checksum source;
    Checksum target;
};

// The version of a database that is to be copied. Refused (translated) when this program does not
// know it or there is none.
[[nodiscard]] Result<int> copiedVersion(const Connection &source);

// Copies all of Tidemark's tables to an empty database of any engine, at the source's version, and
// proves each. The source is read in one snapshot and never written; the target's own migrations
// make its tables. A copy that was killed goes on where it was. Ids, times and decimals stay as
// they are. In table order, parents first. Errors: Refused (translated) when the target has rows
// that are not from such a copy, when both are one database, when versions do not fit; Database
// with a table as subject when it differs a second time; Busy; Cancelled; and what the engines say.
// Whatever happens, the target is an unfinished copy until this returns without error. Thread: that
// of both connections, for as long as it takes.
[[nodiscard]] Result<QList<CopiedTable>>
copyDatabase(const Connection &source, const Connection &target, const CopyOptions &options = {});
