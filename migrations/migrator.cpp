// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/migrator.h"

#include "db/transaction.h"
#include "migrations/rebuildmode.h"

#include <QElapsedTimer>

using namespace Qt::Literals::StringLiterals;

namespace {

QString lossText(const MigrationLoss &loss)
{
    return loss.columns.isEmpty()
                   ? Migrator::tr("table %1 (rows: %2)").arg(loss.table).arg(loss.rows)
                   : Migrator::tr("%1 of table %2 (rows: %3)")
                             .arg(loss.columns.join(u", "_s), loss.table)
                             .arg(loss.rows);
}

Error newerThanProgram(int current, int head)
{
    return {Error::Kind::Refused,
            Migrator::tr("The database is at version %1, this program knows versions up to %2. Use "
                         "a newer "
                         "Tidemark.")
                    .arg(current)
                    .arg(head),
            QString::number(current)};
}

} // namespace

Migrator::Migrator(const Connection &connection, MigrationSet migrations, ProgressHandler progress,
                   Actor actor)
    : m_connection{connection}
    , m_migrations{std::move(migrations)}
    , m_history{connection, std::move(actor)}
    , m_progress{std::move(progress)}
{}

Result<Migrator::State> Migrator::readState() const
{
    const Result<QList<AppliedMigration>> applied = m_history.applied();
    if (!applied)
        return fail(applied.error());
    const Result<Schema> schema = inspectSchema(m_connection);
    if (!schema)
        return fail(schema.error());
    return State{*applied, schema->objects.isEmpty(),
                 applied->isEmpty() ? 0 : applied->constLast().version};
}

QStringList Migrator::historyDrift(const QList<AppliedMigration> &applied) const
{
    QStringList drift;
    int expected = 1;
    for (const AppliedMigration &row : applied) {
        for (; expected < row.version && expected <= m_migrations.head(); ++expected)
            drift.append(tr("migration %1 is missing from the history").arg(expected));
        expected = row.version + 1;
        if (row.version < 1 || row.version > m_migrations.head()) {
            drift.append(tr("migration %1 (%2) is not known to this program")
                                 .arg(row.version)
                                 .arg(row.name));
            continue;
        }
        const Migration &known = m_migrations.at(row.version);
        if (known.name != row.name || known.checksum != row.checksum)
            drift.append(tr("migration %1 (%2) was applied with other content than this program "
                            "has")
                                 .arg(row.version)
                                 .arg(row.name));
    }
    return drift;
}

Result<MigrationStatus> Migrator::status() const
{
    const Result<State> state = readState();
    if (!state)
        return fail(state.error());
    MigrationStatus status{engineName(m_migrations.engine()),
                           state->current,
                           m_migrations.head(),
                           m_migrations.all().mid(qMax(0, state->current)),
                           state->applied,
                           historyDrift(state->applied)};
    if (state->current < 0 || state->current > m_migrations.head())
        return status; // nobody here knows what it should look like
    const Result<Schema> live = inspectSchema(m_connection);
    if (!live)
        return fail(live.error());
    const Result<Schema> expected = expectedSchema(m_migrations, state->current);
    if (!expected)
        return fail(expected.error());
    status.drift += schemaDifferences(*live, *expected);
    return status;
}

Result<> Migrator::checkOurs(const State &state) const
{
    if (state.current > m_migrations.head())
        return fail(newerThanProgram(state.current, m_migrations.head()));
    if (state.applied.isEmpty() && !state.isEmpty)
        return fail(Error::Kind::Refused,
                    tr("This database has tables that Tidemark did not make. Choose another "
                       "database; this one was not changed."),
                    u"--database"_s);
    return {};
}

Result<> Migrator::checkHistory(const State &state) const
{
    if (Result<> ours = checkOurs(state); !ours)
        return ours;
    const QStringList drift = historyDrift(state.applied);
    if (drift.isEmpty())
        return {};
    return fail(Error::Kind::Refused,
                tr("The migrations of this database are not those of this program: %1. Nothing was "
                   "changed.")
                        .arg(drift.join(u"; "_s)),
                u"tidemarkctl migrate status"_s);
}

Result<> Migrator::checkLoss(int from, int to, LossPolicy policy) const
{
    for (int version = from; version > to; --version) {
        Result<> asked = askGuard(m_connection, m_migrations.at(version), Direction::Down);
        // A guard is written for its own version's schema; where it cannot be asked yet, its step
        // asks again.
        if (!asked && asked.error().kind != Error::Kind::Database)
            return asked;
    }
    if (policy == LossPolicy::Accept)
        return {};
    const Result<QList<MigrationLoss>> losses =
            lossOnTheWayDown(m_connection, m_migrations, from, to);
    if (!losses)
        return fail(losses.error());
    if (losses->isEmpty())
        return {};
    QStringList texts;
    for (const MigrationLoss &loss : *losses)
        texts.append(lossText(loss));
    return fail(Error::Kind::Refused,
                tr("Going back to version %1 would lose data: %2. Nothing was changed. To accept "
                   "the loss, add --accept-loss.")
                        .arg(to)
                        .arg(texts.join(u"; "_s)),
                u"--accept-loss"_s);
}

Result<MigrationStepReport> Migrator::runAndRecord(int version, Direction direction) const
{
    const Migration &migration = m_migrations.at(version);
    QElapsedTimer timer;
    timer.start();
    const Result<qint64> rows = m_history.create(m_migrations.history()).and_then([&] {
        return runStep(m_connection, m_migrations, version, direction, m_progress);
    });
    if (!rows)
        return fail(rows.error());
    const MigrationStepReport report{version, migration.name, direction, timer.elapsed(), *rows};
    const Result<> recorded =
            direction == Direction::Up
                    ? m_history.recordApplied(migration, report.durationMs, *rows)
                    : m_history.recordReverted(migration, report.durationMs, *rows);
    if (!recorded)
        return fail(recorded.error());
    return report;
}

void Migrator::recordFailure(int version, Direction direction, const Error &error) const
{
    // What did not start is no failure.
    if (error.kind == Error::Kind::Refused || error.kind == Error::Kind::Cancelled ||
        error.kind == Error::Kind::Busy || error.kind == Error::Kind::ReadOnly)
        return;
    Transaction transaction{m_connection};
    const Result<> recorded = transaction.begin().and_then([&] {
        return m_history.create(m_migrations.history())
                .and_then([&] {
                    return m_history.recordFailed(m_migrations.at(version), direction, error);
                })
                .and_then([&] { return transaction.commit(); });
    });
    if (!recorded) // the caller gets the error that matters
        qWarning("the failed migration %d could not be recorded: %s", version,
                 qPrintable(recorded.error().detail));
}

// Takes the lock, looks, and does one step when one is left to do.
Result<std::optional<MigrationStepReport>> Migrator::stepTowards(int target, Direction direction,
                                                                 LossPolicy policy) const
{
    int version = 0;
    const auto locked = [&]() -> Result<std::optional<MigrationStepReport>> {
        Transaction transaction{m_connection};
        if (const Result<> begun = transaction.begin(); !begun)
            return fail(begun.error());
        const Result<State> state = readState();
        if (!state)
            return fail(state.error());
        if (const Result<> checked = checkHistory(*state); !checked)
            return fail(checked.error());
        const bool isUp = direction == Direction::Up;
        if (isUp ? state->current >= target : state->current <= target)
            return std::nullopt;
        if (!isUp) {
            const Result<> accepted = checkLoss(state->current, target, policy);
            if (!accepted)
                return fail(accepted.error());
        }
        version = isUp ? state->current + 1 : state->current;
        const Result<MigrationStepReport> report = runAndRecord(version, direction);
        if (!report)
            return fail(report.error());
        if (const Result<> committed = transaction.commit(); !committed)
            return fail(committed.error());
        return *report;
    };
    Result<std::optional<MigrationStepReport>> step = locked();
    if (!step && version > 0)
        recordFailure(version, direction, step.error());
    return step;
}

Result<MigrationReport> Migrator::walk(int target, Direction direction, LossPolicy policy) const
{
    const Result<State> state = readState();
    if (!state)
        return fail(state.error());
    if (const Result<> checked = checkHistory(*state); !checked)
        return fail(checked.error());
    MigrationReport report{state->current, state->current};
    if (direction == Direction::Up ? state->current >= target : state->current == target)
        return report; // without the write lock: there is nothing to write
    if (direction == Direction::Down && state->current < target)
        return fail(Error::Kind::Usage,
                    tr("The database is at version %1, below %2. To go up: tidemarkctl migrate up.")
                            .arg(state->current)
                            .arg(target));

    RebuildMode rebuild{m_connection};
    if (const Result<> entered = rebuild.enter(); !entered)
        return fail(entered.error());
    for (;;) {
        const Result<std::optional<MigrationStepReport>> step =
                stepTowards(target, direction, policy);
        if (!step)
            return fail(step.error());
        const std::optional<MigrationStepReport> &done = *step;
        if (!done)
            break;
        report.steps.append(*done);
    }
    report.to = target;
    return report;
}

Result<MigrationReport> Migrator::up(std::optional<int> target) const
{
    const int wanted = target.value_or(m_migrations.head());
    if (const Result<> known = checkTarget(wanted); !known)
        return fail(known.error());
    return walk(wanted, Direction::Up, LossPolicy::Refuse);
}

Result<MigrationReport> Migrator::down(int target, LossPolicy policy) const
{
    if (const Result<> known = checkTarget(target); !known)
        return fail(known.error());
    return walk(target, Direction::Down, policy);
}

Result<> Migrator::checkTarget(int version) const
{
    if (version >= 0 && version <= m_migrations.head())
        return {};
    return fail(Error::Kind::Usage, tr("There is no version %1; this program knows 0 to %2.")
                                            .arg(version)
                                            .arg(m_migrations.head()));
}

Result<bool> Migrator::isAtHead(const State &state) const
{
    if (const Result<> ours = checkOurs(state); !ours)
        return fail(ours.error());
    const int head = m_migrations.head();
    if (state.current == head || (state.isEmpty && state.current == 0))
        return state.current == head;
    return fail(Error::Kind::Refused,
                tr("The database is at version %1 and this program needs %2. Run: tidemarkctl "
                   "migrate up.")
                        .arg(state.current)
                        .arg(head),
                u"tidemarkctl migrate up"_s);
}

Result<> Migrator::requireHead() const
{
    const Result<bool> ready =
            readState().and_then([this](const State &state) { return isAtHead(state); });
    if (!ready)
        return fail(ready.error());
    if (!*ready)
        return fail(Error::Kind::NotFound,
                    tr("the database is empty; 'tidemarkctl collect --once' collects the first"),
                    tr("A price"));
    return {};
}

Result<MigrationReport> Migrator::bringEmptyToHead() const
{
    const int head = m_migrations.head();
    const auto isReady = [this](const State &state) { return isAtHead(state); };
    // Every command that writes comes through here: one that finds all in order takes no lock.
    Result<bool> ready = readState().and_then(isReady);
    if (!ready)
        return fail(ready.error());
    if (*ready)
        return MigrationReport{head, head};

    RebuildMode rebuild{m_connection};
    if (const Result<> entered = rebuild.enter(); !entered)
        return fail(entered.error());
    Transaction transaction{m_connection};
    if (const Result<> begun = transaction.begin(); !begun)
        return fail(begun.error());
    ready = readState().and_then(isReady);
    if (!ready)
        return fail(ready.error());
    if (*ready) // another program was faster
        return MigrationReport{head, head};
    // All in one transaction: killed halfway, the next command finds an empty database again and
    // not one that only `migrate up` may touch.
    MigrationReport report{0, head};
    for (int version = 1; version <= head; ++version) {
        const Result<MigrationStepReport> step = runAndRecord(version, Direction::Up);
        if (!step)
            return fail(step.error());
        report.steps.append(*step);
    }
    if (const Result<> committed = transaction.commit(); !committed)
        return fail(committed.error());
    return report;
}
