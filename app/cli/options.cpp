// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/options.h"

#include <QCoreApplication>

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int MostPoints = 1'000'000;

// What CLI11 fills before it is checked.
struct Raw {
    std::string database;
    bool json = false;
    bool once = false;
    bool daemon = false;
    std::string source = "coinspot";
    int slotSeconds = 300;
    int version = -1;
    std::string versions;
    bool dryRun = false;
    std::string folder;
    bool noBackup = false;
    bool acceptLoss = false;
    std::string coin;
    std::string from;
    std::string to;
    int points = 1000;
    std::string copyTo;
    std::string backup;
};

struct Commands {
    CLI::App *collect = nullptr;
    CLI::App *migrateStatus = nullptr;
    CLI::App *migrateUp = nullptr;
    CLI::App *migrateAdopt = nullptr;
    CLI::App *migrateDown = nullptr;
    CLI::App *migrateSql = nullptr;
    CLI::App *migrateValidate = nullptr;
    CLI::App *pricesLatest = nullptr;
    CLI::App *pricesSeries = nullptr;
    CLI::App *barsRebuild = nullptr;
    CLI::App *copy = nullptr;
    CLI::App *backupsList = nullptr;
    CLI::App *backupsVerify = nullptr;
    CLI::App *backupsRestore = nullptr;
    CLI::App *health = nullptr;
};

void describeGeneral(CLI::App &app, Raw &raw)
{
    app.set_version_flag("--version", QCoreApplication::applicationVersion().toStdString());
    app.set_help_flag("-h,--help", "Show this help and end");
    app.add_option("--database", raw.database,
                   "Database URL, as sqlite:////absolute/path/market.db "
                   "(default: DATABASE_URL, then the data folder)")
            ->type_name("URL");
    app.add_flag("--json", raw.json,
                 "One JSON document on standard output, messages on standard error");
    app.require_subcommand(1);
    app.fallthrough();
    app.footer(
            "Exit status: 0 done, 1 failed, 2 wrong usage or configuration, 3 refused for safety,\n"
            "4 the network or a server could not be reached.");
}

CLI::App *group(CLI::App &app, const char *name, const char *description)
{
    CLI::App *added = app.add_subcommand(name, description);
    added->require_subcommand(1);
    added->fallthrough();
    return added;
}

CLI::App *command(CLI::App &parent, const char *name, const char *description)
{
    CLI::App *added = parent.add_subcommand(name, description);
    added->fallthrough();
    return added;
}

void describeMigrate(CLI::App &app, Raw &raw, Commands &commands)
{
    const auto addRunOptions = [&raw](CLI::App &command) {
        command.add_flag("--dry-run", raw.dryRun, "Print the SQL and change nothing");
        command.add_flag("--no-backup", raw.noBackup, "Make no backup before the first change");
    };
    CLI::App *migrate = group(app, "migrate", "Look at and change the database's schema");
    commands.migrateStatus = command(*migrate, "status", "Version, what is pending, and drift");
    commands.migrateUp = command(*migrate, "up", "Apply pending migrations, each verified");
    commands.migrateUp->add_option("VERSION", raw.version, "Where to stop (default: the newest)")
            ->check(CLI::Range(0, 999'999));
    addRunOptions(*commands.migrateUp);
    commands.migrateDown = command(*migrate, "down", "Go back to a version, verified");
    commands.migrateDown->add_option("VERSION", raw.version, "Where to stop")
            ->required()
            ->check(CLI::Range(0, 999'999));
    addRunOptions(*commands.migrateDown);
    commands.migrateDown->add_flag("--accept-loss", raw.acceptLoss,
                                   "Go on although rows, columns or digits are lost");
    commands.migrateSql = command(*migrate, "sql", "Print the scripts between two versions");
    commands.migrateSql->add_option("FROM:TO", raw.versions, "As 0:10 for all, 10:9 for a way back")
            ->required();
    commands.migrateValidate =
            command(*migrate, "validate", "Compare the history and the schema with the scripts");
    commands.migrateAdopt = command(*migrate, "adopt",
                                    "Take over a database that Alembic made or nobody versioned");
    commands.migrateAdopt->add_flag("--dry-run", raw.dryRun,
                                    "Say what would be done, change nothing");
    commands.migrateAdopt
            ->add_option("--folder", raw.folder,
                         "Where rows without all prices are written (default: the data folder)")
            ->type_name("FOLDER");
    commands.migrateAdopt->add_flag("--no-backup", raw.noBackup, "Make no backup before it");
}

void describeBackups(CLI::App &app, Raw &raw, Commands &commands)
{
    CLI::App *backups = group(app, "backups", "Backups that were made before migrations");
    commands.backupsList = command(*backups, "list", "Those of this database, newest first");
    commands.backupsVerify =
            command(*backups, "verify", "Read backups whole and compare them with what they were");
    commands.backupsVerify->add_option("FILE", raw.backup, "One of the list (default: all)");
    commands.backupsRestore =
            command(*backups, "restore", "Put a backup back in place of what is there, verified");
    commands.backupsRestore->add_option("FILE", raw.backup, "One of the list, or a path")
            ->required();
    commands.backupsRestore->add_flag("--accept-loss", raw.acceptLoss,
                                      "Go on although what was written since is lost");
    commands.backupsRestore->add_flag("--no-backup", raw.noBackup,
                                      "Make no backup of what is there now");
}

void describeCopy(CLI::App &app, Raw &raw, Commands &commands)
{
    commands.copy =
            command(app, "copy", "Copy the whole database to an empty one of any engine, verified");
    commands.copy
            ->add_option("--to", raw.copyTo,
                         "Database URL, as postgresql://user@host/name; its password comes from "
                         "DB_TARGET_PASSWORD, else from DB_PASSWORD. A copy that was stopped goes "
                         "on")
            ->type_name("URL")
            ->required();
}

Commands describe(CLI::App &app, Raw &raw)
{
    describeGeneral(app, raw);
    Commands commands;

    commands.collect =
            command(app, "collect", "Collect prices: once, or as a service in the background");
    auto *once = commands.collect->add_flag("--once", raw.once, "One run for the slot that is now");
    auto *daemon = commands.collect->add_flag("--daemon", raw.daemon,
                                              "Every five minutes until SIGTERM or SIGINT");
    once->excludes(daemon);
    commands.collect->add_option("--source", raw.source, "Where from")
            ->check(CLI::IsMember({"coinspot"}))
            ->capture_default_str();
    commands.collect
            ->add_option("--slot-seconds", raw.slotSeconds,
                         "Length of a slot with --daemon, for a demo market")
            ->check(CLI::Range(1, 300))
            ->capture_default_str();

    describeMigrate(app, raw, commands);

    CLI::App *prices = group(app, "prices", "Read prices back, exact to the last digit");
    commands.pricesLatest = command(*prices, "latest", "The newest price of every coin");
    commands.pricesSeries =
            command(*prices, "series", "One coin over time, as open, high, low, close");
    commands.pricesSeries->add_option("COIN", raw.coin, "As btc, or its symbol BTC.COINSPOT")
            ->required();
    commands.pricesSeries
            ->add_option("--from", raw.from,
                         "First moment, as 2026-11-20 or 2026-11-20T03:15Z "
                         "(default: the oldest price)")
            ->type_name("TIME");
    commands.pricesSeries->add_option("--to", raw.to, "Moment after the last (default: now)")
            ->type_name("TIME");
    commands.pricesSeries->add_option("--points", raw.points, "At most this many points")
            ->check(CLI::Range(1, MostPoints))
            ->capture_default_str();

    CLI::App *bars = group(app, "bars", "Hourly and daily bars");
    commands.barsRebuild = command(*bars, "rebuild", "Make all bars again from the stored prices");

    describeCopy(app, raw, commands);
    describeBackups(app, raw, commands);

    commands.health = command(app, "health", "Database, collector, gaps and disk at a glance");
    return commands;
}

tl::unexpected<Error> wrongUsage(const QString &sentence)
{
    return fail(Error::Kind::Usage, sentence);
}

Result<Command> collectFrom(const Raw &raw)
{
    if (raw.once == raw.daemon)
        return wrongUsage(u"Say either 'collect --once' or 'collect --daemon'."_s);
    if (raw.once)
        return CollectOnce{};
    return CollectDaemon{raw.slotSeconds};
}

Result<Command> seriesFrom(const Raw &raw)
{
    PricesSeries series;
    series.coin = QString::fromStdString(raw.coin);
    series.points = raw.points;
    if (series.coin.isEmpty())
        return wrongUsage(u"COIN is empty: write a coin such as btc."_s);
    const std::array<std::tuple<const char *, const std::string *, QDateTime *>, 2> times{
            {{"--from", &raw.from, &series.from}, {"--to", &raw.to, &series.to}}};
    for (const auto &[name, text, target] : times) {
        if (text->empty())
            continue;
        *target = parseTime(QString::fromStdString(*text));
        if (!target->isValid())
            return wrongUsage(
                    u"%1 is no time: write it as 2026-11-20 or 2026-11-20T03:15:00Z."_s.arg(
                            QLatin1StringView{name}));
    }
    if (series.from.isValid() && series.to.isValid() && series.from >= series.to)
        return wrongUsage(u"--from must be before --to."_s);
    return series;
}

// FROM:TO
Result<Command> sqlFrom(const Raw &raw)
{
    const QStringList versions = QString::fromStdString(raw.versions).split(u':');
    bool isFrom = false;
    bool isTo = false;
    const MigrateSql range{versions.value(0).toInt(&isFrom), versions.value(1).toInt(&isTo)};
    if (versions.size() != 2 || !isFrom || !isTo || range.from < 0 || range.to < 0)
        return wrongUsage(u"FROM:TO is two versions with a colon between: write it as 0:10."_s);
    return range;
}

Result<Command> commandFrom(const Commands &commands, const Raw &raw)
{
    if (commands.collect->parsed())
        return collectFrom(raw);
    if (commands.migrateStatus->parsed())
        return MigrateStatus{};
    if (commands.migrateUp->parsed())
        return MigrateUp{raw.version < 0 ? std::nullopt : std::optional{raw.version}, raw.dryRun,
                         !raw.noBackup};
    if (commands.migrateDown->parsed())
        return MigrateDown{raw.version, raw.dryRun, !raw.noBackup, raw.acceptLoss};
    if (commands.migrateSql->parsed())
        return sqlFrom(raw);
    if (commands.migrateValidate->parsed())
        return MigrateValidate{};
    if (commands.migrateAdopt->parsed())
        return MigrateAdopt{raw.dryRun, QString::fromStdString(raw.folder), !raw.noBackup};
    if (commands.pricesLatest->parsed())
        return PricesLatest{};
    if (commands.pricesSeries->parsed())
        return seriesFrom(raw);
    if (commands.barsRebuild->parsed())
        return BarsRebuild{};
    if (commands.copy->parsed())
        return CopyDatabase{QString::fromStdString(raw.copyTo)};
    if (commands.backupsList->parsed())
        return BackupsList{};
    if (commands.backupsVerify->parsed())
        return BackupsVerify{QString::fromStdString(raw.backup)};
    if (commands.backupsRestore->parsed())
        return BackupsRestore{QString::fromStdString(raw.backup), raw.acceptLoss, !raw.noBackup};
    return Health{};
}

} // namespace

Result<std::variant<Options, Notice>> parseOptions(const QStringList &arguments)
{
    CLI::App app{"Your own market-price database, on the command line.", "tidemarkctl"};
    Raw raw;
    const Commands commands = describe(app, raw);
    // CLI11 takes the arguments last first.
    std::vector<std::string> reversed;
    for (auto argument = arguments.crbegin(); argument != arguments.crend(); ++argument)
        reversed.push_back(argument->toStdString());
    try {
        app.parse(reversed);
    } catch (const CLI::CallForHelp &) {
        const CLI::App *asked = &app;
        while (!asked->get_subcommands().empty())
            asked = asked->get_subcommands().front();
        return Notice{QString::fromStdString(asked->help())};
    } catch (const CLI::CallForVersion &) {
        return Notice{u"tidemarkctl %1\n"_s.arg(QCoreApplication::applicationVersion())};
    } catch (const CLI::ParseError &error) {
        return wrongUsage(
                u"%1. See 'tidemarkctl --help'."_s.arg(QString::fromUtf8(error.what()).trimmed()));
    }
    if (app.count("--database") > 0 && raw.database.empty())
        return wrongUsage(u"--database is empty: write sqlite:////absolute/path/market.db."_s);
    Options options;
    options.database = QString::fromStdString(raw.database);
    options.json = raw.json;
    return commandFrom(commands, raw).transform([&](Command command) {
        options.command = std::move(command);
        return std::variant<Options, Notice>{std::move(options)};
    });
}

QDateTime parseTime(const QString &text)
{
    QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!time.isValid())
        return {};
    if (time.timeSpec() == Qt::LocalTime)
        time.setTimeSpec(Qt::UTC);
    return time.toUTC();
}
