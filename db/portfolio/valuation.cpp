// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/portfolio/valuation.h"

#include "db/assets/assetstore.h"
#include "db/assets/stockquotestore.h"
#include "db/bars/dailystore.h"
#include "db/domain/coin.h"
#include "db/domain/exchangeday.h"
#include "db/domain/syncplan.h"
#include "db/portfolio/positionstore.h"
#include "db/quotes/quotestore.h"
#include "db/transaction.h"

#include <QMap>

using namespace Qt::Literals::StringLiterals;

namespace {

class Valuation final
{
public:
    explicit Valuation(const Connection &connection)
        : m_assets{connection}
        , m_daily{connection}
        , m_shares{connection}
        , m_quotes{connection}
    {}

    Result<ValuedPosition> value(const Position &position);

private:
    static void describe(ValuedPosition &valued, const std::optional<Asset> &asset);
    Result<> priceCoin(ValuedPosition &valued, const QString &coin);
    Result<> priceShare(ValuedPosition &valued, const std::optional<Asset> &asset);

    AssetStore m_assets;
    DailyStore m_daily;
    StockQuoteStore m_shares;
    QuoteStore m_quotes;
};

// Its name and currency, as the registry says them, else what its symbol says.
void Valuation::describe(ValuedPosition &valued, const std::optional<Asset> &asset)
{
    const QString usual = currencyOf(valued.position.symbol);
    valued.priceCurrency = usual.isEmpty() ? valued.position.currency : usual;
    if (!asset)
        return;
    valued.name = asset->name;
    if (!asset->currency.isEmpty())
        valued.priceCurrency = asset->currency;
}

Result<> Valuation::priceCoin(ValuedPosition &valued, const QString &coin)
{
    valued.priceCurrency = currencyOfCoin(coin);
    if (coin.toUpper() == valued.priceCurrency) { // the account's dollars
        valued.price = Price::fromUnits(100'000'000);
        valued.pricedAt = valued.position.updatedAt;
        return {};
    }
    const Result<std::optional<Quote>> quote = m_quotes.newest(coin);
    if (!quote)
        return fail(quote.error());
    if (*quote) {
        valued.price = (*quote)->last;
        valued.pricedAt = (*quote)->timestamp;
    }
    return {};
}

// The newest day's close, or a delayed quote of a day that has no bar yet.
Result<> Valuation::priceShare(ValuedPosition &valued, const std::optional<Asset> &asset)
{
    const QString &symbol = valued.position.symbol;
    const Result<QDate> newest = m_daily.newestDay(symbol);
    if (!newest)
        return fail(newest.error());
    if (newest->isValid()) {
        const Result<QList<DailyBar>> bars = m_daily.list(symbol, *newest, *newest);
        if (!bars)
            return fail(bars.error());
        valued.price = bars->constLast().close;
        valued.pricedAt = newest->startOfDay(Qt::UTC);
    }
    if (!asset)
        return {};
    const Result<std::optional<DelayedQuote>> quote = m_shares.newestQuote(asset->instrumentId);
    if (!quote)
        return fail(quote.error());
    if (*quote &&
        (!newest->isValid() || exchangeDay(symbol, (*quote)->time.toMSecsSinceEpoch()) > *newest)) {
        valued.price = (*quote)->price;
        valued.pricedAt = (*quote)->time;
    }
    return {};
}

Result<ValuedPosition> Valuation::value(const Position &position)
{
    ValuedPosition valued;
    valued.position = position;
    const QString coin = coinOfSymbol(position.symbol);
    const Result<std::optional<Asset>> asset = m_assets.find(position.symbol);
    if (!asset)
        return fail(asset.error());
    describe(valued, *asset);
    const Result<> priced = coin.isEmpty() ? priceShare(valued, *asset) : priceCoin(valued, coin);
    if (!priced)
        return fail(priced.error());
    if (valued.price)
        valued.value = valueOf(position.quantity, *valued.price);
    if (valued.value && position.cost && !valued.hasForeignCost())
        valued.gain = valued.value->minus(*position.cost);
    return valued;
}

void addTo(std::optional<Quantity> &sum, Quantity part)
{
    if (sum)
        sum = sum->plus(part);
}

} // namespace

QList<CurrencyTotal> totalsOf(const QList<ValuedPosition> &positions)
{
    QMap<QString, CurrencyTotal> totals;
    for (const ValuedPosition &valued : positions) {
        if (!valued.value)
            continue;
        auto total = totals.find(valued.priceCurrency);
        if (total == totals.end())
            total = totals.insert(valued.priceCurrency,
                                  {valued.priceCurrency, 0, Quantity{}, 0, Quantity{}, Quantity{}});
        ++total->positions;
        addTo(total->value, *valued.value);
        if (!valued.gain)
            continue;
        ++total->withGain;
        addTo(total->cost, *valued.position.cost);
        addTo(total->gain, *valued.gain);
    }
    return totals.values();
}

Result<Portfolio> valuedPortfolio(const Connection &connection)
{
    Transaction moment{connection};
    if (const Result<> begun = moment.beginSnapshot(); !begun)
        return fail(begun.error());
    const Result<QList<Position>> positions = PositionStore{connection}.list();
    if (!positions)
        return fail(positions.error());
    Valuation valuation{connection};
    Portfolio portfolio;
    for (const Position &position : *positions) {
        const Result<ValuedPosition> valued = valuation.value(position);
        if (!valued)
            return fail(valued.error());
        portfolio.unpriced += valued->value ? 0 : 1;
        portfolio.positions.append(*valued);
    }
    portfolio.totals = totalsOf(portfolio.positions);
    return portfolio;
}
