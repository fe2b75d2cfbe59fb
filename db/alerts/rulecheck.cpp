// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/alerts/rulecheck.h"

#include "db/alerts/alertrulestore.h"
#include "db/domain/alerts/rulefaults.h"
#include "db/domain/coin.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

struct RuleText {
    Q_DECLARE_TR_FUNCTIONS(RuleText)
};

// Of a coin alone: what else is not in assets is refused where the rule is stored.
Result<QStringList> checkSymbol(const Connection &connection, const QString &symbol,
                                UnknownCoin policy)
{
    using enum CoinLookup::Kind;
    if (coinOfSymbol(symbol).isEmpty())
        return QStringList{};
    const Result<CoinLookup> found = lookUpCoin(connection, symbol);
    if (!found)
        return fail(found.error());
    if (found->kind == Unknown && policy == UnknownCoin::Refused)
        return fail(Error::Kind::Usage, unknownSymbolText(symbol, found->likely), symbol);
    if (found->kind == Priced)
        return QStringList{};
    const QString remark =
            found->kind == NoCoinYet
                    ? RuleText::tr("No price of a coin is stored yet, so whether there is one of "
                                   "%1 shows when the first are collected.")
                    : RuleText::tr("No price of %1 is stored yet; the rule waits for the first.");
    return QStringList{remark.arg(symbol)};
}

} // namespace

Result<QStringList> checkBesideStored(const Connection &connection, const AlertRule &rule,
                                      const QDateTime &now, UnknownCoin policy)
{
    const Result<QList<AlertRule>> rules = AlertRuleStore{connection}.list();
    if (!rules)
        return fail(rules.error());
    const auto before = std::ranges::find(*rules, rule.id, &AlertRule::id);
    const bool isNew = before == rules->cend();
    if (isNew || before->name != rule.name) {
        if (const QString fault = nameFault(rule, *rules); !fault.isEmpty())
            return fail(Error::Kind::Usage, fault);
    }
    if (isNew || before->expiresAt != rule.expiresAt) {
        if (const QString fault = expiryFault(rule, now); !fault.isEmpty())
            return fail(Error::Kind::Usage, fault);
    }
    if (!isNew && before->symbol == rule.symbol)
        return QStringList{};
    return checkSymbol(connection, rule.symbol, policy);
}
