// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commandline.h"
#include "app/cli/commands.h"
#include "app/cli/options.h"
#include "app/cli/trashcommand.h"
#include "app/cli/trashpurgecommand.h"
#include "app/cli/trashtext.h"

using namespace Qt::Literals::StringLiterals;

namespace {

// What CLI11 fills before it is checked.
struct Raw {
    std::string kind;
    std::string by;
    std::string text;
    std::string from;
    std::string to;
    std::string before;
    std::string batch;
    std::string after;
    int limit = 200;
    std::string symbol;
    std::string reason;
    std::vector<qint64> ids;
    std::vector<std::string> items;
    bool withLogs = false;
    std::string folder;
    qint64 exportId = 0;
    bool isTrial = false;
    bool isSure = false;
};

QString textOf(const std::string &text)
{
    return QString::fromStdString(text);
}

Result<std::optional<TrashKind>> kindFrom(const std::string &text)
{
    if (text.empty())
        return std::optional<TrashKind>{};
    if (const std::optional<TrashKind> kind = trashKindFromName(textOf(text)))
        return kind;
    return wrongUsage(CommandLine::tr("'%1' is nothing that the recycle bin holds. There are "
                                      "quotes, rules and logs.")
                              .arg(textOf(text)));
}

Result<TrashRequest> requestFrom(const Raw &raw)
{
    TrashRequest request;
    const Result<std::optional<TrashKind>> kind = kindFrom(raw.kind);
    if (!kind)
        return fail(kind.error());
    const Result<TimeRange> range = rangeFrom(raw.from, raw.to);
    if (!range)
        return fail(range.error());
    request.kind = *kind;
    request.from = range->from;
    request.to = range->to;
    request.by = textOf(raw.by);
    request.text = textOf(raw.text);
    request.batch = textOf(raw.batch);
    request.limit = raw.limit;
    if (!raw.after.empty()) {
        request.after = placeFrom(textOf(raw.after));
        if (!request.after)
            return wrongUsage(CommandLine::tr("--after takes what 'trash list' gave as 'next'."));
    }
    return request;
}

// "rule:3 log:7", or "rules 3 4 logs 7".
Result<QList<TrashKey>> keysFrom(const std::vector<std::string> &items)
{
    QList<TrashKey> keys;
    std::optional<TrashKind> kind;
    for (const std::string &item : items) {
        QString text = textOf(item);
        if (const std::optional<TrashKind> word = trashKindFromName(text)) {
            kind = word;
            continue;
        }
        std::optional<TrashKind> own = kind;
        if (const qsizetype colon = text.indexOf(u':'); colon > 0) {
            own = trashKindFromName(text.first(colon));
            text = text.sliced(colon + 1);
        }
        bool isNumber = false;
        const qint64 id = text.toLongLong(&isNumber);
        if (!own || !isNumber)
            return wrongUsage(CommandLine::tr("'%1' names no row of the recycle bin. Write it as "
                                              "rule:3, log:7 or quote:12.")
                                      .arg(textOf(item)));
        if (const TrashKey key{*own, id}; !keys.contains(key))
            keys.append(key);
    }
    return keys;
}

// end: the option for the time up to which rows were deleted, which goes into to.
void describeFilter(CLI::App &command, Raw &raw, const char *end, std::string &to)
{
    command.add_option("--kind", raw.kind, "quotes, rules or logs (default: all)");
    command.add_option("--by", raw.by, "Somewhere in who deleted it")->type_name("NAME");
    command.add_option("--text", raw.text, "Somewhere in symbol, rule, message or reason");
    command.add_option("--from", raw.from, "Deleted from this time on, UTC")->type_name("TIME");
    command.add_option(end, to, "Deleted before this time, UTC")->type_name("TIME");
    command.add_option("--batch", raw.batch, "Deleted at once, as 'trash delete' named it")
            ->type_name("BATCH");
}

void describeList(CommandSet &commands, CLI::App &trash)
{
    const auto raw = CommandSet::raw<Raw>();
    CLI::App &list = commands.command(
            trash, "list", "What was deleted, when and by whom; the newest first", [raw] {
                return requestFrom(*raw).transform([](const TrashRequest &request) {
                    return CommandRun{[request](const Context &context) {
                        return listTrash(context, request);
                    }};
                });
            });
    describeFilter(list, *raw, "--to", raw->to);
    list.add_option("--limit", raw->limit, "At most so many rows")
            ->check(CLI::Range(1, 100'000))
            ->capture_default_str();
    list.add_option("--after", raw->after, "Rows behind this one: what the page before named");
}

void describeReason(CLI::App &command, Raw &raw)
{
    command.add_option("--reason", raw.reason, "Why, for whoever looks later");
}

void describeDelete(CommandSet &commands, CLI::App &trash)
{
    CLI::App &group = *trash.add_subcommand("delete", "Put rows into the recycle bin");
    group.require_subcommand(1);
    group.fallthrough();

    const auto raw = CommandSet::raw<Raw>();
    CLI::App &quotes = commands.command(
            group, "quotes", "Delayed quotes of one symbol, of a time that was wrong",
            [raw]() -> Result<CommandRun> {
                const Result<TimeRange> time = rangeFrom(raw->from, raw->to);
                if (!time)
                    return fail(time.error());
                if (!time->from.isValid() && !time->to.isValid())
                    return wrongUsage(CommandLine::tr("Say of which time, with --from, --to or "
                                                      "both."));
                return CommandRun{[range = QuoteRange{textOf(raw->symbol), time->from, time->to},
                                   reason = textOf(raw->reason)](const Context &context) {
                    return deleteQuotes(context, range, reason);
                }};
            });
    quotes.add_option("--symbol", raw->symbol, "As BHP.AU")->required();
    quotes.add_option("--from", raw->from, "From this time on, UTC")->type_name("TIME");
    quotes.add_option("--to", raw->to, "Before this time, UTC")->type_name("TIME");
    describeReason(quotes, *raw);

    CLI::App &rules =
            commands.command(group, "rules", "Alert rules", [raw]() -> Result<CommandRun> {
                return CommandRun{[ids = QList<qint64>(raw->ids.begin(), raw->ids.end()),
                                   withLogs = raw->withLogs,
                                   reason = textOf(raw->reason)](const Context &context) {
                    return deleteRules(context, ids, withLogs, reason);
                }};
            });
    rules.add_option("ID", raw->ids, "One or more, as 'alerts list' shows them")->required();
    rules.add_flag("--with-logs", raw->withLogs, "Their logged alerts, too");
    describeReason(rules, *raw);

    CLI::App &logs =
            commands.command(group, "logs", "Logged alerts", [raw]() -> Result<CommandRun> {
                return CommandRun{[ids = QList<qint64>(raw->ids.begin(), raw->ids.end()),
                                   reason = textOf(raw->reason)](const Context &context) {
                    return deleteLogs(context, ids, reason);
                }};
            });
    logs.add_option("ID", raw->ids, "One or more, as 'alerts log' shows them")->required();
    describeReason(logs, *raw);
}

void describeRestore(CommandSet &commands, CLI::App &trash)
{
    const auto raw = CommandSet::raw<Raw>();
    CLI::App &restore = commands.command(
            trash, "restore",
            "Bring rows back as they were, a rule with the alerts that went along",
            [raw]() -> Result<CommandRun> {
                if (!raw->batch.empty() && raw->items.empty())
                    return CommandRun{[batch = textOf(raw->batch)](const Context &context) {
                        return restoreBatch(context, batch);
                    }};
                if (!raw->batch.empty())
                    return wrongUsage(CommandLine::tr("Give rows or --batch, not both."));
                const Result<QList<TrashKey>> keys = keysFrom(raw->items);
                if (!keys)
                    return fail(keys.error());
                if (keys->isEmpty())
                    return wrongUsage(
                            CommandLine::tr("Say what to restore, as rule:3, or --batch."));
                return CommandRun{[keys = *keys](const Context &context) {
                    return restoreTrash(context, keys);
                }};
            });
    restore.add_option("ITEM", raw->items, "As rule:3, log:7 or quote:12");
    restore.add_option("--batch", raw->batch,
                       "All that was deleted at once, as 'trash delete' named it")
            ->type_name("BATCH");
}

void describeExport(CommandSet &commands, CLI::App &trash)
{
    const auto raw = CommandSet::raw<Raw>();
    CLI::App &command = commands.command(
            trash, "export", "Write what lies there to CSV files, so that it may be purged",
            [raw]() -> Result<CommandRun> {
                Result<TrashRequest> rows = requestFrom(*raw);
                const Result<QDateTime> before = timeFrom(raw->before, "--before"_L1);
                const Result<QList<TrashKey>> keys = keysFrom(raw->items);
                if (!rows || !before || !keys)
                    return fail(!rows ? rows.error() : !before ? before.error() : keys.error());
                if (raw->folder.empty())
                    return wrongUsage(CommandLine::tr("--out needs a folder."));
                rows->to = *before;
                rows->keys = *keys;
                return CommandRun{
                        [plan = TrashExportPlan{textOf(raw->folder), *rows}](
                                const Context &context) { return exportTrashTo(context, plan); }};
            });
    command.add_option("ITEM", raw->items, "Only these, as rule:3, log:7 or quote:12");
    command.add_option("--out", raw->folder, "A folder of its own, new or empty; it is made")
            ->type_name("FOLDER")
            ->required();
    describeFilter(command, *raw, "--before", raw->before);
}

void describePurge(CommandSet &commands, CLI::App &trash)
{
    const auto raw = CommandSet::raw<Raw>();
    CLI::App &purge = commands.command(trash, "purge",
                                       "Take what was exported away; only the export has it then",
                                       [raw]() -> Result<CommandRun> {
                                           PurgeRequest request{{}, raw->isTrial, raw->isSure};
                                           if (raw->exportId != 0)
                                               request.exportId = raw->exportId;
                                           return CommandRun{[request](const Context &context) {
                                               return purgeTrashOf(context, request);
                                           }};
                                       });
    purge.add_option("--export", raw->exportId,
                     "Only what this export has (default: all exports that are not purged yet)")
            ->type_name("NUMBER");
    purge.add_flag("--dry-run", raw->isTrial, "Check the exports and say what would go");
    purge.add_flag("--yes", raw->isSure, "Ask nobody; needed where nobody sits at a terminal");
}

void describeUndoPurge(CommandSet &commands, CLI::App &trash)
{
    const auto raw = CommandSet::raw<Raw>();
    CLI::App &undo = commands.command(
            trash, "undo-purge", "Put what was purged into the recycle bin again, by its export",
            [raw]() -> Result<CommandRun> {
                return CommandRun{[folder = textOf(raw->folder)](const Context &context) {
                    return undoPurgeOf(context, folder);
                }};
            });
    undo.add_option("FOLDER", raw->folder,
                    "The export's folder, with its files as they were written")
            ->required();
}

} // namespace

void describeTrash(CommandSet &commands)
{
    CLI::App &trash = commands.group("trash", "The recycle bin: deleted quotes, rules and alerts");
    describeList(commands, trash);
    describeDelete(commands, trash);
    describeRestore(commands, trash);
    describeExport(commands, trash);
    describePurge(commands, trash);
    describeUndoPurge(commands, trash);
}
