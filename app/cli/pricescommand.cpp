// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commandline.h"
#include "app/cli/commands.h"
#include "app/cli/options.h"
#include "app/cli/texttable.h"

#include "db/domain/asset.h"
#include "db/domain/coin.h"
#include "db/quotes/quotestore.h"
#include "db/quotes/seriesstore.h"
#include "db/quotes/stockboard.h"

#include <QJsonArray>

#include <algorithm>
#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int MostPoints = 1'000'000;

struct SeriesOptions {
    QString coin;   // coin_type or symbol
    QDateTime from; // UTC; invalid: the oldest price
    QDateTime to;   // UTC; invalid: now
    int points = 1000;
    bool isRaw = false; // of a stock
};

// What CLI11 fills before it is checked.
struct RawSeries {
    std::string coin;
    std::string from;
    std::string to;
    int points = 1000;
    bool raw = false;
};

QString isoTime(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}

// Null where it is not known.
QJsonValue currencyJson(const QString &currency)
{
    return currency.isEmpty() ? QJsonValue{} : QJsonValue{currency};
}

QJsonObject toJson(const Quote &quote)
{
    return {{u"coin"_s, quote.coin},
            {u"timestamp"_s, jsonTime(quote.timestamp)},
            {u"bid"_s, quote.bid.toString()},
            {u"ask"_s, quote.ask.toString()},
            {u"last"_s, quote.last.toString()},
            {u"currency"_s, currencyJson(currencyOfCoin(quote.coin))},
            {u"created_at"_s, jsonTime(quote.createdAt)}};
}

QJsonObject toJson(const Bar &bar)
{
    return {{u"time"_s, jsonTime(QDateTime::fromMSecsSinceEpoch(bar.time, Qt::UTC))},
            {u"open"_s, bar.open.toString()},
            {u"high"_s, bar.high.toString()},
            {u"low"_s, bar.low.toString()},
            {u"close"_s, bar.close.toString()}};
}

// What a stock has not is null: its price is the last one alone, and no row of ours was inserted
// at one moment for it.
QJsonObject toJson(const BoardRow &stock)
{
    return {{u"coin"_s, stock.quote.coin},
            {u"timestamp"_s, jsonTime(stock.quote.timestamp)},
            {u"bid"_s, QJsonValue{}},
            {u"ask"_s, QJsonValue{}},
            {u"last"_s, stock.quote.last.toString()},
            {u"currency"_s, currencyJson(stock.stock->currency)},
            {u"created_at"_s, QJsonValue{}}};
}

// A coin_type as it is stored, or a symbol of it; the symbol of a stock in whatever letters.
Result<QString> coinFor(QuoteStore &quotes, const QString &name)
{
    const Result<QStringList> coins = quotes.coins();
    if (!coins)
        return fail(coins.error());
    for (const QString &coin : {name, coinOfSymbol(name)}) {
        if (!coin.isEmpty() && coins->contains(coin))
            return coin;
    }
    if (const Result<QString> symbol = stockSymbol(name); symbol && name.contains(u'.'))
        return *symbol;
    const bool otherCase = coins->contains(name.toLower());
    return fail(Error::Kind::NotFound,
                otherCase ? CommandLine::tr("did you mean %1").arg(name.toLower())
                          : CommandLine::tr("'tidemarkctl prices latest' lists what is stored"),
                CommandLine::tr("A price of %1").arg(name));
}

ExitCode latest(const Context &context)
{
    const Result<std::unique_ptr<Connection>> connection = openToRead(context);
    if (!connection)
        return context.failed(connection.error());
    const Result<QList<Quote>> quotes = QuoteStore{**connection}.latest();
    if (!quotes)
        return context.failed(quotes.error());
    const Result<QList<BoardRow>> stocks = StockBoard{**connection}.rows();
    if (!stocks)
        return context.failed(stocks.error());

    QJsonArray prices;
    QList<QStringList> rows;
    for (const Quote &quote : *quotes) {
        prices.append(toJson(quote));
        rows.append({quote.coin, quote.bid.toString(), quote.ask.toString(), quote.last.toString(),
                     currencyOfCoin(quote.coin), isoTime(quote.timestamp)});
    }
    for (const BoardRow &stock : *stocks) {
        if (!stock.stock->hasPrice)
            continue;
        prices.append(toJson(stock));
        rows.append({stock.quote.coin, u"–"_s, u"–"_s, stock.quote.last.toString(),
                     stock.stock->currency, isoTime(stock.quote.timestamp)});
    }
    const QString text =
            rows.isEmpty()
                    ? CommandLine::tr("No prices yet. 'tidemarkctl collect --once' collects the "
                                      "first of coins, 'tidemarkctl assets sync' those of stocks "
                                      "that 'assets add' registered.")
                    : textTable({CommandLine::tr("symbol"), numbers(CommandLine::tr("bid")),
                                 numbers(CommandLine::tr("ask")), numbers(CommandLine::tr("last")),
                                 CommandLine::tr("currency"), CommandLine::tr("time (UTC)")},
                                rows);
    return context.output.done({{u"prices"_s, prices}}, text);
}

ExitCode series(const Context &context, const SeriesOptions &command)
{
    const Result<std::unique_ptr<Connection>> connection = openToRead(context);
    if (!connection)
        return context.failed(connection.error());
    QuoteStore quotes{**connection};
    const Result<Series> read = coinFor(quotes, command.coin).and_then([&](const QString &coin) {
        SeriesRequest request;
        request.coin = coin;
        request.fromMs = command.from.isValid() ? command.from.toMSecsSinceEpoch()
                                                : std::numeric_limits<qint64>::min();
        request.toMs = (command.to.isValid() ? command.to : QDateTime::currentDateTimeUtc())
                               .toMSecsSinceEpoch();
        request.points = command.points;
        request.isRaw = command.isRaw;
        request.isCut = true;
        return SeriesStore{**connection}.read(request);
    });
    if (!read)
        return context.failed(read.error());
    if (command.isRaw && !read->stock)
        return context.output.failed(
                Error::Kind::Usage,
                CommandLine::tr("--raw is for stocks: the prices of coins are never adjusted."));

    QJsonArray points;
    QList<QStringList> rows;
    for (const SeriesPoint &point : read->points) {
        const Bar &bar = point.bar;
        points.append(toJson(bar));
        rows.append({isoTime(QDateTime::fromMSecsSinceEpoch(bar.time, Qt::UTC)),
                     bar.open.toString(), bar.high.toString(), bar.low.toString(),
                     bar.close.toString()});
    }
    const QString text =
            rows.isEmpty()
                    ? CommandLine::tr("No prices of %1 in this time.").arg(read->request.coin)
                    : textTable({CommandLine::tr("time (UTC)"), numbers(CommandLine::tr("open")),
                                 numbers(CommandLine::tr("high")), numbers(CommandLine::tr("low")),
                                 numbers(CommandLine::tr("close"))},
                                rows);
    const QString currency =
            read->stock ? read->stock->currency : currencyOfCoin(read->request.coin);
    return context.output.done({{u"currency"_s, currencyJson(currency)}, {u"points"_s, points}},
                               text);
}

Result<SeriesOptions> checked(const RawSeries &raw)
{
    SeriesOptions series;
    series.coin = QString::fromStdString(raw.coin);
    series.points = raw.points;
    series.isRaw = raw.raw;
    if (series.coin.isEmpty())
        return wrongUsage(u"COIN is empty: write a coin such as btc."_s);
    return rangeFrom(raw.from, raw.to).transform([&](const TimeRange &range) {
        series.from = range.from;
        series.to = range.to;
        return series;
    });
}

} // namespace

void describePrices(CommandSet &commands)
{
    CLI::App &prices = commands.group("prices", "Read prices back, exact to the last digit");
    commands.command(prices, "latest", "The newest price of every coin, stock and currency",
                     [] { return CommandRun{latest}; });

    const auto raw = CommandSet::raw<RawSeries>();
    CLI::App &asked = commands.command(
            prices, "series", "One coin, stock or currency over time, as open, high, low, close",
            [raw] {
                return checked(*raw).transform([](const SeriesOptions &options) {
                    return CommandRun{
                            [options](const Context &context) { return series(context, options); }};
                });
            });
    asked.add_option("COIN", raw->coin, "As btc, its symbol BTC.COINSPOT, BHP.AU or EURUSD.FOREX")
            ->required();
    asked.add_option("--from", raw->from,
                     "First moment, as 2026-11-20 or 2026-11-20T03:15Z "
                     "(default: the oldest price)")
            ->type_name("TIME");
    asked.add_option("--to", raw->to, "Moment after the last (default: now)")->type_name("TIME");
    asked.add_option("--points", raw->points, "At most this many points")
            ->check(CLI::Range(1, MostPoints))
            ->capture_default_str();
    asked.add_flag("--raw", raw->raw,
                   "A stock's prices as traded, not adjusted for splits and dividends");
}
