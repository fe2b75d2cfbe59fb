// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/steps/steprunner.h"

#include "db/transaction.h"
#include "migrations/shape/storagevariant.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QThread>

StepRunner::StepRunner(const Connection &connection, const MigrationSet &migrations,
                       const SchemaModel &model, const MigrationHistory &history,
                       const ProgressHandler &progress, bool isProven)
    : m_connection{connection}
    , m_migrations{migrations}
    , m_model{model}
    , m_history{history}
    , m_progress{progress}
    , m_isProven{isProven}
{}

Result<MigrationStep> StepRunner::step(int version, Direction direction) const
{
    const Migration &migration = m_migrations.at(version);
    const bool isUp = direction == Direction::Up;
    const Result<QString> variant = isUp && !migration.upVariants.isEmpty()
                                            ? storageVariant(m_connection)
                                            : Result<QString>{QString{}};
    if (!variant)
        return fail(variant.error());
    return MigrationStep{m_connection,
                         migration,
                         direction,
                         m_model.at(isUp ? version - 1 : version),
                         m_model.at(isUp ? version : version - 1),
                         m_model.isExact(),
                         *variant,
                         m_isProven,
                         m_progress};
}

Result<MigrationStepReport> StepRunner::runInside(int version, Direction direction) const
{
    QElapsedTimer timer;
    timer.start();
    const Result<StepOutcome> outcome = m_history.create(m_migrations.history()).and_then([&] {
        return step(version, direction).and_then(&runInTransaction);
    });
    if (!outcome)
        return fail(outcome.error());
    const MigrationStepReport report{
            version,         m_migrations.at(version).name, direction,
            timer.elapsed(), outcome->rowsChecked,          outcome->proof};
    return record(report).map([&] { return report; });
}

Result<> StepRunner::record(const MigrationStepReport &report) const
{
    const Migration &migration = m_migrations.at(report.version);
    return report.direction == Direction::Up
                   ? m_history.recordApplied(migration, report.durationMs, report.rowsChecked)
                   : m_history.recordReverted(migration, report.durationMs, report.rowsChecked);
}

Result<std::optional<MigrationStepReport>>
StepRunner::runOnce(int version, Direction direction,
                    const std::function<Result<bool>()> &isDue) const
{
    Transaction transaction{m_connection};
    if (const Result<> begun = transaction.begin(); !begun)
        return fail(begun.error());
    const Result<bool> due = isDue();
    if (!due)
        return fail(due.error());
    if (!*due)
        return std::nullopt;
    if (m_connection.dialect().hasTransactionalDdl()) {
        const Result<MigrationStepReport> report = runInside(version, direction);
        if (!report)
            return fail(report.error());
        return transaction.commit().map([&] { return std::optional{*report}; });
    }
    QElapsedTimer timer;
    timer.start();
    const Result<StepOutcome> outcome = step(version, direction).and_then([&](const auto &step) {
        return JournalledStep{step, m_history}.run();
    });
    if (!outcome)
        return fail(outcome.error());
    const Result<MigrationStepReport> report =
            finishJournalled({version, m_migrations.at(version).name, direction, timer.elapsed(),
                              outcome->rowsChecked, outcome->proof});
    if (!report)
        return fail(report.error());
    return transaction.commit().map([&] { return std::optional{*report}; });
}

// The row of history and the end of the journal are one transaction, which the caller commits.
Result<MigrationStepReport> StepRunner::finishJournalled(const MigrationStepReport &report) const
{
    return m_connection.execute(QStringLiteral("START TRANSACTION"))
            .and_then([&] { return record(report); })
            .and_then([&] { return StepJournal{m_connection}.clear(); })
            .map([&] { return report; });
}

// Nobody may begin anew what could not be taken back.
bool StepRunner::isUnfinished() const
{
    const Result<QList<StepJournal::Entry>> entries = StepJournal{m_connection}.entries();
    return entries && !entries->isEmpty(); // before the first migration there is no journal
}

Result<std::optional<MigrationStepReport>>
StepRunner::run(int version, Direction direction, const std::function<Result<bool>()> &isDue) const
{
    constexpr int attempts = 10;

    Result<std::optional<MigrationStepReport>> report = runOnce(version, direction, isDue);
    for (int attempt = 1; attempt < attempts && m_connection.engine() != Engine::Sqlite &&
                          !report && report.error().kind == Error::Kind::Busy && !isUnfinished();
         ++attempt) {
        QThread::msleep(100ul + QRandomGenerator::global()->bounded(200u));
        report = runOnce(version, direction, isDue);
    }
    if (!report)
        recordFailure(version, direction, report.error());
    return report;
}

Result<std::optional<MigrationStepReport>>
StepRunner::resume(const QList<StepJournal::Entry> &entries, JournalledStep::Way way) const
{
    const int version = entries.constFirst().version;
    const Direction direction = entries.constFirst().direction;
    QElapsedTimer timer;
    timer.start();
    Transaction transaction{m_connection};
    if (const Result<> begun = transaction.begin(); !begun)
        return fail(begun.error());
    const Result<StepOutcome> outcome = step(version, direction).and_then([&](const auto &step) {
        return JournalledStep{step, m_history}.resume(entries, way);
    });
    const bool isTakenBack =
            !outcome && outcome.error().kind == Error::Kind::Cancelled && !isUnfinished();
    if (isTakenBack)
        return transaction.commit().map([] { return std::optional<MigrationStepReport>{}; });
    if (!outcome)
        return fail(outcome.error());
    const Result<MigrationStepReport> report =
            finishJournalled({version, m_migrations.at(version).name, direction, timer.elapsed(),
                              outcome->rowsChecked, outcome->proof});
    if (!report)
        return fail(report.error());
    return transaction.commit().map([&] { return std::optional{*report}; });
}

void StepRunner::recordFailure(int version, Direction direction, const Error &error) const
{
    // What did not start is no failure.
    if (error.kind == Error::Kind::Refused || error.kind == Error::Kind::Cancelled ||
        error.kind == Error::Kind::Busy || error.kind == Error::Kind::ReadOnly)
        return;
    Transaction transaction{m_connection};
    const Result<> recorded =
            transaction.begin()
                    .and_then([&] { return m_history.create(m_migrations.history()); })
                    .and_then([&] {
                        return m_history.recordFailed(m_migrations.at(version), direction, error,
                                                      isUnfinished());
                    })
                    .and_then([&] { return transaction.commit(); });
    static_cast<void>(recorded); // the error itself is told to the caller
}
