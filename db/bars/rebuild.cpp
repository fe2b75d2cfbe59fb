// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/bars/rebuild.h"

#include "db/assets/assetstore.h"
#include "db/bars/rollup.h"
#include "db/domain/coin.h"
#include "db/quotes/quotestore.h"

namespace {

Result<QStringList> coinsToRebuild(const Connection &connection, QuoteStore &quotes,
                                   RebuildScope scope)
{
    const Result<QStringList> coins = quotes.coins();
    if (!coins || scope == RebuildScope::All)
        return coins;
    BarStore bars{connection};
    QStringList missing;
    for (const QString &coin : *coins) {
        const Result<bool> has = bars.hasAny(symbolOfCoin(coin), BarInterval::Day);
        if (!has)
            return fail(has.error());
        if (!*has)
            missing.append(coin);
    }
    return missing;
}

} // namespace

Result<RebuildReport> rebuildBars(const Connection &connection, RebuildScope scope,
                                  const std::function<bool(int, int)> &progress)
{
    QuoteStore quotes{connection};
    const Result<QStringList> coins = coinsToRebuild(connection, quotes, scope);
    if (!coins)
        return fail(coins.error());
    AssetStore assets{connection};
    RollUp rollUp{connection, quotes};
    RebuildReport report;
    for (const QString &coin : *coins) {
        const Result<qint64> bars =
                assets.registerCoin(coin, QDateTime::currentDateTimeUtc()).and_then([&] {
                    return rollUp.rebuild(coin);
                });
        if (!bars)
            return fail(bars.error());
        report.bars += *bars;
        ++report.coins;
        if (progress && !progress(report.coins, static_cast<int>(coins->size())))
            return fail(Error::Kind::Cancelled, {});
    }
    return report;
}
