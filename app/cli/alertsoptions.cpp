// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/alertlogcommand.h"
#include "app/cli/alertscommand.h"
#include "app/cli/commands.h"
#include "app/cli/options.h"
#include "app/cli/ruleoptions.h"
#include "db/domain/alerts/span.h"

using namespace Qt::Literals::StringLiterals;

namespace {

struct RawLog {
    std::string status;
    std::string symbol;
    std::string rule;
    std::string from;
    std::string to;
    bool isDeleted = false;
    int limit = 200;
};

struct RawReplay {
    std::string rule;
    std::string from;
    std::string to;
};

QString textOf(const std::string &text)
{
    return QString::fromStdString(text);
}

void describeAdd(CommandSet &commands, CLI::App &alerts)
{
    const auto raw = CommandSet::raw<RawRule>();
    CLI::App &add = commands.command(alerts, "add", "Make a rule", [raw] {
        return ruleEditFrom(*raw).transform([](const RuleEdit &edit) {
            return CommandRun{[edit](const Context &context) { return addRule(context, edit); }};
        });
    });
    describeRuleFields(add, *raw, true);
}

void describeEdit(CommandSet &commands, CLI::App &alerts)
{
    const auto raw = CommandSet::raw<RawRule>();
    CLI::App &edit = commands.edit(
            alerts, "edit", "Make the next version of a rule; the one before stays in the history",
            [raw] {
                return ruleEditFrom(*raw).transform([raw](const RuleEdit &change) {
                    return CommandRun{[rule = textOf(raw->rule), change](const Context &context) {
                        return editRule(context, rule, change);
                    }};
                });
            });
    edit.add_option("RULE", raw->rule, "Its id or name")->required();
    describeRuleFields(edit, *raw, false);
}

Result<AlertLogRequest> requestFrom(const RawLog &raw)
{
    using enum AlertLogRequest::Which;
    static const QHash<QString, AlertLogRequest::Which> words{{u"open"_s, Open},
                                                              {u"triggered"_s, Triggered},
                                                              {u"notified"_s, Notified},
                                                              {u"acknowledged"_s, Acknowledged},
                                                              {u"resolved"_s, Resolved}};
    AlertLogRequest request;
    request.which = words.value(textOf(raw.status), All);
    request.symbol = textOf(raw.symbol);
    request.isDeleted = raw.isDeleted;
    request.limit = raw.limit;
    return rangeFrom(raw.from, raw.to).transform([&](const TimeRange &range) {
        request.from = range.from;
        request.to = range.to;
        return request;
    });
}

// A command on ids: "ack 3 4".
void describeIds(CommandSet &commands, CLI::App &parent, const char *name, const char *description,
                 ExitCode (*run)(const Context &, const QList<qint64> &))
{
    const auto ids = CommandSet::raw<std::vector<qint64>>();
    CLI::App &command =
            commands.command(parent, name, description, [ids, run]() -> Result<CommandRun> {
                QList<qint64> list;
                for (const qint64 id : *ids) {
                    if (!list.contains(id))
                        list.append(id);
                }
                return CommandRun{
                        [list, run](const Context &context) { return run(context, list); }};
            });
    command.add_option("ID", *ids, "One or more, as 'alerts log' shows them")->required();
}

void describeLog(CommandSet &commands, CLI::App &alerts)
{
    const auto raw = CommandSet::raw<RawLog>();
    CLI::App &log = commands.command(alerts, "log", "What fired, newest first", [raw] {
        return requestFrom(*raw).transform([raw](const AlertLogRequest &request) {
            return CommandRun{[request, rule = textOf(raw->rule)](const Context &context) {
                return showAlertLog(context, request, rule);
            }};
        });
    });
    log.add_option("--status", raw->status, "Only alerts in this state")
            ->check(CLI::IsMember({"open", "triggered", "notified", "acknowledged", "resolved"}));
    log.add_option("--symbol", raw->symbol, "Of this symbol alone");
    log.add_option("--rule", raw->rule,
                   "Of this rule alone: its id or name; also of a removed one");
    log.add_option("--from", raw->from, "From this time on, UTC")->type_name("TIME");
    log.add_option("--to", raw->to, "Before this time, UTC")->type_name("TIME");
    log.add_flag("--deleted", raw->isDeleted, "Deleted alerts instead");
    log.add_option("--limit", raw->limit, "At most so many alerts")
            ->check(CLI::Range(1, 100'000))
            ->capture_default_str();
    describeIds(commands, log, "delete", "Take alerts out of the log; they can be restored",
                deleteAlerts);
    describeIds(commands, log, "restore", "Bring deleted alerts back", restoreAlerts);
}

void describeList(CommandSet &commands, CLI::App &alerts)
{
    const auto isDeleted = CommandSet::raw<bool>();
    *isDeleted = false;
    commands.command(alerts, "list", "Every rule and what it is doing",
                     [isDeleted]() -> Result<CommandRun> {
                         return CommandRun{[which = *isDeleted ? AlertRuleStore::Which::Deleted
                                                               : AlertRuleStore::Which::Present](
                                                   const Context &context) {
                             return listRules(context, which);
                         }};
                     })
            .add_flag("--deleted", *isDeleted, "Removed rules instead");
}

void describeReplay(CommandSet &commands, CLI::App &alerts)
{
    const auto raw = CommandSet::raw<RawReplay>();
    CLI::App &replay = commands.command(
            alerts, "replay", "What a rule would have done in the stored prices", [raw] {
                return rangeFrom(raw->from, raw->to).transform([raw](const TimeRange &range) {
                    return CommandRun{[rule = textOf(raw->rule), range](const Context &context) {
                        return replayRule(context, rule, range.from, range.to);
                    }};
                });
            });
    replay.add_option("RULE", raw->rule, "Its id or name")->required();
    replay.add_option("--from", raw->from, "From this time on, UTC (default: all)")
            ->type_name("TIME");
    replay.add_option("--to", raw->to, "Before this time, UTC (default: now)")->type_name("TIME");
}

void describeRules(CommandSet &commands, CLI::App &alerts)
{
    const auto rules = CommandSet::raw<std::vector<std::string>>();
    CLI::App &remove = commands.command(alerts, "remove", "Delete rules; their log stays",
                                        [rules]() -> Result<CommandRun> {
                                            QStringList names;
                                            for (const std::string &rule : *rules)
                                                names.append(textOf(rule));
                                            return CommandRun{[names](const Context &context) {
                                                return removeRules(context, names);
                                            }};
                                        });
    remove.add_option("RULE", *rules, "Ids or names")->required();
    const auto rule = CommandSet::raw<std::string>();
    CLI::App &versions = commands.command(
            alerts, "versions", "Every version of a rule", [rule]() -> Result<CommandRun> {
                return CommandRun{[name = textOf(*rule)](const Context &context) {
                    return showRuleVersions(context, name);
                }};
            });
    versions.add_option("RULE", *rule, "Its id or name")->required();
}

void describeSnooze(CommandSet &commands, CLI::App &alerts)
{
    const auto raw = CommandSet::raw<std::pair<std::string, std::string>>();
    raw->second = "1h";
    CLI::App &snooze = commands.command(
            alerts, "snooze", "Log what a rule does, and tell nobody for a while", [raw] {
                const Result<qint64> span =
                        raw->second == "none" ? Result<qint64>{0} : parseSpan(textOf(raw->second));
                return span.transform([raw](qint64 ms) {
                    return CommandRun{[rule = textOf(raw->first), ms](const Context &context) {
                        return snoozeRule(context, rule, ms);
                    }};
                });
            });
    snooze.add_option("RULE", raw->first, "Its id or name")->required();
    snooze.add_option("TIME", raw->second, "How long from now on, as 1h; none ends it")
            ->capture_default_str();
}

} // namespace

void describeAlerts(CommandSet &commands)
{
    CLI::App &alerts = commands.group("alerts", "Rules on prices, and what they told");
    describeAdd(commands, alerts);
    describeList(commands, alerts);
    describeEdit(commands, alerts);
    describeRules(commands, alerts);
    describeIds(commands, alerts, "restore", "Bring deleted rules back", restoreRules);
    describeLog(commands, alerts);
    describeIds(commands, alerts, "ack", "Say that you have seen what fired", acknowledgeAlerts);
    describeSnooze(commands, alerts);
    describeReplay(commands, alerts);
    commands.command(alerts, "judge",
                     "Judge what is stored and not judged yet, as the collector does after each "
                     "run",
                     [] { return CommandRun{judgeAlerts}; });
}
