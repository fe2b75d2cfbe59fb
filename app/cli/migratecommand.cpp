// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "db/bars/rebuild.h"
#include "migrations/migrator.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;

namespace {

struct CommandLine {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

QString numbered(const Migration &migration)
{
    return u"%1 %2"_s.arg(migration.version, 4, 10, QChar{u'0'}).arg(migration.name);
}

QJsonObject toJson(const AppliedMigration &applied)
{
    return {{u"version"_s, applied.version},
            {u"name"_s, applied.name},
            {u"checksum"_s, applied.checksum},
            {u"applied_at"_s, jsonTime(applied.appliedAt)},
            {u"duration_ms"_s, applied.durationMs},
            {u"applied_by"_s, applied.appliedBy},
            {u"host"_s, applied.host}};
}

QJsonObject toJson(const MigrationStatus &status)
{
    QJsonArray pending;
    for (const Migration &migration : status.pending)
        pending.append(QJsonObject{{u"version"_s, migration.version}, {u"name"_s, migration.name}});
    QJsonArray applied;
    for (const AppliedMigration &migration : status.applied)
        applied.append(toJson(migration));
    return {{u"engine"_s, status.engine}, {u"current"_s, status.current},
            {u"head"_s, status.head},     {u"pending"_s, pending},
            {u"applied"_s, applied},      {u"drift"_s, QJsonArray::fromStringList(status.drift)}};
}

QString toText(const MigrationStatus &status)
{
    QStringList lines{CommandLine::tr("Version %1 of %2 (%3).")
                              .arg(status.current)
                              .arg(status.head)
                              .arg(status.engine)};
    for (const AppliedMigration &applied : status.applied)
        lines.append(CommandLine::tr("  applied  %1 %2  %3  %4 ms")
                             .arg(applied.version, 4, 10, QChar{u'0'})
                             .arg(applied.name, applied.appliedAt.toString(Qt::ISODateWithMs))
                             .arg(applied.durationMs));
    for (const Migration &migration : status.pending)
        lines.append(CommandLine::tr("  pending  %1").arg(numbered(migration)));
    for (const QString &difference : status.drift)
        lines.append(CommandLine::tr("  drift    %1").arg(difference));
    if (!status.pending.isEmpty())
        lines.append(CommandLine::tr("'tidemarkctl migrate up' applies what is pending."));
    else if (status.drift.isEmpty())
        lines.append(CommandLine::tr("The schema is as the history says."));
    return lines.join(u'\n');
}

// Looks at a database without making it.
Result<MigrationStatus> statusOf(const ConnectionSpec &database)
{
    ConnectionSpec spec = database;
    spec.readOnly = true;
    if (!spec.isServer() && !QFileInfo::exists(spec.path))
        spec.path = u":memory:"_s; // what a new database would say
    return Connection::open(spec).and_then([&](const std::unique_ptr<Connection> &connection) {
        return MigrationSet::shipped(spec.engine).and_then([&](const MigrationSet &migrations) {
            return Migrator{*connection, migrations}.status();
        });
    });
}

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
            {u"verified"_s, report.verified}};
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
    return lines.join(u'\n');
}

// Quotes from before there were bars get theirs: exact arithmetic is not SQLite's, so no migration
// script can do it.
Result<MigrationReport> rollUpOldQuotes(const Connection &connection, const MigrationReport &report)
{
    constexpr int FirstWithBars = 3;
    if (report.to < FirstWithBars)
        return report;
    return rebuildBars(connection, RebuildScope::Missing).transform([&](const RebuildReport &) {
        return report;
    });
}

} // namespace

ExitCode runMigrateStatus(const Context &context)
{
    const Result<MigrationStatus> status = statusOf(context.database);
    if (!status)
        return context.failed(status.error());
    return context.output.done(toJson(*status), toText(*status));
}

ExitCode runMigrateUp(const Context &context, const MigrateUp &command)
{
    const Result<MigrationReport> report =
            Connection::open(context.database)
                    .and_then([&](const std::unique_ptr<Connection> &connection) {
                        return MigrationSet::shipped(context.database.engine)
                                .and_then([&](const MigrationSet &migrations) {
                                    return Migrator{*connection, migrations}.up(command.target);
                                })
                                .and_then([&](const MigrationReport &report) {
                                    return rollUpOldQuotes(*connection, report);
                                });
                    });
    if (!report)
        return context.failed(report.error());
    return context.output.done(toJson(*report), toText(*report));
}
