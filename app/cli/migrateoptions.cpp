// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/migratecommands.h"

using namespace Qt::Literals::StringLiterals;

namespace {

// What CLI11 fills before it is checked.
struct Raw {
    int version = -1;
    std::string versions;
    std::string folder;
    bool isDryRun = false;
    bool hasNoBackup = false;
    bool acceptsLoss = false;
};

void addRunOptions(CLI::App &command, Raw &raw)
{
    command.add_flag("--dry-run", raw.isDryRun, "Print the SQL and change nothing");
    command.add_flag("--no-backup", raw.hasNoBackup, "Make no backup before the first change");
}

// FROM:TO
Result<CommandRun> sqlFrom(const Raw &raw)
{
    const QStringList versions = QString::fromStdString(raw.versions).split(u':');
    bool isFrom = false;
    bool isTo = false;
    const MigrateSql range{versions.value(0).toInt(&isFrom), versions.value(1).toInt(&isTo)};
    if (versions.size() != 2 || !isFrom || !isTo || range.from < 0 || range.to < 0)
        return wrongUsage(u"FROM:TO is two versions with a colon between: write it as 0:10."_s);
    return [range](const Context &context) { return runMigrateSql(context, range); };
}

void describeUp(CommandSet &commands, CLI::App &migrate)
{
    const auto raw = CommandSet::raw<Raw>();
    CLI::App &up = commands.command(
            migrate, "up", "Apply pending migrations, each verified",
            [raw]() -> Result<CommandRun> {
                return [raw](const Context &context) {
                    return runMigrateUp(
                            context, {raw->version < 0 ? std::nullopt : std::optional{raw->version},
                                      raw->isDryRun, !raw->hasNoBackup});
                };
            });
    up.add_option("VERSION", raw->version, "Where to stop (default: the newest)")
            ->check(CLI::Range(0, 999'999));
    addRunOptions(up, *raw);
}

void describeDown(CommandSet &commands, CLI::App &migrate)
{
    const auto raw = CommandSet::raw<Raw>();
    CLI::App &down = commands.command(
            migrate, "down", "Go back to a version, verified", [raw]() -> Result<CommandRun> {
                return [raw](const Context &context) {
                    return runMigrateDown(context, {raw->version, raw->isDryRun, !raw->hasNoBackup,
                                                    raw->acceptsLoss});
                };
            });
    down.add_option("VERSION", raw->version, "Where to stop")
            ->required()
            ->check(CLI::Range(0, 999'999));
    addRunOptions(down, *raw);
    down.add_flag("--accept-loss", raw->acceptsLoss,
                  "Go on although rows, columns or digits are lost");
}

void describeAdopt(CommandSet &commands, CLI::App &migrate)
{
    const auto raw = CommandSet::raw<Raw>();
    CLI::App &adopt = commands.command(
            migrate, "adopt", "Take over a database that Alembic made or nobody versioned",
            [raw]() -> Result<CommandRun> {
                return [raw](const Context &context) {
                    return runMigrateAdopt(context,
                                           {raw->isDryRun, QString::fromStdString(raw->folder),
                                            !raw->hasNoBackup});
                };
            });
    adopt.add_flag("--dry-run", raw->isDryRun, "Say what would be done, change nothing");
    adopt.add_option("--folder", raw->folder,
                     "Where rows without all prices are written (default: the data folder)")
            ->type_name("FOLDER");
    adopt.add_flag("--no-backup", raw->hasNoBackup, "Make no backup before it");
}

} // namespace

void describeMigrate(CommandSet &commands)
{
    CLI::App &migrate = commands.group("migrate", "Look at and change the database's schema");
    commands.command(migrate, "status", "Version, what is pending, and drift",
                     [] { return CommandRun{runMigrateStatus}; });
    describeUp(commands, migrate);
    describeDown(commands, migrate);
    const auto raw = CommandSet::raw<Raw>();
    commands.command(migrate, "sql", "Print the scripts between two versions",
                     [raw] { return sqlFrom(*raw); })
            .add_option("FROM:TO", raw->versions, "As 0:10 for all, 10:9 for a way back")
            ->required();
    commands.command(migrate, "validate", "Compare the history and the schema with the scripts",
                     [] { return CommandRun{runMigrateValidate}; });
    describeAdopt(commands, migrate);
}
