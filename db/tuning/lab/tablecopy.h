// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/lab/labground.h"
#include "db/tuning/lab/labwatch.h"
#include "db/tuning/lab/probetable.h"

#include <limits>

// How large a copy may become.
struct CopyLimits {
    qint64 bytes = 0;                                 // SQLite: a tenth of what the disk has left
    qint64 rows = std::numeric_limits<qint64>::max(); // of one table, that fit into these bytes
    std::chrono::milliseconds time{20'000};           // for all tables of a place
    int variants = 1;                                 // MariaDB: so many copies are made
};

struct TableCopy {
    qint64 rows = 0;
    bool isWhole = true; // else the newest rows
};

// Copies the whole file, with its trees as they have grown. False where it is too large or takes
// too long; the place is empty then.
[[nodiscard]] Result<bool> copyWholeFile(const Connection &source, const LabGround &ground,
                                         const Connection &place, const CopyLimits &limits,
                                         const LabWatch &watch);

// Copies the newest rows of a table, as many as the limits allow, with its indexes but without its
// foreign keys. The person's table is only read, and nobody waits for that.
[[nodiscard]] Result<TableCopy> copyTable(const Connection &source, const LabGround &ground,
                                          const Connection &place, const ProbeTable &table,
                                          const CopyLimits &limits, const LabWatch &watch);

// So that the planner knows what there is.
[[nodiscard]] Result<> analyze(const Connection &place, const QString &table);
