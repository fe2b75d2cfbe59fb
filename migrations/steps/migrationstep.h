// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/history.h"
#include "migrations/proof/stepproof.h"

#include <functional>

// How far a step has come.
struct MigrationProgress {
    enum class Phase { BackingUp, Checking, Running, Verifying, Undoing };

    int version = 0;
    Direction direction = Direction::Up;
    Phase phase = Phase::Checking;
    int statement = 0; // of Running: the one that comes next, from 0
    int statements = 0;
};

// Called on the migrating thread before each statement and now and then while rows are compared.
// Says false to cancel: the step is taken back whole.
using ProgressHandler = std::function<bool(const MigrationProgress &)>;

// One version in one direction on one database.
struct MigrationStep {
    const Connection &connection;
    const Migration &migration;
    Direction direction;
    const Schema &from; // by SchemaModel
    const Schema &to;
    bool isExact;    // from and to are in this engine's own words, so that they may be compared
    QString variant; // of the script, see storageVariant
    bool isProven = true; // compare every row before and after
    const ProgressHandler &progress;

    [[nodiscard]] QList<SqlStatement> statements() const
    {
        return migration.script(direction, variant).statements();
    }
};

// What a step that ran says: how many rows were compared.
struct StepOutcome {
    qint64 rowsChecked = 0;
    QList<ProofLine> proof;
};

// The rows that the guard of this step names: nothing when the step may run. Refused otherwise,
// with the first few rows and their count.
[[nodiscard]] Result<> askGuard(const Connection &connection, const Migration &migration,
                                Direction direction);

// Runs the step inside the caller's transaction, on engines whose DDL is part of it, and proves
// that every row kept every column that both shapes share. Any error means: roll back.
[[nodiscard]] Result<StepOutcome> runInTransaction(const MigrationStep &step);

// What both ways of running a step share: the checks before it and after it.
[[nodiscard]] Result<StepProof> checkBefore(const MigrationStep &step);
[[nodiscard]] Result<> checkShapeAfter(const MigrationStep &step, const Schema &live,
                                       const StepProof &proof);
