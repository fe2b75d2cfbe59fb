// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "app/cli/commandline.h"
#include "db/bars/rebuild.h"
#include "migrations/firststart.h"

using namespace Qt::Literals::StringLiterals;

namespace {

ExitCode rebuild(const Context &context)
{
    const Result<RebuildReport> report =
            Connection::open(context.database)
                    .and_then([&](const std::unique_ptr<Connection> &connection) {
                        return MigrationSet::shipped(context.database.engine)
                                .and_then([&](const MigrationSet &migrations) {
                                    return bringEmptyToHead({*connection, migrations});
                                })
                                .and_then([&](const MigrationReport &) {
                                    return rebuildBars(*connection, RebuildScope::All);
                                });
                    });
    if (!report)
        return context.failed(report.error());
    return context.output.done({{u"coins"_s, report->coins}, {u"bars"_s, report->bars}},
                               CommandLine::tr("%1 bars of %2 coins made again.")
                                       .arg(report->bars)
                                       .arg(report->coins));
}

} // namespace

void describeBars(CommandSet &commands)
{
    CLI::App &bars = commands.group("bars", "Hourly and daily bars");
    commands.command(bars, "rebuild", "Make all bars again from the stored prices",
                     [] { return CommandRun{rebuild}; });
}
