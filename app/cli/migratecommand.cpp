// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/migratecommands.h"

#include "app/cli/commandline.h"
#include "migrations/migrationsql.h"
#include "migrations/state/migrationstatus.h"

#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;

namespace {

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

QJsonValue toJson(const std::optional<UnfinishedMigration> &unfinished)
{
    if (!unfinished)
        return {};
    return QJsonObject{{u"version"_s, unfinished->version},
                       {u"direction"_s, directionName(unfinished->direction)},
                       {u"statement"_s, unfinished->statement},
                       {u"statements"_s, unfinished->statements},
                       {u"reason"_s, unfinished->reason},
                       {u"detail"_s, unfinished->detail}};
}

QString refusedText()
{
    return CommandLine::tr("Nothing is changed by 'migrate up' or 'down' until this is settled.");
}

QString toText(const UnfinishedMigration &unfinished)
{
    const QString place = CommandLine::tr("Migration %1 stopped at statement %2 of %3")
                                  .arg(unfinished.version)
                                  .arg(unfinished.statement)
                                  .arg(unfinished.statements);
    const QString why = unfinished.reason.isEmpty()
                                ? CommandLine::tr("%1.").arg(place)
                                : CommandLine::tr("%1: %2.").arg(place, unfinished.reason);
    const QString next = CommandLine::tr("'tidemarkctl migrate up' goes on from there.");
    return unfinished.advice.isEmpty() ? u"%1 %2"_s.arg(why, next)
                                       : u"%1 %2. %3"_s.arg(why, unfinished.advice, next);
}

QJsonObject toJson(const MigrationStatus &status)
{
    QJsonArray pending;
    for (const Migration &migration : status.pending)
        pending.append(QJsonObject{{u"version"_s, migration.version}, {u"name"_s, migration.name}});
    QJsonArray applied;
    for (const AppliedMigration &migration : status.applied)
        applied.append(toJson(migration));
    return {{u"engine"_s, status.engine},
            {u"current"_s, status.current},
            {u"head"_s, status.head},
            {u"pending"_s, pending},
            {u"applied"_s, applied},
            {u"drift"_s, QJsonArray::fromStringList(status.drift)},
            {u"unfinished"_s, toJson(status.unfinished)}};
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
    for (const QString &difference : status.obstacles())
        lines.append(CommandLine::tr("  drift    %1").arg(difference));
    for (const QString &object : status.unknown)
        lines.append(CommandLine::tr("  other    %1").arg(object));
    if (status.unfinished)
        lines.append(toText(*status.unfinished));
    else if (!status.obstacles().isEmpty())
        lines.append(refusedText());
    else if (!status.pending.isEmpty())
        lines.append(CommandLine::tr("'tidemarkctl migrate up' applies what is pending."));
    else
        lines.append(CommandLine::tr("The schema is as the history says."));
    return lines.join(u'\n');
}

// Looks at a database without making it.
template <typename Look>
auto look(const ConnectionSpec &database, const Look &at)
        -> decltype(at(std::declval<VersionedDatabase>()))
{
    ConnectionSpec spec = database;
    spec.readOnly = true;
    if (spec.isMissingFile())
        spec.path = u":memory:"_s; // what a new database would say
    return Connection::open(spec).and_then([&](const std::unique_ptr<Connection> &connection) {
        return MigrationSet::shipped(spec.engine).and_then([&](const MigrationSet &migrations) {
            return at(VersionedDatabase{*connection, migrations});
        });
    });
}

QString toText(const ValidationFinding &finding)
{
    return u"  %1  %2"_s.arg(validationKindName(finding.kind), -10).arg(finding.text);
}

} // namespace

ExitCode runMigrateStatus(const Context &context)
{
    const Result<MigrationStatus> status = look(context.database, &migrationStatus);
    if (!status)
        return context.failed(status.error());
    return context.output.done(toJson(*status), toText(*status));
}

ExitCode runMigrateValidate(const Context &context)
{
    const Result<QList<ValidationFinding>> findings = look(context.database, &validateMigrations);
    if (!findings)
        return context.failed(findings.error());
    QJsonArray rows;
    QStringList lines;
    bool isValid = true;
    bool isRefused = false;
    bool hasOthers = false;
    for (const ValidationFinding &finding : *findings) {
        rows.append(QJsonObject{{u"kind"_s, validationKindName(finding.kind)},
                                {u"version"_s, finding.version},
                                {u"text"_s, finding.text},
                                {u"blocking"_s, finding.isBlocking()}});
        lines.append(toText(finding));
        isValid = isValid && !finding.isBlocking();
        isRefused = isRefused ||
                    (finding.isBlocking() && finding.kind != ValidationFinding::Kind::Unfinished);
        hasOthers = hasOthers || finding.kind == ValidationFinding::Kind::Unknown;
    }
    if (isRefused)
        lines.append(refusedText());
    else if (!isValid)
        lines.append(CommandLine::tr("'tidemarkctl migrate up' goes on from there."));
    else
        lines.append(CommandLine::tr("History, scripts and schema agree."));
    if (hasOthers)
        lines.append(CommandLine::tr("What is not known to Tidemark is no obstacle."));
    context.output.done({{u"valid"_s, isValid}, {u"findings"_s, rows}}, lines.join(u'\n'));
    return isValid ? ExitCode::Done : ExitCode::Refused;
}

ExitCode runMigrateSql(const Context &context, const MigrateSql &command)
{
    const Result<QString> sql = look(context.database, [&](const VersionedDatabase &database) {
        return sqlBetween(database, command.from, command.to);
    });
    if (!sql)
        return context.failed(sql.error());
    return context.output.done({{u"from"_s, command.from}, {u"to"_s, command.to}, {u"sql"_s, *sql}},
                               sql->trimmed());
}
