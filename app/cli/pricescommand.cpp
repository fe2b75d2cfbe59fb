// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"

#include "db/domain/coin.h"
#include "db/quotes/quotestore.h"
#include "db/quotes/seriesstore.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

struct CommandLine {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

QString isoTime(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}

// Columns under their headings, numbers to the right.
QString table(const QStringList &header, const QList<QStringList> &rows)
{
    QList<qsizetype> widths(header.size(), 0);
    for (qsizetype column = 0; column < header.size(); ++column) {
        widths[column] = header[column].size();
        for (const QStringList &row : rows)
            widths[column] = std::max(widths[column], row[column].size());
    }
    const auto line = [&](const QStringList &cells) {
        QStringList padded{cells.constFirst().leftJustified(widths.constFirst())};
        for (qsizetype column = 1; column < cells.size(); ++column)
            padded.append(cells[column].rightJustified(widths[column]));
        return padded.join(u"  "_s);
    };
    QStringList lines{line(header)};
    for (const QStringList &row : rows)
        lines.append(line(row));
    return lines.join(u'\n');
}

QJsonObject toJson(const Quote &quote)
{
    return {{u"coin"_s, quote.coin},
            {u"timestamp"_s, jsonTime(quote.timestamp)},
            {u"bid"_s, quote.bid.toString()},
            {u"ask"_s, quote.ask.toString()},
            {u"last"_s, quote.last.toString()},
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

// A coin_type as it is stored, or a symbol of it.
Result<QString> coinFor(QuoteStore &quotes, const QString &name)
{
    const Result<QStringList> coins = quotes.coins();
    if (!coins)
        return fail(coins.error());
    for (const QString &coin : {name, coinOfSymbol(name)}) {
        if (!coin.isEmpty() && coins->contains(coin))
            return coin;
    }
    const bool otherCase = coins->contains(name.toLower());
    return fail(Error::Kind::NotFound,
                otherCase ? CommandLine::tr("did you mean %1").arg(name.toLower())
                          : CommandLine::tr(
                                    "'tidemarkctl prices latest' lists the coins that are stored"),
                CommandLine::tr("A price of %1").arg(name));
}

} // namespace

ExitCode runPricesLatest(const Context &context)
{
    const Result<std::unique_ptr<Connection>> connection = openToRead(context);
    if (!connection)
        return context.failed(connection.error());
    const Result<QList<Quote>> quotes = QuoteStore{**connection}.latest();
    if (!quotes)
        return context.failed(quotes.error());

    QJsonArray prices;
    QList<QStringList> rows;
    for (const Quote &quote : *quotes) {
        prices.append(toJson(quote));
        rows.append({quote.coin, quote.bid.toString(), quote.ask.toString(), quote.last.toString(),
                     currencyOfCoin(quote.coin), isoTime(quote.timestamp)});
    }
    const QString text =
            rows.isEmpty()
                    ? CommandLine::tr(
                              "No prices yet. 'tidemarkctl collect --once' collects the first.")
                    : table({CommandLine::tr("coin"), CommandLine::tr("bid"),
                             CommandLine::tr("ask"), CommandLine::tr("last"),
                             CommandLine::tr("currency"), CommandLine::tr("slot (UTC)")},
                            rows);
    return context.output.done({{u"prices"_s, prices}}, text);
}

ExitCode runPricesSeries(const Context &context, const PricesSeries &command)
{
    const Result<std::unique_ptr<Connection>> connection = openToRead(context);
    if (!connection)
        return context.failed(connection.error());
    QuoteStore quotes{**connection};
    const Result<Series> series = coinFor(quotes, command.coin).and_then([&](const QString &coin) {
        SeriesRequest request;
        request.coin = coin;
        request.fromMs = command.from.isValid() ? command.from.toMSecsSinceEpoch() : 0;
        request.toMs = (command.to.isValid() ? command.to : QDateTime::currentDateTimeUtc())
                               .toMSecsSinceEpoch();
        request.points = command.points;
        return SeriesStore{**connection}.read(request);
    });
    if (!series)
        return context.failed(series.error());

    QJsonArray points;
    QList<QStringList> rows;
    for (const SeriesPoint &point : series->points) {
        const Bar &bar = point.bar;
        points.append(toJson(bar));
        rows.append({isoTime(QDateTime::fromMSecsSinceEpoch(bar.time, Qt::UTC)),
                     bar.open.toString(), bar.high.toString(), bar.low.toString(),
                     bar.close.toString()});
    }
    const QString text =
            rows.isEmpty()
                    ? CommandLine::tr("No prices of %1 in this time.").arg(series->request.coin)
                    : table({CommandLine::tr("time (UTC)"), CommandLine::tr("open"),
                             CommandLine::tr("high"), CommandLine::tr("low"),
                             CommandLine::tr("close")},
                            rows);
    return context.output.done({{u"points"_s, points}}, text);
}
