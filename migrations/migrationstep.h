// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/schema/inspection.h"
#include "migrations/migration.h"
#include "migrations/proof.h"

#include <functional>

// How far a step has come.
struct MigrationProgress {
    enum class Phase { Checking, Running, Verifying };

    int version = 0;
    Direction direction = Direction::Up;
    Phase phase = Phase::Checking;
    int statement = 0; // of Running: the one that comes next, from 0
    int statements = 0;
};

// Called on the migrating thread before each statement and now and then while rows are compared.
// Says false to cancel: the step is rolled back whole.
using ProgressHandler = std::function<bool(const MigrationProgress &)>;

// The schema that migrations 1 to version make, found out by running them in memory.
[[nodiscard]] Result<Schema> expectedSchema(const MigrationSet &migrations, int version);

// Rows that a step down gives up.
struct MigrationLoss {
    QString table;
    QStringList columns; // empty: the table itself
    qint64 rows = 0;
};

// What going down from one version to another would give up, in tables that have rows.
[[nodiscard]] Result<QList<MigrationLoss>>
lossOnTheWayDown(const Connection &connection, const MigrationSet &migrations, int from, int to);

// The rows that the guard of this step names: nothing when the step may run. Refused otherwise,
// with the first few rows and their count.
[[nodiscard]] Result<> askGuard(const Connection &connection, const Migration &migration,
                                Direction direction);

// Runs one migration in one direction inside the caller's transaction, with foreign keys off, and
// proves that every row kept every column that both shapes share. Returns how many rows were
// compared. Any error means: roll back.
[[nodiscard]] Result<qint64> runStep(const Connection &connection, const MigrationSet &migrations,
                                     int version, Direction direction,
                                     const ProgressHandler &progress);
