// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/migrationlock.h"
#include "migrations/state/preconditions.h"
#include "migrations/steps/rebuildmode.h"
#include "migrations/steps/steprunner.h"

// What one call did. Steps that another program did meanwhile are not among them.
struct MigrationReport {
    int from = 0;
    int to = 0;
    QList<MigrationStepReport> steps = {};
    bool verified = true; // every step proved that it kept its rows, or there was none
    QString backup = {};  // where the backup of before is; empty: none was made
};

// The one runner of migrations on a database, from begin() to its end: others wait for it, and the
// engine is ready for tables that are rebuilt. Thread: the connection's.
class MigrationRunner final
{
public:
    // A migration of millions of rows takes minutes; a program that wants to write now has an
    // outbox.
    static constexpr std::chrono::milliseconds PatienceWithRunner = std::chrono::minutes{15};
    static constexpr std::chrono::milliseconds PatienceOfWriter = std::chrono::seconds{10};

    // All of them outlive the runner; what it does is added to report.
    MigrationRunner(const VersionedDatabase &database, const ProgressHandler &progress,
                    MigrationReport &report, bool isProven = true);

    // Waits for the lock (Busy after patience), then goes on with what somebody left unfinished, or
    // takes it back where that can be done.
    [[nodiscard]] Result<> begin(std::chrono::milliseconds patience,
                                 JournalledStep::Way way = JournalledStep::Way::OnOrBack);

    // Step after step from report.to on, each by itself.
    [[nodiscard]] Result<> walk(int target, Direction direction, LossPolicy policy);

    // What runs single steps.
    [[nodiscard]] Result<StepRunner> steps() const;

private:
    [[nodiscard]] Result<> takeLock(std::chrono::milliseconds patience);
    // Makes the tables of the history where they are not there yet: a journal needs them first.
    [[nodiscard]] Result<> makeHistory() const;
    [[nodiscard]] Result<> resumeUnfinished(JournalledStep::Way way);

    const VersionedDatabase &m_database;
    const ProgressHandler &m_progress;
    MigrationReport &m_report;
    bool m_isProven;
    MigrationLock m_lock;
    RebuildMode m_rebuild;
};
