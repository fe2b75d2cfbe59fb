// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commandline.h"
#include "app/cli/commands.h"
#include "app/cli/stopsignals.h"

#include "db/schema/inspection.h"
#include "migrations/backups/backuphook.h"
#include "migrations/backups/backupstore.h"
#include "migrations/backups/restoreversion.h"
#include "migrations/state/migrationstatus.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QLocale>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

QString folderOf(const Context &context)
{
    return backupFolderFor(context.dataFolder, context.database.location());
}

qint64 rowsOf(const Backup &backup)
{
    qint64 rows = 0;
    for (const BackedUpTable &table : backup.tables)
        rows += table.rows;
    return rows;
}

QJsonObject toJson(const Backup &backup)
{
    return {{u"file"_s, backup.file},
            {u"database"_s, backup.database},
            {u"engine"_s, backup.engine},
            {u"version"_s, backup.version},
            {u"made_at"_s, jsonTime(backup.madeAt)},
            {u"reason"_s, backup.reason},
            {u"kept"_s, backup.isKept},
            {u"rows"_s, rowsOf(backup)},
            {u"bytes"_s, backup.bytes}};
}

QString toText(const Backup &backup)
{
    return CommandLine::tr("%1  version %2, %3, %4 rows, %5, %6")
            .arg(QFileInfo{backup.file}.fileName())
            .arg(backup.version)
            .arg(backup.madeAt.toString(Qt::ISODate))
            .arg(rowsOf(backup))
            .arg(QLocale::c().formattedDataSize(backup.bytes), backup.reason);
}

// By the name that the list gives, or by the path of one that is kept elsewhere.
Result<Backup> backupNamed(const Context &context, const QString &name)
{
    const bool isName = !name.contains(u'/');
    const QString path =
            isName ? folderOf(context) + u'/' + name : QFileInfo{name}.absoluteFilePath();
    const Result<QList<Backup>> backups = BackupStore{QFileInfo{path}.absolutePath()}.list();
    if (!backups)
        return fail(backups.error());
    const auto found = std::ranges::find(*backups, path, &Backup::file);
    if (found != backups->cend())
        return *found;
    return fail(Error::Kind::NotFound,
                CommandLine::tr("there is no such backup with its manifest; 'tidemarkctl backups "
                                "list' names those of this database"),
                path);
}

// A damaged backup is no damaged database: another one helps.
ExitCode toldOf(const Context &context, const Backup &backup, const Error &error)
{
    if (error.kind != Error::Kind::Corrupt)
        return context.failed(error);
    return context.output.failed(
            error.kind, CommandLine::tr("The backup %1 is damaged. Use another one; 'tidemarkctl "
                                        "backups list' names them. The database was not changed.")
                                .arg(backup.file));
}

// What is in the way of filling this database. Whether there is something that would be lost.
Result<bool> holdsRows(const ConnectionSpec &database)
{
    if (database.isMissingFile())
        return false;
    ConnectionSpec spec = database;
    spec.readOnly = true;
    const Result<std::unique_ptr<Connection>> connection = Connection::open(spec);
    if (!connection)
        return fail(connection.error());
    return MigrationSet::shipped(spec.engine)
            .and_then([&](const MigrationSet &migrations) {
                return migrationStatus({**connection, migrations});
            })
            .and_then([&](const MigrationStatus &status) -> Result<bool> {
                if (!status.applied.isEmpty())
                    return true;
                const Result<Schema> schema = inspectSchema(**connection);
                if (!schema)
                    return fail(schema.error());
                if (schema->objects.isEmpty())
                    return false;
                return fail(Error::Kind::Refused,
                            CommandLine::tr("%1 has tables that Tidemark did not make. Restore "
                                            "into another database; this one was not changed.")
                                    .arg(database.location()));
            });
}

QString lossText(const Backup &backup, const QString &location)
{
    return CommandLine::tr("This would replace all that is in %1 by what was there on %2 (version "
                           "%3, %4 rows): what was written since is lost. Nothing was changed. To "
                           "accept the loss, add --accept-loss.")
            .arg(location, backup.madeAt.toString(Qt::ISODate))
            .arg(backup.version)
            .arg(rowsOf(backup));
}

struct RestoreOptions {
    std::string file; // one of the list, or a path
    bool acceptsLoss = false;
    bool hasNoBackup = false;
};

// One restore, until somebody asks it to stop.
class Restore final
{
public:
    Restore(const Context &context, const Backup &backup, const RestoreOptions &command)
        : m_context{context}
        , m_backup{backup}
        , m_command{command}
    {}

    ExitCode run();

private:
    [[nodiscard]] Result<> backUpFirst();
    [[nodiscard]] Result<> bringToVersion();
    ExitCode stopped() const;
    [[nodiscard]] CopyProgressHandler untilStopped() const
    {
        return [this](const CopyProgress &) { return m_stop.goesOn(); };
    }

    const Context &m_context;
    const Backup &m_backup;
    const RestoreOptions &m_command;
    StopSignals m_stop;
    QString m_before; // the backup of what was there; empty: there was nothing
};

// What is there now goes into a backup that is kept for good.
Result<> Restore::backUpFirst()
{
    const Result<bool> holds = holdsRows(m_context.database);
    if (!holds)
        return fail(holds.error());
    if (!*holds || m_command.hasNoBackup)
        return {};
    m_context.output.note(CommandLine::tr("Making a backup of what is there now."));
    const Result<std::unique_ptr<Connection>> connection = Connection::open(m_context.database);
    if (!connection)
        return fail(connection.error());
    m_stop.watch(**connection);
    return BackupStore{folderOf(m_context)}
            .make(**connection, {u"before a restore"_s, true}, untilStopped())
            .map([this](const Backup &made) { m_before = made.file; });
}

// A server's tables stay, so they must be those of the backup's version.
Result<> Restore::bringToVersion()
{
    if (!m_context.database.isServer())
        return {};
    return Connection::open(m_context.database).and_then([this](const auto &connection) {
        m_stop.watch(*connection);
        return bringToVersionOf(m_backup, *connection,
                                [this](const MigrationProgress &) { return m_stop.goesOn(); });
    });
}

ExitCode Restore::stopped() const
{
    const QString kept =
            m_before.isEmpty()
                    ? CommandLine::tr("Stopped: no row of the backup was put back.")
                    : CommandLine::tr("Stopped: no row of the backup was put back. What was there "
                                      "is in the backup %1.")
                              .arg(m_before);
    return m_context.output.failed(Error::Kind::Cancelled, kept);
}

ExitCode Restore::run()
{
    const BackupStore store{QFileInfo{m_backup.file}.absolutePath()};
    m_context.output.note(CommandLine::tr("Checking the backup."));
    const Result<> restored =
            store.verify(m_backup, untilStopped())
                    .and_then([this] { return backUpFirst(); })
                    .and_then([this] { return bringToVersion(); })
                    .and_then([&] {
                        m_context.output.note(CommandLine::tr("Restoring."));
                        return store.restore(m_backup, m_context.database, untilStopped());
                    });
    if (!restored && m_stop.isAsked() && restored.error().kind == Error::Kind::Cancelled)
        return stopped();
    if (!restored)
        return toldOf(m_context, m_backup, restored.error());
    QStringList lines{CommandLine::tr("Restored and compared: %1 is at version %2 with %3 rows, as "
                                      "on %4.")
                              .arg(m_context.database.location())
                              .arg(m_backup.version)
                              .arg(rowsOf(m_backup))
                              .arg(m_backup.madeAt.toString(Qt::ISODate))};
    if (!m_before.isEmpty())
        lines.append(CommandLine::tr("What was there before is in the backup %1.").arg(m_before));
    return m_context.output.done(
            {{u"file"_s, m_backup.file},
             {u"database"_s, m_context.database.location()},
             {u"version"_s, m_backup.version},
             {u"rows"_s, rowsOf(m_backup)},
             {u"backup"_s, m_before.isEmpty() ? QJsonValue{} : QJsonValue{m_before}}},
            lines.join(u'\n'));
}

ExitCode list(const Context &context)
{
    const Result<QList<Backup>> backups = BackupStore{folderOf(context)}.list();
    if (!backups)
        return context.failed(backups.error());
    QJsonArray rows;
    QStringList lines;
    for (const Backup &backup : *backups) {
        rows.append(toJson(backup));
        lines.append(toText(backup));
    }
    lines.append(backups->isEmpty()
                         ? CommandLine::tr("There is no backup of %1 yet. 'tidemarkctl migrate up' "
                                           "makes one before it changes anything.")
                                   .arg(context.database.location())
                         : CommandLine::tr("They are in %1.").arg(folderOf(context)));
    return context.output.done({{u"folder"_s, folderOf(context)}, {u"backups"_s, rows}},
                               lines.join(u'\n'));
}

// All of this database without a file.
ExitCode verify(const Context &context, const QString &file)
{
    const Result<QList<Backup>> backups =
            file.isEmpty() ? BackupStore{folderOf(context)}.list()
                           : backupNamed(context, file).transform([](const Backup &backup) {
                                 return QList<Backup>{backup};
                             });
    if (!backups)
        return context.failed(backups.error());
    std::optional<ExitCode> damaged;
    QJsonArray rows;
    QStringList lines;
    for (const Backup &backup : *backups) {
        const Result<> whole = BackupStore{QFileInfo{backup.file}.absolutePath()}.verify(backup);
        if (!whole) {
            if (damaged) // no document holds two errors
                context.output.note(CommandLine::tr("%1 is damaged, too.").arg(backup.file));
            else
                damaged = toldOf(context, backup, whole.error());
            continue;
        }
        rows.append(toJson(backup));
        lines.append(CommandLine::tr("%1: whole, %2 rows compared")
                             .arg(QFileInfo{backup.file}.fileName())
                             .arg(rowsOf(backup)));
    }
    if (damaged)
        return *damaged;
    if (backups->isEmpty())
        return list(context);
    return context.output.done({{u"backups"_s, rows}}, lines.join(u'\n'));
}

// One that would throw away what was written since is Refused unless that is accepted, and makes a
// backup of before first.
ExitCode restore(const Context &context, const RestoreOptions &command)
{
    const Result<Backup> backup = backupNamed(context, QString::fromStdString(command.file));
    if (!backup)
        return context.failed(backup.error());
    if (const Result<> restorable = backup->checkRestorable(); !restorable)
        return context.failed(restorable.error());
    const Result<bool> holds = holdsRows(context.database);
    if (!holds) {
        const Error::Kind kind = holds.error().kind;
        if (kind != Error::Kind::Corrupt && kind != Error::Kind::NotADatabase)
            return context.failed(holds.error());
        return context.output.failed(
                kind,
                CommandLine::tr("%1 is damaged, so nothing can be put into it. Move it and the "
                                "files beside it (-wal, -shm) away, then try again: the "
                                "restore makes a new one.")
                        .arg(context.database.location()));
    }
    if (*holds && !command.acceptsLoss)
        return context.failed(
                {Error::Kind::Refused, lossText(*backup, context.database.location()), {}});
    return Restore{context, *backup, command}.run();
}

} // namespace

void describeBackups(CommandSet &commands)
{
    CLI::App &backups = commands.group("backups", "Backups that were made before migrations");
    commands.command(backups, "list", "Backups of this database, newest first",
                     [] { return CommandRun{list}; });

    const auto verified = CommandSet::raw<std::string>();
    commands.command(backups, "verify", "Read backups whole and compare them with what they were",
                     [verified]() -> Result<CommandRun> {
                         return [verified](const Context &context) {
                             return verify(context, QString::fromStdString(*verified));
                         };
                     })
            .add_option("FILE", *verified, "As 'backups list' names it (default: all)");

    const auto options = CommandSet::raw<RestoreOptions>();
    CLI::App &restored = commands.command(
            backups, "restore", "Put a backup back in place of what is there, verified",
            [options]() -> Result<CommandRun> {
                return [options](const Context &context) { return restore(context, *options); };
            });
    restored.add_option("FILE", options->file, "As 'backups list' names it, or a path")->required();
    restored.add_flag("--accept-loss", options->acceptsLoss,
                      "Go on although what was written since the backup is lost");
    restored.add_flag("--no-backup", options->hasNoBackup, "Make no backup of what is there now");
}
