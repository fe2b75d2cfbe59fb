// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/alerts/rulecheck.h"

#include "db/alerts/alertrulestore.h"
#include "db/domain/alerts/rulefaults.h"
#include "db/domain/coin.h"
#include "db/quotes/quotestore.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

struct RuleText {
    Q_DECLARE_TR_FUNCTIONS(RuleText)
};

// "BTC/AUD", "BTC-AUD" and "BTCAUD" are the coin as others write it; in another spelling it is the
// coin, too.
QString likelySymbol(const QString &symbol, const QStringList &coins)
{
    static const QRegularExpression quoted{u"[^a-z0-9]?(aud|usd|usdt)?$"_s};
    const QString meant = coinOfSymbol(symbol).toLower();
    for (const QString &written : {meant, QString{meant}.remove(quoted)}) {
        const auto same = std::ranges::find_if(
                coins, [&](const QString &coin) { return coin.toLower() == written; });
        if (same != coins.cend())
            return symbolOfCoin(*same);
    }
    return {};
}

// Of a coin alone: what else is not in assets is refused where the rule is stored.
Result<QStringList> checkSymbol(const Connection &connection, const QString &symbol,
                                UnknownCoin policy)
{
    const QString coin = coinOfSymbol(symbol);
    if (coin.isEmpty())
        return QStringList{};
    QuoteStore quotes{connection};
    const Result<std::optional<QDateTime>> oldest = quotes.oldestTime(coin);
    if (!oldest)
        return fail(oldest.error());
    if (*oldest)
        return QStringList{};
    const Result<QStringList> coins = quotes.coins();
    if (!coins)
        return fail(coins.error());
    const QString remark =
            coins->isEmpty()
                    ? RuleText::tr("No price of a coin is stored yet, so whether there is one of "
                                   "%1 shows when the first are collected.")
                    : RuleText::tr("No price of %1 is stored yet; the rule waits for the first.");
    const Result<std::optional<Asset>> asset = AssetStore{connection}.find(symbol);
    if (!asset)
        return fail(asset.error());
    if (!coins->isEmpty() && !*asset && policy == UnknownCoin::Refused)
        return fail(Error::Kind::Usage, unknownSymbolText(symbol, likelySymbol(symbol, *coins)),
                    symbol);
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
