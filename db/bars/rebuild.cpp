// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/bars/rebuild.h"

#include "db/assets/assetstore.h"
#include "db/bars/rollup.h"
#include "db/quotes/quotestore.h"

Result<RebuildReport> rebuildBars(const Connection &connection,
                                  const std::function<bool(int, int)> &progress)
{
    QuoteStore quotes{connection};
    const Result<QStringList> coins = quotes.coins();
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
