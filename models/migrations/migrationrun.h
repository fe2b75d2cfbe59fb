// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/rehearsal/rehearsal.h"
#include "migrations/steps/migrationstep.h"

#include <QDateTime>
#include <QString>

#include <optional>

// Work on the database that is under way, as the panel shows it.
struct MigrationRun {
    QString title;  // "Apply migrations up to 9"
    int target = 0; // the version it goes to; its own for what goes to none
    QDateTime startedAt;
    int from = 0;                                  // the version it began at
    std::optional<MigrationProgress> progress;     // nothing before the first step
    std::optional<RehearsalReport> rehearsal = {}; // how far that has come, when it is one
    QString step; // what it does now, where that is neither of these; empty: it is
    bool isCancelling = false;
};
