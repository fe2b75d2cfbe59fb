// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/state/validation.h"
#include "migrations/state/versioneddatabase.h"

// A migration that is not one transaction and was begun.
struct UnfinishedMigration {
    int version = 0;
    Direction direction = Direction::Up;
    int statement = 0; // the last that was begun, from 1
    int statements = 0;
    QString reason; // part of a sentence: why it stopped, if somebody lived to tell
    QString advice; // part of a sentence: "Free some space"; empty: nothing has to be done first
    QString detail = {}; // what the engine said, in its own words
};

// What stands in a database and what this program would make of it.
struct MigrationStatus {
    QString engine;  // "sqlite"
    int current = 0; // 0: nothing of Tidemark's
    int head = 0;
    QList<Migration> pending; // in the order they would run
    QList<AppliedMigration> applied;
    // Translated parts of sentences, one a difference; empty: all is as it should be.
    QStringList drift;
    QStringList unknown = {}; // those of drift that tell of somebody else's objects; no obstacle
    std::optional<UnfinishedMigration> unfinished = {};

    // What keeps a change from being made: all of drift but what is unknown.
    [[nodiscard]] QStringList obstacles() const;
};

// Works at any version, read-only, without a history, and on databases that are not ours.
[[nodiscard]] Result<MigrationStatus> migrationStatus(const VersionedDatabase &database);

// All that is not as it should be or not known; nothing of it blocks when a change may be made.
[[nodiscard]] Result<QList<ValidationFinding>>
validateMigrations(const VersionedDatabase &database);
