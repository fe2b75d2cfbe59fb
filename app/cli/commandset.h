// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <utility>
#include <vector>

// A command with its options, as it was named: what is run once the database is known.
using CommandRun = std::function<ExitCode(const Context &)>;

// The commands of tidemarkctl, as their groups describe them to CLI11. Each group is one function,
// in the file of its commands or beside it: describePrices(CommandSet &).
class CommandSet final
{
public:
    explicit CommandSet(CLI::App &app)
        : m_app{app}
    {}

    // What CLI11 fills while it parses: lives as long as the functions that hold it.
    template <typename Raw> [[nodiscard]] static std::shared_ptr<Raw> raw()
    {
        return std::make_shared<Raw>();
    }

    // A word that needs another one after it: "migrate".
    CLI::App &group(const char *name, const char *description);
    // make is asked when this command was named; its errors are of kind Usage, with the sentence as
    // detail.
    CLI::App &command(CLI::App &parent, const char *name, const char *description,
                      std::function<Result<CommandRun>()> make);
    CLI::App &command(const char *name, const char *description,
                      std::function<Result<CommandRun>()> make)
    {
        return command(m_app, name, description, std::move(make));
    }

    // One that changes what its arguments name: wrong usage where no option says how.
    CLI::App &edit(CLI::App &parent, const char *name, const char *description,
                   std::function<Result<CommandRun>()> make);

    // The command that was named, after the parse.
    [[nodiscard]] Result<CommandRun> named() const;

private:
    CLI::App &m_app;
    std::vector<std::pair<CLI::App *, std::function<Result<CommandRun>()>>> m_commands;
};

[[nodiscard]] tl::unexpected<Error> wrongUsage(const QString &sentence);
