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
    describeIndex(commands);
    describeExport(commands);
    describeCopy(commands);
    describeBackups(commands);
    describeTrash(commands);
    describeCredentials(commands);
    describeEvents(commands);
    describeHealth(commands);
}

// The command that was named last, or the program itself.
const CLI::App &namedLast(const CLI::App &app)
{
    const CLI::App *last = &app;
    while (!last->get_subcommands().empty())
        last = last->get_subcommands().front();
    return *last;
}

// "tidemarkctl alerts add".
QString pathOf(const CLI::App &command)
{
    const QString name = QString::fromStdString(command.get_name());
    return command.get_parent() ? pathOf(*command.get_parent()) + u' ' + name : name;
}

QString seeHelp(const CLI::App &app)
{
    return u"See '%1 --help'."_s.arg(pathOf(namedLast(app)));
}

// What CLI11 calls required, with what it is for.
QString missingOption(const CLI::App &app, const CLI::RequiredError &error)
{
    const QString said = QString::fromUtf8(error.what()).trimmed();
    const QString name = said.chopped(said.endsWith(" is required"_L1) ? 12 : 0);
    const CLI::Option *option = namedLast(app).get_option_no_throw(name.toStdString());
    if (!option)
        return u"%1. %2"_s.arg(said, seeHelp(app));
    return u"%1 is missing: %2. %3"_s.arg(name, QString::fromStdString(option->get_description()),
                                          seeHelp(app));
}

// CLI11 only says that a command is required.
QString missingCommand(const CLI::App &app, const QStringList &arguments)
{
    const CLI::App *last = &namedLast(app);
    const QString where = pathOf(*last);
    const QStringList words = where.split(u' ');
    QString unknown;
    bool isValue = false; // of the option before it
    for (const QString &argument : arguments) {
        if (!std::exchange(isValue, argument == "--database"_L1) && !argument.startsWith(u'-') &&
            !words.contains(argument))
            unknown = unknown.isEmpty() ? argument : unknown;
    }
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
        const CLI::App &asked = namedLast(app);
        const QString parents = asked.get_parent() ? pathOf(*asked.get_parent()) : QString{};
        return Notice{QString::fromStdString(asked.help(parents.toStdString()))};
    } catch (const CLI::CallForVersion &) {
        return Notice{u"tidemarkctl %1\n"_s.arg(QCoreApplication::applicationVersion())};
    } catch (const CLI::RequiredError &error) {
        if (QByteArrayView{error.what()}.contains("subcommand"))
            return wrongUsage(missingCommand(app, arguments));
        return wrongUsage(missingOption(app, error));
    } catch (const CLI::ExtrasError &error) {
        if (app.got_subcommand("credentials")) // what is too much may be a secret: not repeated
            return wrongUsage(
                    u"A secret is no argument: other programs see it there and the shell keeps "
                    "it. Give it on standard input or when asked. If you wrote one here, make a "
                    "new one where you got it."_s);
        return wrongUsage(u"%1. %2"_s.arg(QString::fromUtf8(error.what()).trimmed(), seeHelp(app)));
    } catch (const CLI::ParseError &error) {
        return wrongUsage(u"%1. %2"_s.arg(QString::fromUtf8(error.what()).trimmed(), seeHelp(app)));
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

Result<QDateTime> timeFrom(const std::string &text, QLatin1StringView option)
{
    if (text.empty())
        return QDateTime{};
    const QDateTime time = parseTime(QString::fromStdString(text));
    if (!time.isValid())
        return wrongUsage(
                u"%1 is no time: write it as 2026-11-20 or 2026-11-20T03:15:00Z."_s.arg(option));
    return time;
}

Result<TimeRange> rangeFrom(const std::string &from, const std::string &to)
{
    const Result<QDateTime> first = timeFrom(from, "--from"_L1);
    if (!first)
        return fail(first.error());
    const Result<QDateTime> end = timeFrom(to, "--to"_L1);
    if (!end)
        return fail(end.error());
    if (first->isValid() && end->isValid() && *first >= *end)
        return wrongUsage(u"--from must be before --to."_s);
    return TimeRange{*first, *end};
}
