// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/firststart.h"

#include "db/transaction.h"

using namespace Qt::Literals::StringLiterals;

namespace {

// Notes in the history of an engine that cannot make all tables in one transaction.
const QString FirstStart = u"first_start"_s;
const QString FirstStartDone = u"first_start_done"_s;

// Whether somebody died between two steps of bringing an empty database to the head.
Result<bool> isBegun(const VersionedDatabase &database, const MigrationState &state)
{
    if (database.connection().dialect().hasTransactionalDdl() || state.applied.isEmpty())
        return false;
    return database.history()
            .lastNote({FirstStart, FirstStartDone})
            .transform([](const QString &note) { return note == FirstStart; });
}

Result<bool> isReady(const VersionedDatabase &database, const MigrationState &state)
{
    if (!state.unfinished.isEmpty())
        return false;
    const Result<bool> atHead = isAtHead(database, state);
    const Result<bool> goesOn = atHead ? false : isBegun(database, state);
    return goesOn && *goesOn ? Result<bool>{false} : atHead;
}

// All in one transaction: killed halfway, the next command finds an empty database again and not
// one that only `migrate up` may touch.
Result<> runAtOnce(const VersionedDatabase &database, const MigrationRunner &runner,
                   MigrationReport &report)
{
    Transaction transaction{database.connection()};
    if (const Result<> begun = transaction.begin(); !begun)
        return begun;
    const Result<bool> ready = database.state().and_then(
            [&](const MigrationState &state) { return isAtHead(database, state); });
    if (!ready)
        return fail(ready.error());
    if (*ready) { // another program was faster
        report.from = report.to;
        return {};
    }
    const Result<StepRunner> steps = runner.steps();
    if (!steps)
        return fail(steps.error());
    for (int version = 1; version <= database.head(); ++version) {
        const Result<MigrationStepReport> step = steps->runInside(version, Direction::Up);
        if (!step)
            return fail(step.error());
        report.steps.append(*step);
    }
    return transaction.commit();
}

// Where a step cannot be inside a transaction: what was begun on an empty database is gone on with.
Result<> runStepByStep(const VersionedDatabase &database, MigrationRunner &runner,
                       MigrationReport &report)
{
    const Result<MigrationState> state = database.state();
    if (!state)
        return fail(state.error());
    report.to = state->current;
    const Result<bool> goesOn = isBegun(database, *state);
    if (!goesOn)
        return fail(goesOn.error());
    if (!*goesOn) {
        const Result<bool> ready = isAtHead(database, *state);
        if (!ready)
            return fail(ready.error());
        if (*ready)
            return {};
    }
    return database.history()
            .recordNote(FirstStart, {})
            .and_then(
                    [&] { return runner.walk(database.head(), Direction::Up, LossPolicy::Refuse); })
            .and_then([&] { return database.history().recordNote(FirstStartDone, {}); });
}

} // namespace

Result<MigrationReport> bringEmptyToHead(const VersionedDatabase &database,
                                         const ProgressHandler &progress)
{
    const Result<bool> ready = database.state().and_then(
            [&](const MigrationState &state) { return isReady(database, state); });
    if (!ready)
        return fail(ready.error());
    MigrationReport report{database.head(), database.head()};
    if (*ready)
        return report;

    MigrationRunner runner{database, progress, report};
    if (const Result<> begun = runner.begin(MigrationRunner::PatienceOfWriter); !begun)
        return fail(begun.error());
    report.from = 0;
    const Result<> done = database.connection().dialect().hasTransactionalDdl()
                                  ? runAtOnce(database, runner, report)
                                  : runStepByStep(database, runner, report);
    if (!done)
        return fail(done.error());
    return report;
}

Result<> endFirstStart(const VersionedDatabase &database, const MigrationState &state)
{
    const Result<bool> begun = isBegun(database, state);
    if (!begun || !*begun)
        return begun.map([](bool) {});
    return database.history().recordNote(FirstStartDone, {});
}
