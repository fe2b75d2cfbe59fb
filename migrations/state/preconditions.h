// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/state/versioneddatabase.h"

// Whether a step down may drop rows and columns.
enum class LossPolicy { Refuse, Accept };

// What must hold before a database is read, written or moved. Nothing here changes it. Where it
// does not hold: Refused, with a translated sentence as detail and what helps as subject.

// Whether this program knows the version; else Usage.
[[nodiscard]] Result<> checkTarget(const VersionedDatabase &database, int version);
// Neither somebody else's tables nor a version that is newer than this program.
[[nodiscard]] Result<> checkOurs(const VersionedDatabase &database, const MigrationState &state);
// Ours, and migrated by the scripts that this program has.
[[nodiscard]] Result<> checkHistory(const VersionedDatabase &database, const MigrationState &state);
// What the version consists of stands there as the scripts made it: they would fail on anything
// else, or lose it. What is not known to Tidemark is no obstacle. Not asked while a step is
// unfinished, which looks like no version and must be gone on with.
[[nodiscard]] Result<> checkSchema(const VersionedDatabase &database, const MigrationState &state);
// What a way down would lose, if that is not accepted; a narrowed price always.
[[nodiscard]] Result<> checkLoss(const VersionedDatabase &database, int from, int to,
                                 LossPolicy policy);
// Whether up or down to this version would be refused, and why.
[[nodiscard]] Result<> checkWay(const VersionedDatabase &database, int target, LossPolicy policy);

// False for an empty database; Refused for one that is neither empty nor at the head.
[[nodiscard]] Result<bool> isAtHead(const VersionedDatabase &database, const MigrationState &state);
// What a command that reads data calls first: ok at the head. NotFound for a database without any
// tables, Refused for any other.
[[nodiscard]] Result<> requireHead(const VersionedDatabase &database);

// The refusal of a database that a newer program moved on.
[[nodiscard]] Error newerThanProgram(int version, int head);
