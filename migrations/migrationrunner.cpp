// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/migrationrunner.h"

#include "db/transaction.h"

using namespace Qt::Literals::StringLiterals;

MigrationRunner::MigrationRunner(const VersionedDatabase &database, const ProgressHandler &progress,
                                 MigrationReport &report, bool isProven)
    : m_database{database}
    , m_progress{progress}
    , m_report{report}
    , m_isProven{isProven}
    , m_lock{database.connection()}
    , m_rebuild{database.connection()}
{}

Result<> MigrationRunner::begin(std::chrono::milliseconds patience, JournalledStep::Way way)
{
    return takeLock(patience).and_then([&] { return m_rebuild.enter(); }).and_then([&] {
        return resumeUnfinished(way);
    });
}

Result<> MigrationRunner::takeLock(std::chrono::milliseconds patience)
{
    const Result<> taken = m_lock.take(patience, [this] { return !m_progress || m_progress({}); });
    // Engines whose sessions outlive their clients want to know who this one is.
    if (!taken || m_database.connection().dialect().hasTransactionalDdl())
        return taken;
    return makeHistory().and_then(
            [&] { return m_database.history().recordNote(u"lock"_s, m_lock.owner()); });
}

Result<> MigrationRunner::makeHistory() const
{
    Transaction transaction{m_database.connection()};
    return transaction.begin()
            .and_then(
                    [&] { return m_database.history().create(m_database.migrations().history()); })
            .and_then([&] { return transaction.commit(); });
}

Result<StepRunner> MigrationRunner::steps() const
{
    return m_database.model().transform([this](const SchemaModel *model) {
        return StepRunner{m_database.connection(),
                          m_database.migrations(),
                          *model,
                          m_database.history(),
                          m_progress,
                          m_isProven};
    });
}

Result<> MigrationRunner::resumeUnfinished(JournalledStep::Way way)
{
    const Result<MigrationState> state = m_database.state();
    if (!state)
        return fail(state.error());
    if (state->unfinished.isEmpty())
        return {};
    const int version = state->unfinished.constFirst().version;
    if (version > m_database.head())
        return fail(newerThanProgram(version, m_database.head()));
    const Result<std::optional<MigrationStepReport>> resumed = steps().and_then(
            [&](const StepRunner &runner) { return runner.resume(state->unfinished, way); });
    if (!resumed)
        return fail(resumed.error());
    if (*resumed)
        m_report.steps.append(**resumed);
    return {};
}

Result<> MigrationRunner::walk(int target, Direction direction, LossPolicy policy)
{
    const Result<StepRunner> runner = steps();
    if (!runner)
        return fail(runner.error());
    const bool isUp = direction == Direction::Up;
    while (isUp ? m_report.to < target : m_report.to > target) {
        const int version = isUp ? m_report.to + 1 : m_report.to;
        // Asked once the write lock is held: a program that knows no lock of migrations may have
        // been faster, and rows may have come that a step down would lose.
        const auto isDue = [&]() -> Result<bool> {
            const Result<MigrationState> now = m_database.state();
            if (!now)
                return fail(now.error());
            if (now->current != m_report.to)
                return false;
            if (!isUp) {
                if (const Result<> kept = checkLoss(m_database, now->current, target, policy);
                    !kept)
                    return fail(kept.error());
            }
            return true;
        };
        const Result<std::optional<MigrationStepReport>> step =
                runner->run(version, direction, isDue);
        if (!step)
            return fail(step.error());
        if (*step)
            m_report.steps.append(**step);
        m_report.to = isUp ? version : version - 1;
    }
    return {};
}
