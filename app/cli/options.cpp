// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/options.h"

#include "app/cli/commands.h"

#include <QCoreApplication>

#include <array>
#include <string>

using namespace Qt::Literals::StringLiterals;

namespace {

struct General {
    std::string database;
    bool json = false;
};

void describeGeneral(CLI::App &app, General &general)
{
    app.set_version_flag("--version", QCoreApplication::applicationVersion().toStdString());
    app.set_help_flag("-h,--help", "Show this help and end");
    app.add_option("--database", general.database,
                   "Database URL, as sqlite:////absolute/path/market.db "
                   "(default: DATABASE_URL, then the data folder)")
            ->type_name("URL");
    app.add_flag("--json", general.json,
                 "One JSON document on standard output, messages on standard error");
    app.require_subcommand(1);
    app.fallthrough();
    app.footer(
            "Exit status: 0 done, 1 failed, 2 wrong usage or configuration, 3 refused for safety,\n"
            "4 the network or a server could not be reached.");
}

void describeCommands(CommandSet &commands)
{
    describeCollect(commands);
    describeMigrate(commands);
    describePrices(commands);
    describeAlerts(commands);
    describeAssets(commands);
    describePortfolio(commands);
    describeWatchlist(commands);
    describeBars(commands);
    describeCopy(commands);
    describeBackups(commands);
    describeCredentials(commands);
    describeHealth(commands);
}

// CLI11 only says that a command is required.
QString missingCommand(const CLI::App &app, const QStringList &arguments)
{
    QStringList words;
    const CLI::App *last = &app;
    while (!last->get_subcommands().empty()) {
        last = last->get_subcommands().front();
        words.append(QString::fromStdString(last->get_name()));
    }
    QString unknown;
    for (const QString &argument : arguments) {
        if (!argument.startsWith(u'-') && !words.contains(argument))
            unknown = unknown.isEmpty() ? argument : unknown;
    }
    const QString where = (QStringList{u"tidemarkctl"_s} + words).join(u' ');
    QStringList known;
    for (const CLI::App *command : last->get_subcommands([](const CLI::App *) { return true; }))
        known.append(QString::fromStdString(command->get_name()));
    return (unknown.isEmpty() ? u"'%1' needs a command: %3."_s
                              : u"'%1' has no command '%2'. There are: %3."_s)
            .replace(u"%1"_s, where)
            .replace(u"%2"_s, unknown)
            .replace(u"%3"_s, known.join(u", "_s));
}

} // namespace

Result<std::variant<Options, Notice>> parseOptions(const QStringList &arguments)
{
    CLI::App app{"Your own market-price database, on the command line.", "tidemarkctl"};
    General general;
    describeGeneral(app, general);
    CommandSet commands{app};
    describeCommands(commands);
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
    } catch (const CLI::RequiredError &error) {
        if (QByteArrayView{error.what()}.contains("subcommand"))
            return wrongUsage(missingCommand(app, arguments));
        return wrongUsage(
                u"%1. See 'tidemarkctl --help'."_s.arg(QString::fromUtf8(error.what()).trimmed()));
    } catch (const CLI::ExtrasError &error) {
        if (app.got_subcommand("credentials")) // what is too much may be a secret: not repeated
            return wrongUsage(
                    u"A secret is no argument: other programs see it there and the shell keeps "
                    "it. Give it on standard input or when asked. If you wrote one here, make a "
                    "new one where you got it."_s);
        return wrongUsage(
                u"%1. See 'tidemarkctl --help'."_s.arg(QString::fromUtf8(error.what()).trimmed()));
    } catch (const CLI::ParseError &error) {
        return wrongUsage(
                u"%1. See 'tidemarkctl --help'."_s.arg(QString::fromUtf8(error.what()).trimmed()));
    }
    if (app.count("--database") > 0 && general.database.empty())
        return wrongUsage(u"--database is empty: write sqlite:////absolute/path/market.db."_s);
    return commands.named().transform([&](CommandRun command) {
        return std::variant<Options, Notice>{Options{QString::fromStdString(general.database),
                                                     general.json, std::move(command)}};
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
