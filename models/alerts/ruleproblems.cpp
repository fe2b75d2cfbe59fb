// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/alerts/ruleproblems.h"

#include "models/alerts/conditiontext.h"
#include "models/alerts/levelwords.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace {

struct RuleProblems {
    Q_DECLARE_TR_FUNCTIONS(RuleProblems)
};

// A rule in which nothing but this can be wrong.
AlertRule plainRule()
{
    AlertRule rule;
    rule.name = u"name"_s;
    rule.symbol = u"BTC.COINSPOT"_s;
    AlertTerm term;
    term.level = Price::fromUnits(100'000'000);
    rule.condition.anyOf = {{term}};
    return rule;
}

QString faultOf(const AlertRule &rule)
{
    const Result<AlertRule> checked = checkedRule(rule);
    return checked ? QString{} : checked.error().detail;
}

QString clearFault(const AlertTerm &term, const QLocale &locale)
{
    if (!term.clear || !mayHaveClear(term))
        return {};
    const QString level = levelWords(term.level, unitOf(term.measure), locale);
    if (firesAbove(term.comparison) && *term.clear > term.level)
        return RuleProblems::tr("Clear level must not be above %1.").arg(level);
    if (!firesAbove(term.comparison) && *term.clear < term.level)
        return RuleProblems::tr("Clear level must not be below %1.").arg(level);
    return {};
}

QString termFault(const AlertRule &rule, const AlertTerm &term, const QLocale &locale)
{
    if (const QString fault = clearFault(term, locale); !fault.isEmpty())
        return fault;
    // Also what its text would be refused for, such as days that are not whole.
    AlertCondition alone{{{term}}};
    if (const Result<AlertCondition> read = AlertCondition::parse(alone.fullText()); !read)
        return read.error().detail;
    AlertRule only = plainRule();
    only.symbol = rule.symbol.isEmpty() ? only.symbol : rule.symbol;
    only.holdMs = rule.holdMs;
    only.condition = alone;
    return faultOf(only);
}

} // namespace

QList<RuleProblem> ruleProblems(const AlertRule &rule, const QLocale &locale)
{
    QList<RuleProblem> problems;
    const auto add = [&](RuleField field, const QString &sentence, int term = -1) {
        if (!sentence.isEmpty())
            problems.append({field, term, sentence});
    };
    // Each part of it in a rule that is right otherwise: so the sentence finds its field.
    AlertRule only = plainRule();
    only.name = rule.name;
    add(RuleField::Name, faultOf(only));
    only = plainRule();
    only.symbol = rule.symbol;
    add(RuleField::Symbol, faultOf(only));
    only = plainRule();
    only.rearm = rule.rearm;
    only.rearmStep = rule.rearmStep;
    add(RuleField::Rearm, faultOf(only));
    only = plainRule();
    only.quietHours = rule.quietHours;
    add(RuleField::QuietHours, faultOf(only));
    only = plainRule();
    only.activeDays = rule.activeDays;
    add(RuleField::Days, faultOf(only));
    only = plainRule();
    only.notes = rule.notes;
    add(RuleField::Notes, faultOf(only));

    const qsizetype before = problems.size();
    int term = 0;
    for (const QList<AlertTerm> &all : rule.condition.anyOf) {
        for (const AlertTerm &each : all)
            add(RuleField::Condition, termFault(rule, each, locale), term++);
    }
    if (problems.size() > before)
        return problems;
    only = plainRule();
    only.condition = rule.condition;
    only.symbol = rule.symbol.isEmpty() ? only.symbol : rule.symbol;
    add(RuleField::Condition, faultOf(only));
    if (problems.isEmpty())
        add(RuleField::Condition, faultOf(rule));
    return problems;
}
