// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/tuning/changes/indexchange.h"
#include "db/tuning/changes/indexwatch.h"

// Which finding is done, and how.
struct ApplyRequest {
    QString finding;      // its id; one that is in its trial goes on to the real thing
    bool isTrial = false; // hide the index for now
    bool isUnmeasured =
            false; // also where nothing was measured, or what was seen speaks against it
};

// What a person does about findings, for the command line and the window. Each works on a database
// at this program's schema. Thread: the connection's, for as long as the engine needs.

// What applyFinding would do, its SQL that of the trial where it is one; nothing is changed.
// NotFound for a finding that the advisor does not have, Refused (translated) for one that cannot
// be done: unique keys, what a foreign key needs, what is to be measured first, what a trial spoke
// against.
[[nodiscard]] Result<IndexChange> plannedChange(const Connection &connection,
                                                const ApplyRequest &request);
[[nodiscard]] Result<IndexChange> applyFinding(const Connection &connection,
                                               const ApplyRequest &request);
// NotFound for a number that is none, Refused for what is not in force.
[[nodiscard]] Result<IndexChange> revertChange(const Connection &connection, qint64 id);
// The newest first. What was left half done is settled before, unless another program migrates.
[[nodiscard]] Result<QList<WatchedChange>> watchedChanges(const Connection &connection);
