// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commandset.h"

using namespace Qt::Literals::StringLiterals;

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
