// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/bars/rebuild.h"

#include "db/assets/assetstore.h"
#include "db/bars/rollup.h"
#include "db/domain/coin.h"
#include "db/quotes/quotestore.h"
#include "db/transaction.h"

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
        const QString symbol = symbolOfCoin(coin);
        const Result<bool> hasDays = bars.hasAny(symbol, BarInterval::Day);
        const Result<bool> hasHours = bars.hasAny(symbol, BarInterval::Hour);
        if (!hasDays || !hasHours)
            return fail(hasDays ? hasHours.error() : hasDays.error());
        if (!*hasDays && !*hasHours)
            missing.append(coin);
    }
    return missing;
}

// In a transaction, because one statement alone would not wait for a migration.
Result<> registerCoin(const Connection &connection, AssetStore &assets, const QString &coin,
                      SettledSchema &schema)
{
    Transaction transaction{connection};
    return transaction.begin()
            .and_then([&] { return schema.check(); })
            .and_then([&] { return assets.registerCoin(coin, QDateTime::currentDateTimeUtc()); })
            .and_then([&] { return transaction.commit(); });
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
    SettledSchema schema{connection};
    RebuildReport report;
    for (const QString &coin : *coins) {
        const Result<qint64> bars = registerCoin(connection, assets, coin, schema).and_then([&] {
            return rollUp.rebuild(coin, schema);
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
