// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/rehearsal/preview.h"
#include "migrations/rehearsal/rehearsal.h"
#include "migrations/state/migrationstatus.h"

#include <optional>

// All that is known about the migrations of one database, gathered as it comes.
struct MigrationsState {
    QString database; // its name
    bool isReadOnly = false;
    std::optional<MigrationStatus> status; // nothing until it was read
    QList<int> baselines;                  // versions adopted as they were found, not run
    QList<ValidationFinding> findings;     // about the history and the engine
    bool isCollecting = true;              // quotes come meanwhile
    QList<MigrationPreview> previews;
    std::optional<RehearsalReport> rehearsal; // the last one, also while it runs

    [[nodiscard]] int current() const { return status ? status->current : 0; }
    [[nodiscard]] int head() const { return status ? status->head : 0; }
    [[nodiscard]] std::optional<UnfinishedMigration> unfinished() const
    {
        return status ? status->unfinished : std::nullopt;
    }
    [[nodiscard]] int pending() const { return status ? int(status->pending.size()) : 0; }

    // The first finding of that kind; null when there is none.
    [[nodiscard]] const ValidationFinding *finding(ValidationFinding::Kind kind) const;
    // The script of that version is another than the one that was applied.
    [[nodiscard]] bool isChanged(int version) const;
    // Null when nobody has looked at that migration yet.
    [[nodiscard]] const MigrationPreview *preview(int version, Direction direction) const;
    // What leads from the present version to that one, in the order it runs.
    [[nodiscard]] QList<MigrationPreview> way(int target) const;
    // The same as if it were one migration.
    [[nodiscard]] MigrationPreview wholeWay(int target) const;
    // Nothing when a step of the way was never measured.
    [[nodiscard]] std::optional<qint64> expectedMs(int target) const;
    // The last rehearsal was of what waits now.
    [[nodiscard]] bool isRehearsalPresent() const;
};
