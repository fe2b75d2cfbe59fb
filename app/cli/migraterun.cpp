// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commandline.h"
#include "app/cli/migratecommands.h"
#include "app/cli/stopsignals.h"

#include "migrations/backups/backuphook.h"
#include "migrations/barupkeep.h"
#include "migrations/migrationsql.h"
#include "migrations/migrator.h"
#include "migrations/state/migrationstatus.h"

#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject toJson(const MigrationReport &report)
{
    QJsonArray steps;
    for (const MigrationStepReport &step : report.steps)
        steps.append(QJsonObject{{u"version"_s, step.version},
                                 {u"direction"_s, directionName(step.direction)},
                                 {u"duration_ms"_s, step.durationMs},
                                 {u"rows_checked"_s, step.rowsChecked}});
    return {{u"from"_s, report.from},
            {u"to"_s, report.to},
            {u"steps"_s, steps},
            {u"verified"_s, report.verified},
            {u"backup"_s, report.backup.isEmpty() ? QJsonValue{} : QJsonValue{report.backup}}};
}

QString toText(const MigrationReport &report)
{
    if (report.steps.isEmpty())
        return CommandLine::tr("Nothing to do: the database is at version %1.").arg(report.to);
    QStringList lines;
    for (const MigrationStepReport &step : report.steps)
        lines.append(CommandLine::tr("%1 %2: %3 ms, %4 rows compared")
                             .arg(directionName(step.direction))
                             .arg(step.version)
                             .arg(step.durationMs)
                             .arg(step.rowsChecked));
    lines.append(CommandLine::tr("Version %1, verified: every row is there.").arg(report.to));
    if (!report.backup.isEmpty())
        lines.append(CommandLine::tr("The backup of before is %1.").arg(report.backup));
    return lines.join(u'\n');
}

// Says on standard error what goes on, once a phase, until somebody asks it to stop.
ProgressHandler told(const Output &output, const StopSignals &stop)
{
    return [&output, &stop, last = MigrationProgress{}](const MigrationProgress &now) mutable {
        if (now.version > 0 && (now.phase != last.phase || now.version != last.version))
            switch (now.phase) {
            case MigrationProgress::Phase::BackingUp:
                output.note(CommandLine::tr("Making a backup."));
                break;
            case MigrationProgress::Phase::Undoing:
                output.note(CommandLine::tr("Taking back migration %1.").arg(now.version));
                break;
            case MigrationProgress::Phase::Checking:
                output.note(now.direction == Direction::Up
                                    ? CommandLine::tr("Applying migration %1.").arg(now.version)
                                    : CommandLine::tr("Reverting migration %1.").arg(now.version));
                break;
            case MigrationProgress::Phase::Running:
            case MigrationProgress::Phase::Verifying:
                break;
            }
        last = now;
        return stop.goesOn();
    };
}

// In which state a walk was left that somebody stopped.
QString stoppedText(const MigrationStatus &status, const QString &command)
{
    if (status.unfinished)
        return CommandLine::tr("Stopped in the middle of migration %1, at statement %2 of %3. "
                               "Nothing is lost; '%4' goes on from there.")
                .arg(status.unfinished->version)
                .arg(status.unfinished->statement)
                .arg(status.unfinished->statements)
                .arg(command);
    return CommandLine::tr("Stopped: the database is at version %1 of %2, whole and with every "
                           "row. '%3' goes on from there.")
            .arg(status.current)
            .arg(status.head)
            .arg(command);
}

ExitCode stopped(const Context &context, const Migrator &migrator, const Error &error,
                 const QString &command)
{
    const Result<MigrationStatus> status = migrationStatus(migrator.database());
    if (!status)
        return context.failed(error);
    return context.output.failed(Error::Kind::Cancelled, stoppedText(*status, command));
}

// What would run, and whether it would be refused.
ExitCode dryRun(const Context &context, const VersionedDatabase &database,
                std::optional<int> target, LossPolicy policy)
{
    const Result<MigrationStatus> status = migrationStatus(database);
    if (!status)
        return context.failed(status.error());
    const int to = target.value_or(status->head);
    if (const Result<> allowed = checkWay(database, to, policy); !allowed)
        return context.failed(allowed.error());
    const Result<QString> sql = sqlBetween(database, status->current, to);
    if (!sql)
        return context.failed(sql.error());
    return context.output.done({{u"from"_s, status->current},
                                {u"to"_s, to},
                                {u"steps"_s, QJsonArray{}},
                                {u"verified"_s, false},
                                {u"dry_run"_s, true},
                                {u"sql"_s, *sql}},
                               sql->trimmed());
}

// Opens the database, and runs or shows a way to a version.
template <typename Walk>
ExitCode runWay(const Context &context, bool isDryRun, bool hasBackup, std::optional<int> target,
                LossPolicy policy, const QString &command, const Walk &walk)
{
    StopSignals stop;
    ConnectionSpec spec = context.database;
    spec.readOnly = spec.readOnly || isDryRun;
    const Result<std::unique_ptr<Connection>> connection = Connection::open(spec);
    if (!connection)
        return context.failed(connection.error());
    const Result<MigrationSet> migrations = MigrationSet::shipped(spec.engine);
    if (!migrations)
        return context.failed(migrations.error());
    stop.watch(**connection);
    Migrator migrator{**connection, *migrations, told(context.output, stop)};
    if (isDryRun)
        return dryRun(context, migrator.database(), target, policy);
    if (hasBackup)
        migrator.setBackup(backUpInto(
                **connection, backupFolderFor(context.dataFolder, context.database.location()),
                [&stop] { return stop.goesOn(); }));
    const Result<MigrationReport> report = walk(migrator).and_then(
            [&](const MigrationReport &done) { return keepUpBars(**connection, done); });
    if (!report && stop.isAsked() && report.error().kind == Error::Kind::Cancelled)
        return stopped(context, migrator, report.error(), command);
    if (!report)
        return context.failed(report.error());
    return context.output.done(toJson(*report), toText(*report));
}

} // namespace

ExitCode runMigrateUp(const Context &context, const MigrateUp &command)
{
    return runWay(context, command.isDryRun, command.hasBackup, command.target, LossPolicy::Refuse,
                  u"tidemarkctl migrate up"_s,
                  [&](const Migrator &migrator) { return migrator.up(command.target); });
}

ExitCode runMigrateDown(const Context &context, const MigrateDown &command)
{
    const LossPolicy policy = command.acceptsLoss ? LossPolicy::Accept : LossPolicy::Refuse;
    return runWay(context, command.isDryRun, command.hasBackup, command.target, policy,
                  u"tidemarkctl migrate down %1"_s.arg(command.target),
                  [&](const Migrator &migrator) { return migrator.down(command.target, policy); });
}
