// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commandset.h"

using namespace Qt::Literals::StringLiterals;

namespace {

// "--level", in the order of the help; without those that change nothing themselves.
QList<const CLI::Option *> changingOptions(const CLI::App &command)
{
    QList<const CLI::Option *> options;
    for (const CLI::Option *option : command.get_options()) {
        const std::string name = option->get_name();
        if (name.starts_with("--") && name != "--help" && name != "--force")
            options.append(option);
    }
    return options;
}

Result<> checkChanges(const CLI::App &command)
{
    QStringList names;
    for (const CLI::Option *option : changingOptions(command)) {
        if (option->count() > 0)
            return {};
        names.append(QString::fromStdString(option->get_name()));
    }
    return wrongUsage(
            u"Nothing is to be changed: give one or more of %1."_s.arg(names.join(u", "_s)));
}

} // namespace

CLI::App &CommandSet::group(const char *name, const char *description)
{
    CLI::App *added = m_app.add_subcommand(name, description);
    added->require_subcommand(1);
    added->fallthrough();
    return *added;
}

CLI::App &CommandSet::command(CLI::App &parent, const char *name, const char *description,
                              std::function<Result<CommandRun>()> make)
{
    CLI::App *added = parent.add_subcommand(name, description);
    added->fallthrough();
    m_commands.emplace_back(added, std::move(make));
    return *added;
}

CLI::App &CommandSet::edit(CLI::App &parent, const char *name, const char *description,
                           std::function<Result<CommandRun>()> make)
{
    CLI::App &added = command(parent, name, description, {});
    m_commands.back().second = [&added, make = std::move(make)] {
        return checkChanges(added).and_then(make);
    };
    return added;
}

Result<CommandRun> CommandSet::named() const
{
    // One below another ('alerts log delete') is named with it, and was described after it.
    for (auto command = m_commands.crbegin(); command != m_commands.crend(); ++command) {
        if (command->first->parsed())
            return command->second();
    }
    return wrongUsage(u"A command is missing. See 'tidemarkctl --help'."_s);
}

tl::unexpected<Error> wrongUsage(const QString &sentence)
{
    return fail(Error::Kind::Usage, sentence);
}
