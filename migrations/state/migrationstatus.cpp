// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/state/migrationstatus.h"

#include "db/domain/errorkind.h"
#include "migrations/indexes/indexchanges.h"
#include "migrations/state/stopreason.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace {

struct StatusText {
    Q_DECLARE_TR_FUNCTIONS(StatusText)
};

UnfinishedMigration unfinishedFrom(const VersionedDatabase &database,
                                   const QList<StepJournal::Entry> &entries)
{
    const StepJournal::Entry &last = entries.constLast();
    UnfinishedMigration unfinished{last.version, last.direction, last.step, 0, {}, {}, {}};
    if (last.version < 1 || last.version > database.head())
        return unfinished;
    const Migration &migration = database.migrations().at(last.version);
    unfinished.statements = int(migration.script(last.direction, {}).statements().size());
    const Result<QJsonObject> failed = database.history().lastDetails(u"fail"_s, last.version);
    const QJsonObject details = failed.value_or(QJsonObject{});
    const StopReason why = stopReason(errorKindFromName(details["kind"_L1].toString()));
    unfinished.reason = why.reason;
    unfinished.advice = why.advice;
    unfinished.detail = details["reason"_L1].toString();
    return unfinished;
}

} // namespace

QStringList MigrationStatus::obstacles() const
{
    QStringList obstacles = drift;
    obstacles.removeIf([this](const QString &text) { return unknown.contains(text); });
    return obstacles;
}

Result<MigrationStatus> migrationStatus(const VersionedDatabase &database)
{
    const Result<MigrationState> state = database.state();
    if (!state)
        return fail(state.error());
    const MigrationSet &migrations = database.migrations();
    MigrationStatus status{engineName(migrations.engine()),
                           state->current,
                           migrations.head(),
                           migrations.all().mid(qMax(0, state->current)),
                           state->applied,
                           historyDrift(state->applied, migrations)};
    if (!state->unfinished.isEmpty())
        status.unfinished = unfinishedFrom(database, state->unfinished);
    if (state->current < 0 || state->current > migrations.head() || status.unfinished)
        return status; // nobody here knows what it should look like
    const Result<Schema> live = inspectSchema(database.connection());
    if (!live)
        return fail(live.error());
    const Result<const SchemaModel *> expected = database.model();
    if (!expected)
        return fail(expected.error());
    if (!(*expected)->isExact())
        return status;
    const Result<Schema> wanted =
            withIndexChanges(database.connection(), (*expected)->at(state->current), *live);
    if (!wanted)
        return fail(wanted.error());
    const SchemaDifferences found = schemaDifferences(*live, *wanted);
    status.drift += found.all();
    status.unknown = found.unknown;
    return status;
}

Result<QList<ValidationFinding>> validateMigrations(const VersionedDatabase &database)
{
    const Result<MigrationStatus> status = migrationStatus(database);
    if (!status)
        return fail(status.error());
    QList<ValidationFinding> findings = validateHistory(status->applied, database.migrations());
    const qsizetype historical = findings.size();
    if (const std::optional<UnfinishedMigration> &unfinished = status->unfinished)
        findings.append({ValidationFinding::Kind::Unfinished, unfinished->version,
                         StatusText::tr("migration %1 stopped after statement %2 of %3")
                                 .arg(unfinished->version)
                                 .arg(unfinished->statement)
                                 .arg(unfinished->statements)});
    for (const QString &difference : status->drift.mid(historical))
        findings.append({status->unknown.contains(difference) ? ValidationFinding::Kind::Unknown
                                                              : ValidationFinding::Kind::Drift,
                         0, difference});
    return findings + validateServer(database.connection().serverInfo());
}
