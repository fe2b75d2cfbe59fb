// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/migrator.h"

#include "db/domain/errorkind.h"
#include "db/transaction.h"
#include "migrations/shape/storagevariant.h"
#include "migrations/steps/rebuildmode.h"
#include "migrations/stopreason.h"
#include "migrations/validation.h"

using namespace Qt::Literals::StringLiterals;

namespace {

using namespace std::chrono_literals;

// A migration of millions of rows takes minutes; a program that wants to write now has an outbox.
constexpr std::chrono::milliseconds PatienceWithRunner = 15min;
constexpr std::chrono::milliseconds PatienceOfWriter = 10s;

// Notes in the history of an engine that cannot make all tables in one transaction.
const QString FirstStart = u"first_start"_s;
const QString FirstStartDone = u"first_start_done"_s;

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

// Somebody else may move the database meanwhile. So what says whose the tables are is read after
// them, and tables without that are looked for once more.
Result<Migrator::State> Migrator::readState() const
{
    const auto isEmpty = [this] {
        return inspectSchema(m_connection).transform([](const Schema &schema) {
            return schema.objects.isEmpty();
        });
    };
    Result<bool> empty = isEmpty();
    if (!empty)
        return fail(empty.error());
    const Result<QList<StepJournal::Entry>> unfinished = readJournal();
    if (!unfinished)
        return fail(unfinished.error());
    const Result<QList<AppliedMigration>> applied = m_history.applied();
    if (!applied)
        return fail(applied.error());
    if (!*empty && applied->isEmpty() && unfinished->isEmpty()) {
        empty = isEmpty();
        if (!empty)
            return fail(empty.error());
    }
    return State{*applied, *empty, applied->isEmpty() ? 0 : applied->constLast().version,
                 *unfinished};
}

Result<QList<StepJournal::Entry>> Migrator::readJournal() const
{
    if (m_connection.dialect().hasTransactionalDdl())
        return QList<StepJournal::Entry>{};
    const Result<bool> exists = tableExists(m_connection, u"tidemark_migration_steps"_s);
    if (!exists)
        return fail(exists.error());
    return *exists ? StepJournal{m_connection}.entries() : QList<StepJournal::Entry>{};
}

Result<const SchemaModel *> Migrator::model() const
{
    if (!m_model) {
        Result<SchemaModel> made = SchemaModel::of(m_migrations);
        if (!made)
            return fail(made.error());
        m_model = std::move(*made);
    }
    return &*m_model;
}

Result<StepRunner> Migrator::runner() const
{
    return model().transform([this](const SchemaModel *model) {
        return StepRunner{m_connection, m_migrations, *model, m_history, m_progress, m_isProven};
    });
}

QStringList Migrator::historyDrift(const QList<AppliedMigration> &applied) const
{
    QStringList drift;
    for (const ValidationFinding &finding : validateHistory(applied, m_migrations))
        drift.append(finding.text);
    return drift;
}

Result<QList<ValidationFinding>> Migrator::validate() const
{
    const Result<MigrationStatus> status = this->status();
    if (!status)
        return fail(status.error());
    QList<ValidationFinding> findings = validateHistory(status->applied, m_migrations);
    const qsizetype historical = findings.size();
    if (const std::optional<UnfinishedMigration> &unfinished = status->unfinished)
        findings.append({ValidationFinding::Kind::Unfinished, unfinished->version,
                         tr("migration %1 stopped after statement %2 of %3")
                                 .arg(unfinished->version)
                                 .arg(unfinished->statement)
                                 .arg(unfinished->statements)});
    for (const QString &difference : status->drift.mid(historical))
        findings.append({ValidationFinding::Kind::Drift, 0, difference});
    return findings + validateServer(m_connection.serverInfo());
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
                           historyDrift(state->applied),
                           {}};
    if (!state->unfinished.isEmpty())
        status.unfinished = unfinishedFrom(state->unfinished);
    if (state->current < 0 || state->current > m_migrations.head() || status.unfinished)
        return status; // nobody here knows what it should look like
    const Result<Schema> live = inspectSchema(m_connection);
    if (!live)
        return fail(live.error());
    const Result<const SchemaModel *> expected = model();
    if (!expected)
        return fail(expected.error());
    if ((*expected)->isExact())
        status.drift += schemaDifferences(*live, (*expected)->at(state->current));
    return status;
}

UnfinishedMigration Migrator::unfinishedFrom(const QList<StepJournal::Entry> &entries) const
{
    const StepJournal::Entry &last = entries.constLast();
    UnfinishedMigration unfinished{last.version, last.direction, last.step, 0, {}, {}, {}};
    if (last.version < 1 || last.version > m_migrations.head())
        return unfinished;
    const Migration &migration = m_migrations.at(last.version);
    unfinished.statements = int(migration.script(last.direction, {}).statements().size());
    const Result<QJsonObject> failed = m_history.lastDetails(u"fail"_s, last.version);
    const QJsonObject details = failed.value_or(QJsonObject{});
    const StopReason why = stopReason(errorKindFromName(details["kind"_L1].toString()));
    unfinished.reason = why.reason;
    unfinished.advice = why.advice;
    unfinished.detail = details["reason"_L1].toString();
    return unfinished;
}

Result<> Migrator::checkOurs(const State &state) const
{
    if (state.current > m_migrations.head())
        return fail(newerThanProgram(state.current, m_migrations.head()));
    // The first step, begun and not recorded yet, has made tables of ours.
    const bool isBegun = !state.unfinished.isEmpty();
    if (state.applied.isEmpty() && !state.isEmpty && !isBegun)
        return fail(Error::Kind::Refused,
                    tr("This database has tables that Tidemark did not make. Choose another "
                       "database, or ask 'tidemarkctl migrate adopt --dry-run' whether this one can "
                       "be taken over. It was not changed."),
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
    const Result<const SchemaModel *> known = model();
    if (!known)
        return fail(known.error());
    const Result<QList<MigrationLoss>> losses =
            lossOnTheWayDown(m_connection, m_migrations, **known, from, to);
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

Result<> Migrator::makeHistory() const
{
    Transaction transaction{m_connection};
    return transaction.begin()
            .and_then([&] { return m_history.create(m_migrations.history()); })
            .and_then([&] { return transaction.commit(); });
}

Result<> Migrator::takeLock(MigrationLock &lock, std::chrono::milliseconds patience) const
{
    const Result<> taken = lock.take(patience, [this] { return !m_progress || m_progress({}); });
    // Engines whose sessions outlive their clients want to know who this one is.
    if (!taken || m_connection.dialect().hasTransactionalDdl())
        return taken;
    return makeHistory().and_then([&] { return m_history.recordNote(u"lock"_s, lock.owner()); });
}

Result<> Migrator::resumeUnfinished(MigrationReport &report, JournalledStep::Way way) const
{
    const Result<State> state = readState();
    if (!state)
        return fail(state.error());
    if (state->unfinished.isEmpty())
        return {};
    const int version = state->unfinished.constFirst().version;
    if (version > m_migrations.head())
        return fail(newerThanProgram(version, m_migrations.head()));
    const Result<std::optional<MigrationStepReport>> resumed = runner().and_then(
            [&](const StepRunner &runner) { return runner.resume(state->unfinished, way); });
    if (!resumed)
        return fail(resumed.error());
    if (*resumed)
        report.steps.append(**resumed);
    return {};
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

Result<MigrationReport> Migrator::walk(int target, Direction direction, LossPolicy policy) const
{
    const auto look = [&]() -> Result<State> {
        Result<State> state = readState();
        if (!state)
            return state;
        if (const Result<> checked = checkHistory(*state); !checked)
            return fail(checked.error());
        return state;
    };
    const auto isThere = [&](const State &state) {
        return state.unfinished.isEmpty() &&
               (direction == Direction::Up ? state.current >= target : state.current == target);
    };
    Result<State> state = look();
    if (!state)
        return fail(state.error());
    MigrationReport report{state->current, state->current};
    if (isThere(*state))
        return report; // without a lock: there is nothing to write

    MigrationLock lock{m_connection};
    RebuildMode rebuild{m_connection};
    const Result<> ready =
            takeLock(lock, PatienceWithRunner)
                    .and_then(
                            [&] { return resumeUnfinished(report, JournalledStep::Way::OnOrBack); })
                    .and_then([&] { return rebuild.enter(); });
    if (!ready)
        return fail(ready.error());
    state = look(); // somebody else may have been faster
    if (!state)
        return fail(state.error());
    report.to = state->current;
    if (isThere(*state))
        return report;
    if (direction == Direction::Down && state->current < target)
        return fail(Error::Kind::Usage,
                    tr("The database is at version %1, below %2. To go up: tidemarkctl migrate up.")
                            .arg(state->current)
                            .arg(target));
    if (direction == Direction::Down) {
        if (const Result<> accepted = checkLoss(state->current, target, policy); !accepted)
            return fail(accepted.error());
    }
    const bool isWorthABackup = !state->isEmpty;
    const Result<> saved =
            isWorthABackup ? backUp(state->current, target, policy, report) : Result<>{};
    return saved.and_then([&] { return stepsTowards(target, direction, policy, report); }).map([&] {
        return report;
    });
}

Result<> Migrator::stepsTowards(int target, Direction direction, LossPolicy policy,
                                MigrationReport &report) const
{
    const Result<StepRunner> steps = runner();
    if (!steps)
        return fail(steps.error());
    const bool isUp = direction == Direction::Up;
    while (isUp ? report.to < target : report.to > target) {
        const int version = isUp ? report.to + 1 : report.to;
        // Asked once the write lock is held: a program that knows no lock of migrations may have
        // been faster, and rows may have come that a step down would lose.
        const auto isDue = [&]() -> Result<bool> {
            const Result<State> now = readState();
            if (!now)
                return fail(now.error());
            if (now->current != report.to)
                return false;
            if (!isUp) {
                if (const Result<> kept = checkLoss(now->current, target, policy); !kept)
                    return fail(kept.error());
            }
            return true;
        };
        const Result<std::optional<MigrationStepReport>> step =
                steps->run(version, direction, isDue);
        if (!step)
            return fail(step.error());
        if (*step)
            report.steps.append(**step);
        report.to = isUp ? version : version - 1;
    }
    return {};
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

Result<bool> Migrator::isFirstStart(const State &state) const
{
    if (m_connection.dialect().hasTransactionalDdl() || state.applied.isEmpty())
        return false;
    return m_history.lastNote({FirstStart, FirstStartDone}).transform([](const QString &note) {
        return note == FirstStart;
    });
}

Result<MigrationReport> Migrator::bringEmptyToHead() const
{
    const int head = m_migrations.head();
    // Every command that writes comes through here: one that finds all in order takes no lock.
    const auto isReady = [this](const State &state) -> Result<bool> {
        if (!state.unfinished.isEmpty())
            return false;
        const Result<bool> atHead = isAtHead(state);
        const Result<bool> goesOn = atHead ? false : isFirstStart(state);
        return goesOn && *goesOn ? Result<bool>{false} : atHead;
    };
    Result<bool> ready = readState().and_then(isReady);
    if (!ready)
        return fail(ready.error());
    MigrationReport report{head, head};
    if (*ready)
        return report;

    MigrationLock lock{m_connection};
    RebuildMode rebuild{m_connection};
    const Result<> begun =
            takeLock(lock, PatienceOfWriter)
                    .and_then(
                            [&] { return resumeUnfinished(report, JournalledStep::Way::OnOrBack); })
                    .and_then([&] { return rebuild.enter(); });
    if (!begun)
        return fail(begun.error());
    report.from = 0;
    if (!m_connection.dialect().hasTransactionalDdl()) {
        // What was begun on an empty database is gone on with.
        const Result<State> state = readState();
        if (!state)
            return fail(state.error());
        report.to = state->current;
        const Result<bool> goesOn = isFirstStart(*state);
        if (!goesOn)
            return fail(goesOn.error());
        if (!*goesOn) {
            ready = isAtHead(*state);
            if (!ready)
                return fail(ready.error());
            if (*ready)
                return report;
        }
        return m_history.recordNote(FirstStart, {})
                .and_then([&] {
                    return stepsTowards(head, Direction::Up, LossPolicy::Refuse, report);
                })
                .and_then([&] { return m_history.recordNote(FirstStartDone, {}); })
                .map([&] { return report; });
    }
    return allStepsInside(report).map([&] { return report; });
}

// All in one transaction: killed halfway, the next command finds an empty database again and not
// one that only `migrate up` may touch.
Result<> Migrator::allStepsInside(MigrationReport &report) const
{
    Transaction transaction{m_connection};
    if (const Result<> begun = transaction.begin(); !begun)
        return begun;
    const Result<bool> ready =
            readState().and_then([this](const State &state) { return isAtHead(state); });
    if (!ready)
        return fail(ready.error());
    if (*ready) { // another program was faster
        report.from = report.to;
        return {};
    }
    const Result<StepRunner> steps = runner();
    if (!steps)
        return fail(steps.error());
    for (int version = 1; version <= m_migrations.head(); ++version) {
        const Result<MigrationStepReport> step = steps->runInside(version, Direction::Up);
        if (!step)
            return fail(step.error());
        report.steps.append(*step);
    }
    return transaction.commit();
}

Result<MigrationReport> Migrator::resume(JournalledStep::Way way) const
{
    MigrationReport report;
    MigrationLock lock{m_connection};
    RebuildMode rebuild{m_connection};
    const Result<State> state = takeLock(lock, PatienceOfWriter)
                                        .and_then([&] { return rebuild.enter(); })
                                        .and_then([&] { return resumeUnfinished(report, way); })
                                        .and_then([&] { return readState(); });
    if (!state)
        return fail(state.error());
    report.from = state->current;
    report.to = state->current;
    return report;
}

Result<> Migrator::checkWay(int target, LossPolicy policy) const
{
    if (Result<> known = checkTarget(target); !known)
        return known;
    const Result<State> state = readState();
    if (!state)
        return fail(state.error());
    if (Result<> checked = checkHistory(*state); !checked)
        return checked;
    return target < state->current ? checkLoss(state->current, target, policy) : Result<>{};
}

Result<QString> Migrator::sqlBetween(int from, int to) const
{
    for (const int version : {from, to}) {
        if (const Result<> known = checkTarget(version); !known)
            return fail(known.error());
    }
    const Result<QString> variant = storageVariant(m_connection);
    if (!variant)
        return fail(variant.error());
    const bool isUp = from <= to;
    QStringList texts;
    for (int at = from; at != to; at += isUp ? 1 : -1) {
        const Migration &migration = m_migrations.at(isUp ? at + 1 : at);
        const Direction direction = isUp ? Direction::Up : Direction::Down;
        texts.append(u"-- %1 %2, %3, %4\n%5"_s.arg(migration.version)
                             .arg(migration.name, directionName(direction),
                                  engineName(m_migrations.engine()),
                                  migration.script(direction, *variant).text().trimmed()));
    }
    return texts.join(u"\n\n"_s) + u'\n';
}
