// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/state/preconditions.h"

#include "migrations/indexes/indexchanges.h"
#include "migrations/proof/migrationloss.h"
#include "migrations/state/validation.h"
#include "migrations/steps/migrationstep.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace {

struct Preconditions {
    Q_DECLARE_TR_FUNCTIONS(Preconditions)
};

} // namespace

Error newerThanProgram(int version, int head)
{
    return {Error::Kind::Refused,
            Preconditions::tr("The database is at version %1, this program knows versions up to "
                              "%2. Use a newer Tidemark.")
                    .arg(version)
                    .arg(head),
            QString::number(version)};
}

Result<> checkTarget(const VersionedDatabase &database, int version)
{
    if (version >= 0 && version <= database.head())
        return {};
    return fail(Error::Kind::Usage,
                Preconditions::tr("There is no version %1; this program knows 0 to %2.")
                        .arg(version)
                        .arg(database.head()));
}

Result<> checkOurs(const VersionedDatabase &database, const MigrationState &state)
{
    if (state.current > database.head())
        return fail(newerThanProgram(state.current, database.head()));
    // The first step, begun and not recorded yet, has made tables of ours.
    const bool isBegun = !state.unfinished.isEmpty();
    if (state.applied.isEmpty() && !state.isEmpty && !isBegun)
        return fail(Error::Kind::Refused,
                    Preconditions::tr("This database has tables that Tidemark did not make. Choose "
                                      "another database, or ask 'tidemarkctl migrate adopt "
                                      "--dry-run' whether this one can be taken over. It was not "
                                      "changed."),
                    u"--database"_s);
    return {};
}

Result<> checkHistory(const VersionedDatabase &database, const MigrationState &state)
{
    if (Result<> ours = checkOurs(database, state); !ours)
        return ours;
    const QStringList drift = historyDrift(state.applied, database.migrations());
    if (drift.isEmpty())
        return {};
    return fail(Error::Kind::Refused,
                Preconditions::tr("The migrations of this database are not those of this program: "
                                  "%1. Nothing was changed.")
                        .arg(drift.join(u"; "_s)),
                u"tidemarkctl migrate status"_s);
}

Result<> checkSchema(const VersionedDatabase &database, const MigrationState &state)
{
    constexpr int named = 3;

    if (!state.unfinished.isEmpty())
        return {};
    const Result<const SchemaModel *> known = database.model();
    if (!known)
        return fail(known.error());
    if (!(*known)->isExact())
        return {};
    const Result<Schema> live = inspectSchema(database.connection());
    if (!live)
        return fail(live.error());
    const Result<Schema> wanted =
            withIndexChanges(database.connection(), (*known)->at(state.current), *live);
    if (!wanted)
        return fail(wanted.error());
    const QStringList changed = schemaDifferences(*live, *wanted).changed;
    if (changed.isEmpty())
        return {};
    QStringList first = changed.first(std::min<qsizetype>(changed.size(), named));
    if (changed.size() > named)
        first.append(Preconditions::tr("and %1 more").arg(changed.size() - named));
    // On a server a restore replaces rows and leaves the tables as they are.
    const QString sentence =
            database.connection().engine() == Engine::Sqlite
                    ? Preconditions::tr("The database is not as version %1 should be: %2. Undo "
                                        "that, or restore a backup from before it; no version was "
                                        "changed.")
                    : Preconditions::tr("The database is not as version %1 should be: %2. Undo "
                                        "that, or restore a backup into an empty database; no "
                                        "version was changed.");
    return fail(Error::Kind::Refused, sentence.arg(state.current).arg(first.join(u"; "_s)),
                u"tidemarkctl migrate status"_s);
}

Result<> checkLoss(const VersionedDatabase &database, int from, int to, LossPolicy policy)
{
    for (int version = from; version > to; --version) {
        Result<> asked =
                askGuard(database.connection(), database.migrations().at(version), Direction::Down);
        // A guard is written for its own version's schema; where it cannot be asked yet, its step
        // asks again.
        if (!asked && asked.error().kind != Error::Kind::Database)
            return asked;
    }
    if (policy == LossPolicy::Accept)
        return {};
    const Result<const SchemaModel *> known = database.model();
    if (!known)
        return fail(known.error());
    const Result<QList<MigrationLoss>> losses =
            lossOnTheWayDown(database.connection(), database.migrations(), **known, from, to);
    if (!losses)
        return fail(losses.error());
    if (losses->isEmpty())
        return {};
    QStringList texts;
    for (const MigrationLoss &loss : *losses)
        texts.append(lossText(loss));
    return fail(Error::Kind::Refused,
                Preconditions::tr("Going back to version %1 would lose data: %2. Nothing was "
                                  "changed. To accept the loss, add --accept-loss.")
                        .arg(to)
                        .arg(texts.join(u"; "_s)),
                u"--accept-loss"_s);
}

Result<> checkWay(const VersionedDatabase &database, int target, LossPolicy policy)
{
    if (Result<> known = checkTarget(database, target); !known)
        return known;
    const Result<MigrationState> state = database.state();
    if (!state)
        return fail(state.error());
    const Result<> checked =
            checkHistory(database, *state).and_then([&] { return checkSchema(database, *state); });
    if (!checked)
        return checked;
    return target < state->current ? checkLoss(database, state->current, target, policy)
                                   : Result<>{};
}

Result<bool> isAtHead(const VersionedDatabase &database, const MigrationState &state)
{
    if (const Result<> ours = checkOurs(database, state); !ours)
        return fail(ours.error());
    const int head = database.head();
    if (state.current == head || (state.isEmpty && state.current == 0))
        return state.current == head;
    return fail(Error::Kind::Refused,
                Preconditions::tr("The database is at version %1 and this program needs %2. Apply "
                                  "what is pending: in the window under Migrations, or by "
                                  "tidemarkctl migrate up.")
                        .arg(state.current)
                        .arg(head),
                u"tidemarkctl migrate up"_s);
}

Result<> requireHead(const VersionedDatabase &database)
{
    const Result<bool> ready = database.state().and_then(
            [&](const MigrationState &state) { return isAtHead(database, state); });
    if (!ready)
        return fail(ready.error());
    if (!*ready)
        return fail(Error::Kind::NotFound,
                    Preconditions::tr("the database is empty; 'tidemarkctl collect --once' "
                                      "collects the first coins, 'tidemarkctl assets add BHP.AU' "
                                      "registers a stock"),
                    Preconditions::tr("What you asked for"));
    return {};
}
