// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/migrationrunner.h"

// What a command that writes data calls first: an unfinished migration is gone on with, a database
// without any tables goes to the head, one at the head is left alone, any other is Refused
// (subject: the command that helps). One that finds all in order takes no lock. Thread: the
// connection's.
[[nodiscard]] Result<MigrationReport> bringEmptyToHead(const VersionedDatabase &database,
                                                       const ProgressHandler &progress = {});

// Before a way that somebody asked for: no later command goes on with a first start that was left
// in the middle. For the runner that holds the lock.
[[nodiscard]] Result<> endFirstStart(const VersionedDatabase &database,
                                     const MigrationState &state);
