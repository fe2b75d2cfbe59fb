// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/migratecommands.h"

#include "app/cli/commandline.h"
#include "migrations/adopt/adopt.h"
#include "migrations/backups/backuphook.h"

#include <QDir>
#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject toJson(const AdoptionPlan &plan, int version, const QString &file,
                   const QString &backup)
{
    return {{u"revision"_s, plan.revision},
            {u"version"_s, version},
            {u"differences"_s, QJsonArray::fromStringList(plan.differences + plan.refusedRows)},
            {u"dropped_indexes"_s, QJsonArray::fromStringList(plan.droppedIndexes)},
            {u"rows"_s, plan.rows},
            {u"rounded"_s, plan.rounded},
            {u"kept_out"_s, plan.keptOut},
            {u"file"_s, file},
            {u"backup"_s, backup.isEmpty() ? QJsonValue{} : QJsonValue{backup}}};
}

QStringList describe(const AdoptionPlan &plan)
{
    QStringList lines;
    if (!plan.revision.isEmpty())
        lines.append(
                CommandLine::tr("Alembic made this database (revision %1).").arg(plan.revision));
    if (plan.isPossible() && plan.version > 0)
        lines.append(CommandLine::tr("It is what Tidemark calls version %1.").arg(plan.version));
    if (!plan.isPossible() && plan.revision.isEmpty())
        lines.append(CommandLine::tr("It is nearest to version %1.").arg(plan.version));
    lines.append(CommandLine::tr("Rows in its tables: %1.").arg(plan.rows));
    if (plan.rounded > 0)
        lines.append(CommandLine::tr("Rows with times that are rounded to milliseconds: %1.")
                             .arg(plan.rounded));
    if (plan.keptOut > 0)
        lines.append(CommandLine::tr("Rows without all four prices, which are kept in a file: %1.")
                             .arg(plan.keptOut));
    for (const QString &index : plan.droppedIndexes)
        lines.append(CommandLine::tr("Index %1 goes: no query needs it.").arg(index));
    return lines + plan.differences + plan.refusedRows;
}

ExitCode preview(const Context &context, const AdoptionPlan &plan)
{
    QStringList lines = describe(plan);
    lines.append(plan.isPossible()
                         ? CommandLine::tr("Nothing was changed. 'tidemarkctl migrate adopt' does "
                                           "it.")
                         : CommandLine::tr("It cannot be taken over like this. Nothing was "
                                           "changed."));
    const ExitCode told =
            context.output.done(toJson(plan, plan.version, {}, {}), lines.join(u'\n'));
    return plan.isPossible() ? told : ExitCode::Refused;
}

ExitCode carryOut(const Context &context, const Connection &connection,
                  const MigrationSet &migrations, const MigrateAdopt &command)
{
    const QString folder = command.folder.isEmpty() ? context.dataFolder : command.folder;
    QDir{}.mkpath(folder);
    BackupHook backup;
    if (command.hasBackup) {
        context.output.note(CommandLine::tr("Making a backup."));
        backup = backUpInto(connection,
                            backupFolderFor(context.dataFolder, context.database.location()), {});
    }
    const Result<AdoptionReport> report = adopt(connection, migrations, folder, backup);
    if (!report)
        return context.failed(report.error());
    QStringList lines = describe(report->plan);
    if (!report->file.isEmpty())
        lines.append(CommandLine::tr("They are in %1.").arg(report->file));
    if (!report->backup.isEmpty())
        lines.append(CommandLine::tr("The backup of before is %1.").arg(report->backup));
    lines.append(CommandLine::tr("Done: the database is at version %1. 'tidemarkctl migrate up' "
                                 "brings it to the newest.")
                         .arg(report->version));
    return context.output.done(toJson(report->plan, report->version, report->file, report->backup),
                               lines.join(u'\n'));
}

} // namespace

ExitCode runMigrateAdopt(const Context &context, const MigrateAdopt &command)
{
    ConnectionSpec spec = context.database;
    spec.readOnly = command.isDryRun;
    if (spec.isMissingFile())
        return context.failed({Error::Kind::NotFound,
                               CommandLine::tr("there is no database to take over"), spec.path});
    const Result<std::unique_ptr<Connection>> connection = Connection::open(spec);
    if (!connection)
        return context.failed(connection.error());
    const Result<MigrationSet> migrations = MigrationSet::shipped(spec.engine);
    if (!migrations)
        return context.failed(migrations.error());
    if (!command.isDryRun)
        return carryOut(context, **connection, *migrations, command);
    const Result<AdoptionPlan> plan = planAdoption(**connection, *migrations);
    if (!plan)
        return context.failed(plan.error());
    return preview(context, *plan);
}
