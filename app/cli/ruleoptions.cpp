// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ruleoptions.h"

#include "app/cli/options.h"
#include "db/domain/alerts/span.h"

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto Footer =
        R"(Conditions, in quotes; parts are joined by and, or:
  above 142000, below 0.5     the last price; also crosses, crosses above, crosses below
  change 1h above 5           percent since then; move is the same in either direction
  difference 1h below -500    the same as an amount
  high 30d above 10           percent under the highest of 30 days; low: over the lowest
  average 20d over 50d crosses above 0        percent by which the shorter average is higher
  spread above 1.5            percent, coins alone
  volume above 1000000        stocks alone
  no data 30m                 no price for so long
Shares have one price a day, so a span of theirs is a day or more.

Examples:
  tidemarkctl alerts add --symbol btc --when above --level 142000 --clear 140600 --for 10m
  tidemarkctl alerts add --symbol eth --when "change 1h below -5 or move 15m above 3" --cooldown 1h
  tidemarkctl alerts add --symbol BHP.AU --when "high 30d above 10" --name "BHP falls")";

constexpr std::array DayNames{"mon"_L1, "tue"_L1, "wed"_L1, "thu"_L1, "fri"_L1, "sat"_L1, "sun"_L1};

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
        edit.hasStep = step->has_value();
        if (m_raw.isForced)
            edit.unknownCoin = UnknownCoin::Allowed;
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

} // namespace

Result<RuleEdit> ruleEditFrom(const RawRule &raw)
{
    return RuleFields{raw}.edit();
}

void describeRuleFields(CLI::App &command, RawRule &raw, bool isNew)
{
    command.add_option("--symbol", raw.symbol, "What it watches, as btc, BTC.COINSPOT or BHP.AU")
            ->required(isNew);
    command.add_option("--when", raw.when,
                       "On what it fires, as 'above 142000' or 'change 1h below -5'")
            ->required(isNew)
            ->type_name("CONDITION");
    command.add_option("--level", raw.level, "What it is compared with, as 142000, or 5 for 5 %");
    command.add_option(
            "--clear", raw.clear,
            "It is over only beyond this level, so that noise does not fire it again; or none");
    command.add_option("--for", raw.hold, "It must hold this long, as 10m")->type_name("TIME");
    command.add_option("--cooldown", raw.cooldown, "At least so long between firings, as 1h")
            ->type_name("TIME");
    command.add_option("--name", raw.name, "What to call it (default: its condition)");
    command.add_option("--rearm", raw.rearm, "When it may fire again")
            ->check(CLI::IsMember({"cleared", "once", "daily", "new_extreme", "acknowledged"}));
    command.add_option("--step", raw.step, "With --rearm new_extreme: how much further, percent");
    command.add_option("--severity", raw.severity, "Critical is told in quiet hours, too")
            ->check(CLI::IsMember({"info", "warning", "critical"}));
    command.add_option("--quiet", raw.quiet,
                       "Hours in which it tells nobody until they end, as 22:00-07:00; or none");
    command.add_option("--days", raw.days, "Days on which it fires, as mon,tue; or all");
    command.add_option("--expires", raw.expires, "When it stops to fire, as 2026-12-31; or never");
    command.add_option("--no-data", raw.noData,
                       "What it does without fresh prices: stay as it is, tell, or be over")
            ->check(CLI::IsMember({"keep", "notify", "clear"}));
    command.add_option("--tell", raw.channels, "How it is told, beside the log; or none")
            ->check(CLI::IsMember({"desktop", "sound", "command", "webhook", "none"}))
            ->delimiter(',');
    command.add_option("--notes", raw.notes, "Anything worth remembering");
    command.add_flag("--enabled", raw.isOn, "Judge the rule");
    command.add_flag("--disabled", raw.isOff, "Keep the rule, and judge it no more")
            ->excludes("--enabled");
    command.add_flag("--force", raw.isForced, "Also on a coin that no price is stored of yet");
    command.footer(Footer);
}
