// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/changescommand.h"

#include "app/cli/changestext.h"

using namespace Qt::Literals::StringLiterals;

namespace {

struct RawApply {
    std::string finding;
    bool isTrial = false;
    bool isUnmeasured = false;
    bool isDryRun = false;
};

struct RawRevert {
    qint64 id = 0;
};

ExitCode applyOne(const Context &context, const RawApply &raw)
{
    const ApplyRequest request{QString::fromStdString(raw.finding), raw.isTrial, raw.isUnmeasured};
    if (raw.isDryRun) {
        const Result<std::unique_ptr<Connection>> connection = openToRead(context);
        if (!connection)
            return context.failed(connection.error());
        const Result<IndexChange> planned = plannedChange(**connection, request);
        if (!planned)
            return context.failed(planned.error());
        return context.output.done(jsonOf(*planned), plannedText(*planned));
    }
    const Result<std::unique_ptr<Connection>> connection = openToWrite(context);
    if (!connection)
        return context.failed(connection.error());
    const Result<IndexChange> change = applyFinding(**connection, request);
    if (!change)
        return context.failed(change.error());
    return context.output.done(jsonOf(*change), doneText(*change));
}

ExitCode revertOne(const Context &context, const RawRevert &raw)
{
    const Result<std::unique_ptr<Connection>> connection = openToWrite(context);
    if (!connection)
        return context.failed(connection.error());
    const Result<IndexChange> change = revertChange(**connection, raw.id);
    if (!change)
        return context.failed(change.error());
    return context.output.done(jsonOf(*change), doneText(*change));
}

ExitCode listChanges(const Context &context)
{
    const Result<std::unique_ptr<Connection>> connection = openToWrite(context);
    if (!connection)
        return context.failed(connection.error());
    const Result<QList<WatchedChange>> changes = watchedChanges(**connection);
    if (!changes)
        return context.failed(changes.error());
    return context.output.done(jsonOf(*changes), textOf(*changes));
}

} // namespace

void describeChanges(CommandSet &commands, CLI::App &group)
{
    const auto applied = CommandSet::raw<RawApply>();
    CLI::App &doing = commands.command(
            group, "apply", "Do what a finding proposes, on the record and with a way back",
            [applied]() -> Result<CommandRun> {
                if (applied->finding.empty())
                    return wrongUsage(
                            u"FINDING is empty: give the name of one that 'tidemarkctl index "
                            "report' lists."_s);
                return CommandRun{
                        [applied](const Context &context) { return applyOne(context, *applied); }};
            });
    doing.add_option("FINDING", applied->finding, "Its name, as 'index report' gives it")
            ->required();
    doing.add_flag("--trial", applied->isTrial,
                   "Only hide the index from statements for now (MariaDB, MySQL)");
    doing.add_flag("--unmeasured", applied->isUnmeasured,
                   "Also where nothing was measured, or where it speaks against it");
    doing.add_flag("--dry-run", applied->isDryRun, "Only print the SQL to do and to undo");
    commands.command(group, "changes", "What was done about indexes, and how statements fare since",
                     [] { return CommandRun{listChanges}; });
    const auto reverted = CommandSet::raw<RawRevert>();
    CLI::App &undoing = commands.command(
            group, "revert", "Take a change back: make the index again, or drop the new one",
            [reverted] {
                return CommandRun{[reverted](const Context &context) {
                    return revertOne(context, *reverted);
                }};
            });
    undoing.add_option("ID", reverted->id, "The number of the change, as 'index changes' shows it")
            ->required();
}
