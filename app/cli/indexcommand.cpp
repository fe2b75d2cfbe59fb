// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/changescommand.h"
#include "app/cli/commands.h"
#include "app/cli/indextext.h"
#include "app/cli/labcommand.h"
#include "app/cli/queriescommand.h"

#include "app/tuning/indexadvice.h"

#include <QCoreApplication>

namespace {

ExitCode reportIndexes(const Context &context)
{
    const Result<IndexReport> report = openAtAnyVersion(context).and_then(
            [](const std::unique_ptr<Connection> &connection) { return indexAdvice(*connection); });
    if (!report)
        return context.failed(report.error());
    return context.output.done(jsonOf(*report, context.database.engine), textOf(*report));
}

} // namespace

void describeIndex(CommandSet &commands)
{
    CLI::App &index = commands.group("index", "Advice on the indexes of the database");
    commands.command(index, "report",
                     "Indexes that do the work of others, are not used or are missing",
                     [] { return CommandRun{reportIndexes}; });
    describeLab(commands, index);
    describeChanges(commands, index);
    describeQueries(commands, index);
}
