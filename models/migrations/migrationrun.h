// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/steps/migrationstep.h"

#include <QDateTime>
#include <QString>

#include <optional>

// Work on the database that is under way, as the panel shows it.
struct MigrationRun {
    QString title; // "Applying 2 migrations"
    QDateTime startedAt;
    std::optional<MigrationProgress> progress; // nothing before the first step
    qint64 rowsVerified = 0;
    qint64 rowsTotal = 0; // 0 while nobody knows
    bool isCancelling = false;
};
