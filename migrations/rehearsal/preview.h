// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/migration.h"

#include <optional>

// What one migration would do to this database in one direction, said before anything is done.
// Texts are translated and go to people as they are.
struct MigrationPreview {
    int version = 0;
    Direction direction = Direction::Up;
    QString sql;                       // the script as written, comments included
    int statements = 0;                // in it
    QString locks;                     // part of a sentence: "all writes"; empty: none
    QStringList lockedForWrites;       // tables that others may only read meanwhile
    QStringList lockedForAll;          // tables that others may not even read
    QStringList rewrites;              // tables of which every row is written again
    qint64 rewrittenRows = 0;          // of all of them together
    std::optional<qint64> estimatedMs; // measured in a rehearsal; nothing when there was none
    qint64 rowsLost = 0; // of tables that go; values are counted when a way down is asked for
    // Bytes that it takes while it runs, about; nothing: not known.
    std::optional<qint64> diskDelta;
    qint64 diskFree = 0;  // bytes where the database is; 0: not known, as on a server
    QString undo;         // part of a sentence: "down script, or backup before"
    QStringList warnings; // sentences
};

// What the way to another version would run, asked without doing any of it.
struct DryRun {
    int from = 0;
    int to = 0;
    QString sql;     // the scripts of the way, one after another
    QString refusal; // a sentence when it would not begin; empty otherwise
};
