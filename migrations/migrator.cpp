// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/migrator.h"

#include "migrations/firststart.h"
#include "migrations/indexes/indexchanges.h"

#include <QLoggingCategory>

using namespace Qt::Literals::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(migrationLog, "tidemark.migrations", QtWarningMsg)

} // namespace

Migrator::Migrator(const Connection &connection, MigrationSet migrations, ProgressHandler progress,
                   Actor actor)
    : m_database{connection, std::move(migrations), std::move(actor)}
    , m_progress{std::move(progress)}
{}

Result<MigrationReport> Migrator::up(std::optional<int> target) const
{
    const int wanted = target.value_or(m_database.head());
    if (const Result<> known = checkTarget(m_database, wanted); !known)
        return fail(known.error());
    return walk(wanted, Direction::Up, LossPolicy::Refuse);
}

Result<MigrationReport> Migrator::down(int target, LossPolicy policy) const
{
    if (const Result<> known = checkTarget(m_database, target); !known)
        return fail(known.error());
    return walk(target, Direction::Down, policy);
}

Result<MigrationReport> Migrator::resume(JournalledStep::Way way) const
{
    MigrationReport report;
    MigrationRunner runner{m_database, m_progress, report, m_isProven};
    const Result<MigrationState> state =
            runner.begin(MigrationRunner::PatienceOfWriter, way).and_then([&] {
                return m_database.state();
            });
    if (!state)
        return fail(state.error());
    // Somebody who changed his mind is not told that it was gone on with.
    if (m_progress && !m_progress({}))
        return fail(Error::Kind::Cancelled, {});
    report.from = state->current;
    report.to = state->current;
    return report;
}

Result<MigrationReport> Migrator::walk(int target, Direction direction, LossPolicy policy) const
{
    const auto isThere = [&](const MigrationState &state) {
        return state.unfinished.isEmpty() &&
               (direction == Direction::Up ? state.current >= target : state.current == target);
    };
    Result<MigrationState> state = checkedState();
    if (!state)
        return fail(state.error());
    MigrationReport report{state->current, state->current};
    if (isThere(*state))
        return report; // without a lock: there is nothing to write

    MigrationRunner runner{m_database, m_progress, report, m_isProven};
    if (const Result<> begun = runner.begin(MigrationRunner::PatienceWithRunner); !begun)
        return fail(begun.error());
    state = checkedState(); // somebody else may have been faster
    if (!state)
        return fail(state.error());
    report.to = state->current;
    if (const Result<> ended = endFirstStart(m_database, *state); !ended)
        return fail(ended.error());
    if (isThere(*state)) {
        takeIndexesUp();
        return report;
    }
    // Only now: before the lock somebody else's step may be on its way.
    if (const Result<> whole = checkSchema(m_database, *state); !whole)
        return fail(whole.error());
    if (direction == Direction::Down) {
        if (const Result<> allowed = checkDown(state->current, target, policy); !allowed)
            return fail(allowed.error());
    }
    const bool isWorthABackup = !state->isEmpty;
    const Result<> saved =
            isWorthABackup ? backUp(state->current, target, policy, report) : Result<>{};
    // Scripts find the schema as its version has it, and what the person did about its indexes
    // comes back wherever the way ends.
    const Result<> walked =
            saved.and_then([&] {
                     return setIndexChangesAside(m_database, state->current, target);
                 }).and_then([&] { return runner.walk(target, direction, policy); });
    takeIndexesUp();
    return walked.map([&] { return report; });
}

// What cannot be done now stays on the record, and the next start does it: the versions are moved.
void Migrator::takeIndexesUp() const
{
    const Result<> done = takeIndexChangesUp(m_database);
    if (!done)
        qCWarning(migrationLog).noquote()
                << "changes of indexes wait for the next start:" << done.error().detail;
}

Result<MigrationState> Migrator::checkedState() const
{
    Result<MigrationState> state = m_database.state();
    if (!state)
        return state;
    if (const Result<> checked = checkHistory(m_database, *state); !checked)
        return fail(checked.error());
    return state;
}

Result<> Migrator::checkDown(int current, int target, LossPolicy policy) const
{
    if (current < target)
        return fail(Error::Kind::Usage,
                    tr("The database is at version %1, below %2. To go up: tidemarkctl migrate up.")
                            .arg(current)
                            .arg(target));
    return checkLoss(m_database, current, target, policy);
}

Result<> Migrator::backUp(int from, int to, LossPolicy policy, MigrationReport &report) const
{
    if (!m_backup)
        return {};
    if (m_progress && !m_progress({to, to > from ? Direction::Up : Direction::Down,
                                   MigrationProgress::Phase::BackingUp, 0, 0}))
        return fail(Error::Kind::Cancelled, {});
    return m_backup(u"before %1 to %2"_s.arg(from).arg(to), policy).map([&](const QString &backup) {
        report.backup = backup;
    });
}
