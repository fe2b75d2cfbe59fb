// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/alertscommand.h"
#include "app/cli/commands.h"
#include "app/cli/options.h"
#include "db/domain/alerts/span.h"

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array DayNames{"mon"_L1, "tue"_L1, "wed"_L1, "thu"_L1, "fri"_L1, "sat"_L1, "sun"_L1};

// What CLI11 fills before it is checked.
struct RawRule {
    std::string rule;
    std::string symbol;
    std::string when;
    std::string level;
    std::string clear;
    std::string hold;
    std::string cooldown;
    std::string name;
    std::string rearm;
    std::string step;
    std::string severity;
    std::string quiet;
    std::string days;
    std::string expires;
    std::string noData;
    std::string notes;
    std::vector<std::string> channels;
    bool isOn = false;
    bool isOff = false;
};

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

Result<std::optional<Price>> levelFrom(const std::string &text, QLatin1StringView name)
{
    if (text.empty())
        return std::optional<Price>{};
    QString number = textOf(text);
    if (number.endsWith(u'%'))
        number.chop(1);
    const Result<Price> level = Price::parse(number);
    if (!level)
        return wrongUsage(u"%1 is no number: write it as 142000 or 0.00000799."_s.arg(name));
    return std::optional{*level};
}

Result<std::optional<QuietHours>> quietFrom(const std::string &text)
{
    if (text.empty() || text == "none")
        return std::optional<QuietHours>{};
    const QStringList parts = textOf(text).split(u'-');
    const QTime from = QTime::fromString(parts.value(0), u"H:mm"_s);
    const QTime to = QTime::fromString(parts.value(1), u"H:mm"_s);
    if (parts.size() != 2 || !from.isValid() || !to.isValid())
        return wrongUsage(u"--quiet is two times of day, such as 22:00-07:00, or none."_s);
    return std::optional{QuietHours{from, to}};
}

Result<quint8> daysFrom(const std::string &text)
{
    if (text == "all")
        return AlertRule::EveryDay;
    quint8 days = 0;
    for (const QString &name : textOf(text).toLower().split(u',')) {
        const auto day = std::ranges::find_if(
                DayNames, [&](QLatin1StringView known) { return known == name.trimmed(); });
        if (day == DayNames.end())
            return wrongUsage(u"--days is a list such as mon,tue,wed,thu,fri, or all."_s);
        days |= quint8(1 << (day - DayNames.begin()));
    }
    return days;
}

Result<QDateTime> timeFrom(const std::string &text, QLatin1StringView name)
{
    if (text.empty())
        return QDateTime{};
    const QDateTime time = parseTime(textOf(text));
    if (!time.isValid())
        return wrongUsage(
                u"%1 is no time: write it as 2026-11-20 or 2026-11-20T03:15:00Z."_s.arg(name));
    return time;
}

AlertChannels channelsFrom(const std::vector<std::string> &names)
{
    const auto has = [&](const char *name) { return std::ranges::count(names, name) > 0; };
    return {has("desktop"), has("sound"), has("command"), has("webhook")};
}

// Sets what was given, and what is checked on its own.
class RuleFields final
{
public:
    explicit RuleFields(const RawRule &raw)
        : m_raw{raw}
    {}

    [[nodiscard]] Result<RuleEdit> edit()
    {
        RuleEdit edit;
        const Result<std::optional<Price>> level = levelFrom(m_raw.level, "--level"_L1);
        edit.hasNoClear = m_raw.clear == "none";
        const Result<std::optional<Price>> clear =
                levelFrom(edit.hasNoClear ? std::string{} : m_raw.clear, "--clear"_L1);
        const Result<std::optional<Price>> step = levelFrom(m_raw.step, "--step"_L1);
        for (const auto *number : {&level, &clear, &step}) {
            if (!*number)
                return fail(number->error());
        }
        const Result<> taken =
                takeSpan(m_raw.hold, &AlertRule::holdMs)
                        .and_then([&] { return takeSpan(m_raw.cooldown, &AlertRule::cooldownMs); })
                        .and_then([&] { return takeTimes(); });
        if (!taken)
            return fail(taken.error());
        takeNames();
        if (*step)
            m_sets.append([step = **step](AlertRule &rule) { rule.rearmStep = step; });
        edit.level = *level;
        edit.clear = *clear;
        if (!m_raw.symbol.empty())
            edit.symbol = textOf(m_raw.symbol);
        if (!m_raw.when.empty())
            edit.condition = textOf(m_raw.when);
        edit.rest = [sets = m_sets](AlertRule &rule) {
            for (const auto &set : sets)
                set(rule);
        };
        return edit;
    }

private:
    [[nodiscard]] Result<> takeSpan(const std::string &text, qint64 AlertRule::*field)
    {
        if (text.empty())
            return {};
        if (text == "0" || text == "none") {
            m_sets.append([field](AlertRule &rule) { rule.*field = 0; });
            return {};
        }
        return parseSpan(textOf(text)).map([&](qint64 ms) {
            m_sets.append([field, ms](AlertRule &rule) { rule.*field = ms; });
        });
    }

    [[nodiscard]] Result<> takeTimes()
    {
        if (!m_raw.quiet.empty()) {
            const Result<std::optional<QuietHours>> quiet = quietFrom(m_raw.quiet);
            if (!quiet)
                return fail(quiet.error());
            m_sets.append([quiet = *quiet](AlertRule &rule) { rule.quietHours = quiet; });
        }
        if (!m_raw.days.empty()) {
            const Result<quint8> days = daysFrom(m_raw.days);
            if (!days)
                return fail(days.error());
            m_sets.append([days = *days](AlertRule &rule) { rule.activeDays = days; });
        }
        if (!m_raw.expires.empty()) {
            const Result<QDateTime> time = m_raw.expires == "never"
                                                   ? Result<QDateTime>{QDateTime{}}
                                                   : timeFrom(m_raw.expires, "--expires"_L1);
            if (!time)
                return fail(time.error());
            m_sets.append([time = *time](AlertRule &rule) { rule.expiresAt = time; });
        }
        return {};
    }

    // CLI11 has checked the words.
    void takeNames()
    {
        if (!m_raw.name.empty())
            m_sets.append([name = textOf(m_raw.name)](AlertRule &rule) { rule.name = name; });
        if (!m_raw.notes.empty())
            m_sets.append([notes = textOf(m_raw.notes)](AlertRule &rule) { rule.notes = notes; });
        if (const auto rearm = alertRearmFromName(textOf(m_raw.rearm)))
            m_sets.append([rearm = *rearm](AlertRule &rule) { rule.rearm = rearm; });
        if (const auto severity = alertSeverityFromName(textOf(m_raw.severity)))
            m_sets.append([severity = *severity](AlertRule &rule) { rule.severity = severity; });
        if (const auto policy = alertNoDataFromName(textOf(m_raw.noData)))
            m_sets.append([policy = *policy](AlertRule &rule) { rule.noData = policy; });
        if (!m_raw.channels.empty())
            m_sets.append([channels = channelsFrom(m_raw.channels)](AlertRule &rule) {
                rule.channels = channels;
            });
        if (m_raw.isOn || m_raw.isOff)
            m_sets.append([isOn = m_raw.isOn](AlertRule &rule) { rule.isEnabled = isOn; });
    }

    const RawRule &m_raw;
    QList<std::function<void(AlertRule &)>> m_sets;
};

void describeFields(CLI::App &command, RawRule &raw)
{
    command.add_option("--level", raw.level, "What it is compared with, as 142000, or 5 for 5 %");
    command.add_option("--clear", raw.clear,
                       "It is over beyond this level, against noise; or none");
    command.add_option("--for", raw.hold, "It must hold this long, as 10m")->type_name("TIME");
    command.add_option("--cooldown", raw.cooldown, "At least so long between firings, as 1h")
            ->type_name("TIME");
    command.add_option("--name", raw.name, "What to call it (default: its condition)");
    command.add_option("--rearm", raw.rearm, "When it may fire again")
            ->check(CLI::IsMember({"cleared", "once", "daily", "new_extreme", "acknowledged"}));
    command.add_option("--step", raw.step, "With --rearm new_extreme: how much further, percent");
    command.add_option("--severity", raw.severity, "Critical is told in quiet hours, too")
            ->check(CLI::IsMember({"info", "warning", "critical"}));
    command.add_option("--quiet", raw.quiet, "Not told before their end, as 22:00-07:00, or none");
    command.add_option("--days", raw.days, "Fires on these alone, as mon,tue, or all");
    command.add_option("--expires", raw.expires, "Fires no more from then on, or never");
    command.add_option("--no-data", raw.noData, "Without fresh prices: stay, tell, or be over")
            ->check(CLI::IsMember({"keep", "notify", "clear"}));
    command.add_option("--tell", raw.channels, "How it is told, beside the log; or none")
            ->check(CLI::IsMember({"desktop", "sound", "command", "webhook", "none"}))
            ->delimiter(',');
    command.add_option("--notes", raw.notes, "Anything worth remembering");
    command.add_flag("--enabled", raw.isOn, "It is judged");
    command.add_flag("--disabled", raw.isOff, "It is not judged")->excludes("--enabled");
}

constexpr auto Conditions =
        "above, below, crosses above, crosses below, crosses, after one of: price, change 1h, move "
        "1h, difference 1h, high 30d, low 30d, average 20d over 50d, spread, volume; or no data. "
        "Joined by and, or";

void describeAdd(CommandSet &commands, CLI::App &alerts)
{
    const auto raw = CommandSet::raw<RawRule>();
    CLI::App &add = commands.command(alerts, "add", "Make a rule", [raw] {
        return RuleFields{*raw}.edit().transform([](const RuleEdit &edit) {
            return CommandRun{[edit](const Context &context) { return addRule(context, edit); }};
        });
    });
    add.add_option("--symbol", raw->symbol, "As btc, BTC.COINSPOT or BHP.AU")->required();
    add.add_option("--when", raw->when, Conditions)->required()->type_name("CONDITION");
    describeFields(add, *raw);
}

void describeEdit(CommandSet &commands, CLI::App &alerts)
{
    const auto raw = CommandSet::raw<RawRule>();
    CLI::App &edit = commands.command(
            alerts, "edit", "Make the next version of a rule; the one before stays in the history",
            [raw] {
                return RuleFields{*raw}.edit().transform([raw](const RuleEdit &change) {
                    return CommandRun{[rule = textOf(raw->rule), change](const Context &context) {
                        return editRule(context, rule, change);
                    }};
                });
            });
    edit.add_option("RULE", raw->rule, "Its id or name")->required();
    edit.add_option("--symbol", raw->symbol, "As btc, BTC.COINSPOT or BHP.AU");
    edit.add_option("--when", raw->when, Conditions)->type_name("CONDITION");
    describeFields(edit, *raw);
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
    const Result<QDateTime> from = timeFrom(raw.from, "--from"_L1);
    if (!from)
        return fail(from.error());
    const Result<QDateTime> to = timeFrom(raw.to, "--to"_L1);
    if (!to)
        return fail(to.error());
    request.from = *from;
    request.to = *to;
    return request;
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
    log.add_option("--status", raw->status, "These alone")
            ->check(CLI::IsMember({"open", "triggered", "notified", "acknowledged", "resolved"}));
    log.add_option("--symbol", raw->symbol, "Of this symbol alone");
    log.add_option("--rule", raw->rule, "Of this rule alone: its id or name");
    log.add_option("--from", raw->from, "From this time on, UTC")->type_name("TIME");
    log.add_option("--to", raw->to, "Before this time, UTC")->type_name("TIME");
    log.add_flag("--deleted", raw->isDeleted, "Those that were deleted");
    log.add_option("--limit", raw->limit, "At most so many")
            ->check(CLI::Range(1, 100'000))
            ->capture_default_str();
}

void describeReplay(CommandSet &commands, CLI::App &alerts)
{
    const auto raw = CommandSet::raw<RawReplay>();
    CLI::App &replay = commands.command(
            alerts, "replay", "What a rule would have done in the stored prices", [raw] {
                return timeFrom(raw->from, "--from"_L1).and_then([raw](const QDateTime &from) {
                    return timeFrom(raw->to, "--to"_L1).transform([&](const QDateTime &to) {
                        return CommandRun{
                                [rule = textOf(raw->rule), from, to](const Context &context) {
                                    return replayRule(context, rule, from, to);
                                }};
                    });
                });
            });
    replay.add_option("RULE", raw->rule, "Its id or name")->required();
    replay.add_option("--from", raw->from, "From this time on, UTC (default: all)")
            ->type_name("TIME");
    replay.add_option("--to", raw->to, "Before this time, UTC (default: now)")->type_name("TIME");
}

// A command on ids: "ack 3 4".
void describeIds(CommandSet &commands, CLI::App &alerts, const char *name, const char *description,
                 ExitCode (*run)(const Context &, const QList<qint64> &))
{
    const auto ids = CommandSet::raw<std::vector<qint64>>();
    CLI::App &command =
            commands.command(alerts, name, description, [ids, run]() -> Result<CommandRun> {
                return CommandRun{[list = QList<qint64>(ids->begin(), ids->end()),
                                   run](const Context &context) { return run(context, list); }};
            });
    command.add_option("ID", *ids, "One or more")->required();
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
                return parseSpan(textOf(raw->second)).transform([raw](qint64 ms) {
                    return CommandRun{[rule = textOf(raw->first), ms](const Context &context) {
                        return snoozeRule(context, rule, ms);
                    }};
                });
            });
    snooze.add_option("RULE", raw->first, "Its id or name")->required();
    snooze.add_option("TIME", raw->second, "How long, as 1h")->capture_default_str();
}

} // namespace

void describeAlerts(CommandSet &commands)
{
    CLI::App &alerts = commands.group("alerts", "Rules on prices, and what they told");
    describeAdd(commands, alerts);
    commands.command(alerts, "list", "Every rule", [] { return CommandRun{listRules}; });
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
