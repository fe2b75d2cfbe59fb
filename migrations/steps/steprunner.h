// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/steps/journalledstep.h"

#include <optional>

struct MigrationStepReport {
    int version = 0;
    QString name;
    Direction direction = Direction::Up;
    qint64 durationMs = 0;
    qint64 rowsChecked = 0;
    QList<ProofLine> proof = {};
};

// Runs single steps on a database and writes them into its history, in the way that fits the
// engine: in one transaction, or journalled. Thread: the connection's.
class StepRunner final
{
public:
    // All of them outlive the runner.
    StepRunner(const Connection &connection, const MigrationSet &migrations,
               const SchemaModel &model, const MigrationHistory &history,
               const ProgressHandler &progress, bool isProven);

    // Takes the write lock, asks isDue and runs the step, with its row of history. Nothing when it
    // is not due. On a server a lock that is held by somebody's statement is waited for several
    // times, not once for long: whoever waits for a table holds up everybody behind it. A failure
    // is written down.
    [[nodiscard]] Result<std::optional<MigrationStepReport>>
    run(int version, Direction direction, const std::function<Result<bool>()> &isDue) const;

    // The same inside the caller's transaction, on engines whose DDL is part of it.
    [[nodiscard]] Result<MigrationStepReport> runInside(int version, Direction direction) const;

    // Goes on with what the journal says was begun, or takes it back. Nothing when it was being
    // taken back, and now is.
    [[nodiscard]] Result<std::optional<MigrationStepReport>>
    resume(const QList<StepJournal::Entry> &entries, JournalledStep::Way way) const;

private:
    [[nodiscard]] Result<MigrationStep> step(int version, Direction direction) const;
    [[nodiscard]] Result<std::optional<MigrationStepReport>>
    runOnce(int version, Direction direction, const std::function<Result<bool>()> &isDue) const;
    [[nodiscard]] Result<MigrationStepReport>
    finishJournalled(const MigrationStepReport &report) const;
    [[nodiscard]] Result<> record(const MigrationStepReport &report) const;
    [[nodiscard]] bool isUnfinished() const;
    void recordFailure(int version, Direction direction, const Error &error) const;

    const Connection &m_connection;
    const MigrationSet &m_migrations;
    const SchemaModel &m_model;
    const MigrationHistory &m_history;
    const ProgressHandler &m_progress;
    bool m_isProven;
};
