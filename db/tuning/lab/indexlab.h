// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connectionspec.h"
#include "db/tuning/lab/keptvalues.h"
#include "db/tuning/lab/labreport.h"
#include "db/tuning/lab/shapechange.h"
#include "db/tuning/rules/statement.h"

#include <functional>

struct LabProgress {
    enum class Phase { Copying, Replaying, Measuring };

    Phase phase = Phase::Copying;
    QString subject; // the table
    int done = 0;    // steps of this phase; 0 of 0 while nobody knows
    int total = 0;
    int item = 0; // which table or migration, from 1 on, of how many
    int items = 0;
};

// How far all of the lab is, 0 to 100.
[[nodiscard]] int percentOf(const LabProgress &progress);

// An index that is not there.
struct LabCandidate {
    QString table;
    QString createSql;
};

struct LabOptions {
    QStringList tables;         // empty: those of preferred, then the largest ones
    QStringList preferred = {}; // tables that there are questions about
    bool measuresIndexes = true;
    QList<ShapeChange> changes = {};            // what migrations bring
    QList<CataloguedStatement> statements = {}; // to be replayed
    KeptValues values = {};                     // with these, where there are some
    QList<LabCandidate> candidates = {};        // made on the copy and measured like the others
    bool copiesWholeFile = true; // SQLite, where it fits; else the newest rows of the table alone
    int rounds = 12;
    int probeRows = 20'000;
    std::chrono::milliseconds limit{60'000}; // for all of it
    quint32 seed = 1;
    QString cacheFolder = {};                               // see LabGround
    std::function<void(const LabProgress &)> progress = {}; // on this thread
    std::function<bool()> goesOn = {};                      // from any thread; false cancels
};

// Measures on scratch copies of the person's own tables, by the protocol of
// docs/index-tuning-lab.md: what each index costs a row that is inserted, what it does for
// statements, and what changes of the schema bring. The database itself is only read. Ends within a
// second once goesOn says no (Cancelled); every copy is gone then, as after any other end. What the
// time did not suffice for is a note of the report. NotFound: a named table is not there.
[[nodiscard]] Result<LabReport> runIndexLab(const ConnectionSpec &spec, const LabOptions &options);
