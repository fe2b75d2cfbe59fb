// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ruleaccess.h"

#include "app/cli/commandline.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

using Which = AlertRuleStore::Which;

tl::unexpected<Error> removedRule(const AlertRule &rule)
{
    return fail(Error::Kind::NotFound,
                CommandLine::tr("it was removed; 'tidemarkctl alerts restore %1' brings it back")
                        .arg(rule.id),
                CommandLine::tr("Rule '%1'").arg(rule.name));
}

Result<AlertRule> ruleNumbered(AlertRuleStore &store, qint64 id, Which which)
{
    Result<AlertRule> rule = store.find(id, Which::Any);
    if (rule && which == Which::Present && rule->deletedAt.isValid())
        return removedRule(*rule);
    return rule;
}

} // namespace

Result<AlertRule> ruleNamed(AlertRuleStore &store, const QString &text, Which which)
{
    bool isNumber = false;
    const qint64 id = text.toLongLong(&isNumber);
    if (isNumber)
        return ruleNumbered(store, id, which);
    const Result<QList<AlertRule>> rules = store.list(Which::Any);
    if (!rules)
        return fail(rules.error());
    QList<AlertRule> present;
    QList<AlertRule> removed;
    for (const AlertRule &rule : *rules) {
        if (rule.name == text)
            (rule.deletedAt.isValid() ? removed : present).append(rule);
    }
    if (present.isEmpty() && removed.isEmpty())
        return fail(Error::Kind::NotFound, CommandLine::tr("'tidemarkctl alerts list' lists them"),
                    CommandLine::tr("Rule '%1'").arg(text));
    if (present.isEmpty() && which == Which::Present)
        return removedRule(removed.constLast());
    const QList<AlertRule> &named = present.isEmpty() ? removed : present;
    if (named.size() > 1)
        return fail(Error::Kind::Usage,
                    CommandLine::tr("%n rules are called '%1'. Say which by its id.", nullptr,
                                    int(named.size()))
                            .arg(text));
    return named.constFirst();
}
