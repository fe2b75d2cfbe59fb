// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/portfolio/valuation.h"

#include "db/bars/daytime.h"
#include "db/domain/coin.h"
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
        : m_statements{connection}
        , m_quotes{connection}
    {}

    Result<ValuedPosition> value(const Position &position);

private:
    Result<> nameIt(ValuedPosition &valued);
    Result<> priceCoin(ValuedPosition &valued, const QString &coin);
    Result<> priceShare(ValuedPosition &valued);

    Statements m_statements;
    QuoteStore m_quotes;
};

// The asset's name, and its currency: what the registry says, else its exchange's.
Result<> Valuation::nameIt(ValuedPosition &valued)
{
    const QString usual = currencyOf(exchangeOf(valued.position.symbol));
    valued.priceCurrency = usual.isEmpty() ? valued.position.currency : usual;
    Result<Rows> rows = m_statements.run(u"SELECT name, currency FROM assets WHERE symbol = ?"_s,
                                         {valued.position.symbol});
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return rows->end();
    valued.name = rows->text(0);
    if (const QString currency = rows->text(1); !currency.isEmpty())
        valued.priceCurrency = currency;
    return {};
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

Result<> Valuation::priceShare(ValuedPosition &valued)
{
    Result<Rows> rows = m_statements.run(
            u"SELECT time, close FROM daily_data WHERE symbol = ? ORDER BY time DESC LIMIT 1"_s,
            {valued.position.symbol});
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return rows->end();
    const Result<Price> close = rows->price(1);
    if (!close)
        return fail(close.error());
    valued.price = *close;
    valued.pricedAt = rows->time(0);
    return {};
}

Result<ValuedPosition> Valuation::value(const Position &position)
{
    ValuedPosition valued;
    valued.position = position;
    const QString coin = coinOfSymbol(position.symbol);
    const Result<> priced = nameIt(valued).and_then(
            [&] { return coin.isEmpty() ? priceShare(valued) : priceCoin(valued, coin); });
    if (!priced)
        return fail(priced.error());
    if (valued.price)
        valued.value = valueOf(position.quantity, *valued.price);
    if (valued.value && valued.hasCost() && valued.priceCurrency == position.currency)
        valued.gain = valued.value->minus(position.cost);
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
        addTo(total->cost, valued.position.cost);
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
