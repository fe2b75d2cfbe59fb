// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/history.h"
#include "migrations/migrator.h"

#include <QStringList>

// What taking over a database that somebody else versioned, or nobody, would do.
struct AdoptionPlan {
    QString revision; // Alembic's; empty: nobody versioned this database
    int version = 0;  // ours that it is; 0: none, so versions 1 to 3 are made beside its tables
    QStringList differences;    // from what it should look like; sentences, translated
    QStringList refusedRows;    // that would meet on one key or do not fit; sentences, translated
    QStringList droppedIndexes; // that our version does not have
    qint64 rows = 0;            // in the tables that are taken over
    qint64 rounded = 0;         // rows with times finer than a millisecond
    qint64 keptOut = 0;         // rows of market_data without all four prices

    [[nodiscard]] bool isPossible() const { return differences.isEmpty() && refusedRows.isEmpty(); }
};

struct AdoptionReport {
    AdoptionPlan plan;   // as it was carried out
    int version = 0;     // that the database has now
    QString file;        // what was kept out, as CSV; empty: nothing was
    QString backup = {}; // of the database as it was found; empty: none was made
};

// Looks and changes nothing. A database that Alembic made is compared with its revision by tables,
// columns, types, NULL and uniqueness, not by names of indexes and constraints; one that nobody
// versioned with each of our versions, whole. Refused (a translated sentence as detail): a revision
// that is not known, a database that Tidemark versions already, one without tables. Thread: the
// connection's.
[[nodiscard]] Result<AdoptionPlan> planAdoption(const Connection &connection,
                                                const MigrationSet &migrations);

// Looks again and does it, after a backup where a hook makes one, in one transaction. Tables of
// Alembic are set aside, ours are made by our own scripts, the rows move over, are proven to be the
// same, and the old tables go. Rows that are kept out stand in a CSV file in exportFolder before
// anything is dropped. Refused with the plan's sentences when it is not possible; after any error
// the database is as it was, on MariaDB perhaps with an empty history.
[[nodiscard]] Result<AdoptionReport>
adopt(const Connection &connection, const MigrationSet &migrations, const QString &exportFolder,
      const BackupHook &backup = {}, const Actor &actor = Actor::current());
