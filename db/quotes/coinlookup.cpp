// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/quotes/coinlookup.h"

#include "db/assets/assetstore.h"
#include "db/domain/coin.h"
#include "db/quotes/quotestore.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

// "BTC/AUD", "BTC-AUD" and "BTCAUD" are the coin as others write it; in another spelling it is the
// coin, too.
QString likelySymbol(const QString &coin, const QStringList &coins)
{
    static const QRegularExpression quoted{u"[^a-z0-9]?(aud|usd|usdt)?$"_s};
    const QString meant = coin.toLower();
    for (const QString &written : {meant, QString{meant}.remove(quoted)}) {
        const auto same = std::ranges::find_if(
                coins, [&](const QString &known) { return known.toLower() == written; });
        if (same != coins.cend())
            return symbolOfCoin(*same);
    }
    return {};
}

} // namespace

Result<CoinLookup> lookUpCoin(const Connection &connection, const QString &symbol)
{
    using enum CoinLookup::Kind;
    const QString coin = coinOfSymbol(symbol);
    QuoteStore quotes{connection};
    const Result<std::optional<QDateTime>> oldest = quotes.oldestTime(coin);
    if (!oldest)
        return fail(oldest.error());
    if (*oldest)
        return CoinLookup{Priced};
    const Result<QStringList> coins = quotes.coins();
    if (!coins)
        return fail(coins.error());
    if (coins->isEmpty())
        return CoinLookup{NoCoinYet};
    const Result<std::optional<Asset>> asset = AssetStore{connection}.find(symbol);
    if (!asset)
        return fail(asset.error());
    if (*asset)
        return CoinLookup{Registered};
    return CoinLookup{Unknown, likelySymbol(coin, *coins)};
}
