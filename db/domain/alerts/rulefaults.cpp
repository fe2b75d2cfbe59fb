// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/alerts/rulefaults.h"

#include "db/domain/alerts/rulewords.h"

#include <algorithm>

QString nameFault(const AlertRule &rule, const QList<AlertRule> &others)
{
    const auto same = std::ranges::find_if(others, [&](const AlertRule &other) {
        return other.id != rule.id && other.name.compare(rule.name, Qt::CaseInsensitive) == 0;
    });
    if (same == others.cend())
        return {};
    return RuleWords::tr("Rule %1 is called '%2' already. Give this one another name, or change "
                         "that one instead.")
            .arg(same->id)
            .arg(same->name);
}

QString expiryFault(const AlertRule &rule, const QDateTime &now)
{
    if (!rule.expiresAt.isValid() || rule.expiresAt > now)
        return {};
    return RuleWords::tr(
                   "The rule would have expired at %1 already and never fire. Choose a time in "
                   "the future, or none.")
            .arg(rule.expiresAt.toUTC().toString(Qt::ISODate));
}

QString unknownSymbolText(const QString &symbol, const QString &likely)
{
    if (!likely.isEmpty())
        return RuleWords::tr("No price of %1 is stored, so a rule on it would never fire. Did you "
                             "mean %2?")
                .arg(symbol, likely);
    return RuleWords::tr("No price of %1 is stored, so a rule on it would never fire. Write "
                         "one that is among the prices.")
            .arg(symbol);
}
