// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/changes/indexchange.h"
#include "migrations/state/versioneddatabase.h"

#include <chrono>

// What persons did about single indexes, for those who look at a schema and for those who change
// it. See IndexChanger.

// The schema of a version as it is wanted here: without what was dropped, with what was made, and
// either way where somebody is at it.
[[nodiscard]] Result<Schema> withIndexChanges(const Connection &connection, const Schema &version,
                                              const Schema &live);

// Hides the index (isTrial), or does the change. Each waits for whoever migrates and settles first
// what was left half done (Busy after patience); the change as it stands then.
[[nodiscard]] Result<IndexChange> applyIndexChange(const VersionedDatabase &database,
                                                   IndexChange change, bool isTrial);
[[nodiscard]] Result<IndexChange> revertIndexChange(const VersionedDatabase &database, qint64 id);
[[nodiscard]] Result<> settleIndexChanges(const VersionedDatabase &database,
                                          std::chrono::milliseconds patience);

// For who migrates and has the lock: before the way from one version to another, and after it.
[[nodiscard]] Result<> setIndexChangesAside(const VersionedDatabase &database, int from, int to);
[[nodiscard]] Result<> takeIndexChangesUp(const VersionedDatabase &database);
