// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/alerts/alertrule.h"

#include "db/domain/alerts/rulewords.h"
#include "db/domain/alerts/termfault.h"
#include "db/domain/coin.h"
#include "db/domain/wordlist.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype LongestName = 100;
constexpr qsizetype LongestCondition = 100;
constexpr qsizetype LongestNotes = 2000;

// In the order of the enumerations.
constexpr WordList<AlertSeverity, 3> SeverityNames{{"info"_L1, "warning"_L1, "critical"_L1}};
constexpr WordList<AlertRearm, 5> RearmNames{
        {"cleared"_L1, "once"_L1, "daily"_L1, "new_extreme"_L1, "acknowledged"_L1}};
constexpr WordList<AlertNoData, 3> NoDataNames{{"keep"_L1, "notify"_L1, "clear"_L1}};

bool watchesSilence(const AlertCondition &condition)
{
    return std::ranges::any_of(condition.anyOf, [](const QList<AlertTerm> &all) {
        return std::ranges::any_of(
                all, [](const AlertTerm &term) { return term.measure == AlertMeasure::NoData; });
    });
}

QString ruleFault(const AlertRule &rule)
{
    if (rule.symbol.isEmpty())
        return RuleWords::tr("A rule needs a symbol, such as BTC.COINSPOT or BHP.AU.");
    if (rule.name.size() > LongestName)
        return RuleWords::tr("A rule's name has at most %1 characters.").arg(LongestName);
    if (rule.condition.toString().size() > LongestCondition)
        return RuleWords::tr("The condition is longer than %1 characters; make two rules of it.")
                .arg(LongestCondition);
    if (rule.notes.size() > LongestNotes)
        return RuleWords::tr("Notes have at most %1 characters.").arg(LongestNotes);
    bool isNumber = false;
    rule.name.toLongLong(&isNumber);
    if (isNumber)
        return RuleWords::tr("A rule is called by its number, too, so its name must be more than "
                             "one: write 'rule %1'.")
                .arg(rule.name);
    for (const QList<AlertTerm> &all : rule.condition.anyOf) {
        for (const AlertTerm &term : all) {
            if (const QString fault = termFault(term, rule); !fault.isEmpty())
                return fault;
        }
    }
    if (rule.rearm == AlertRearm::NewExtreme && rule.rearmStep <= Price{})
        return RuleWords::tr("'each new extreme' needs a step in percent above zero.");
    if (rule.rearm == AlertRearm::NewExtreme && watchesSilence(rule.condition))
        return RuleWords::tr("Missing data has no new extremes: let the rule fire once for each "
                             "silence, with re-arm 'cleared'.");
    if ((rule.activeDays & AlertRule::EveryDay) == 0)
        return RuleWords::tr("A rule without an active day would never fire; choose one.");
    if (rule.quietHours && rule.quietHours->from == rule.quietHours->to)
        return RuleWords::tr("Quiet hours that begin and end at the same time are none; leave them "
                             "out, or write such as 22:00-07:00.");
    return {};
}

} // namespace

QString alertSeverityName(AlertSeverity severity)
{
    return SeverityNames.name(severity);
}

std::optional<AlertSeverity> alertSeverityFromName(QStringView name)
{
    return SeverityNames.value(name);
}

QString alertRearmName(AlertRearm rearm)
{
    return RearmNames.name(rearm);
}

std::optional<AlertRearm> alertRearmFromName(QStringView name)
{
    return RearmNames.value(name);
}

QString alertNoDataName(AlertNoData policy)
{
    return NoDataNames.name(policy);
}

std::optional<AlertNoData> alertNoDataFromName(QStringView name)
{
    return NoDataNames.value(name);
}

bool QuietHours::holds(const QTime &time) const
{
    return from <= to ? from <= time && time < to : time >= from || time < to;
}

QString usualRuleName(const AlertRule &rule)
{
    if (rule.condition.anyOf.isEmpty())
        return {};
    QString name = rule.symbol;
    if (!coinOfSymbol(name).isEmpty()) // people know a coin without its exchange
        name.truncate(name.lastIndexOf(u'.'));
    return (name + u' ' + rule.condition.fullText()).left(LongestName);
}

bool hasUsualName(const AlertRule &rule)
{
    const QString withExchange = (rule.symbol + u' ' + rule.condition.fullText()).left(LongestName);
    return !rule.condition.anyOf.isEmpty() &&
           (rule.name == usualRuleName(rule) || rule.name == withExchange);
}

Result<AlertRule> checkedRule(AlertRule rule)
{
    rule.name = rule.name.simplified();
    if (rule.name.isEmpty())
        rule.name = usualRuleName(rule);
    const QString fault = rule.condition.anyOf.isEmpty()
                                  ? RuleWords::tr("A rule needs a condition, such as 'above 100'.")
                                  : ruleFault(rule);
    if (!fault.isEmpty())
        return fail(Error::Kind::Usage, fault);
    return rule;
}
