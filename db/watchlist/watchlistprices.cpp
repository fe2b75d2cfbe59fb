// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/watchlist/watchlistprices.h"

#include "db/domain/coin.h"
#include "db/domain/syncplan.h"
#include "db/quotes/quotestore.h"
#include "db/quotes/stockboard.h"
#include "db/transaction.h"
#include "db/watchlist/watchliststore.h"

namespace {

class Pricing final
{
public:
    Pricing(const Connection &connection, const QDateTime &asOf)
        : m_dayAgo{asOf.addDays(-1)}
        , m_assets{connection}
        , m_quotes{connection}
        , m_stocks{connection}
    {}

    Result<WatchedPrice> price(const WatchedSymbol &watched);

private:
    Result<> priceCoin(WatchedPrice &priced, const QString &coin);
    Result<> priceStock(WatchedPrice &priced, const Asset &asset);

    QDateTime m_dayAgo;
    AssetStore m_assets;
    QuoteStore m_quotes;
    StockBoard m_stocks;
};

Result<> Pricing::priceCoin(WatchedPrice &priced, const QString &coin)
{
    priced.currency = currencyOfCoin(coin);
    const Result<std::optional<Quote>> quote = m_quotes.newest(coin);
    if (!quote)
        return fail(quote.error());
    if (!*quote)
        return {};
    priced.price = (*quote)->last;
    priced.pricedAt = (*quote)->timestamp;
    const Result<std::optional<Price>> dayAgo = m_quotes.lastAt(coin, m_dayAgo);
    if (!dayAgo)
        return fail(dayAgo.error());
    priced.dayAgo = *dayAgo;
    return {};
}

Result<> Pricing::priceStock(WatchedPrice &priced, const Asset &asset)
{
    const Result<BoardRow> row = m_stocks.row(asset);
    if (!row)
        return fail(row.error());
    if (!asset.currency.isEmpty())
        priced.currency = asset.currency;
    if (!row->stock->hasPrice)
        return {};
    priced.price = row->quote.last;
    priced.pricedAt = row->quote.timestamp;
    priced.isDaily = row->stock->isDaily;
    priced.dayAgo = row->dayAgo;
    return {};
}

Result<WatchedPrice> Pricing::price(const WatchedSymbol &watched)
{
    WatchedPrice priced;
    priced.watched = watched;
    priced.currency = currencyOf(exchangeOf(watched.symbol));
    const Result<std::optional<Asset>> asset = m_assets.find(watched.symbol);
    if (!asset)
        return fail(asset.error());
    if (*asset)
        priced.name = (*asset)->name;
    const QString coin = coinOfSymbol(watched.symbol);
    Result<> done;
    if (!coin.isEmpty())
        done = priceCoin(priced, coin);
    else if (*asset)
        done = priceStock(priced, **asset);
    return done.transform([&] { return priced; });
}

} // namespace

Result<QList<WatchedPrice>> pricedWatchlist(const Connection &connection, const QDateTime &asOf)
{
    Transaction moment{connection};
    if (const Result<> begun = moment.beginSnapshot(); !begun)
        return fail(begun.error());
    const Result<QList<WatchedSymbol>> list = WatchlistStore{connection}.list();
    if (!list)
        return fail(list.error());
    Pricing pricing{connection, asOf};
    QList<WatchedPrice> all;
    for (const WatchedSymbol &watched : *list) {
        const Result<WatchedPrice> priced = pricing.price(watched);
        if (!priced)
            return fail(priced.error());
        all.append(*priced);
    }
    return all;
}
