// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/portfoliotext.h"

#include "app/cli/commandline.h"
#include "app/cli/output.h"
#include "app/cli/texttable.h"

#include <QJsonArray>

using namespace Qt::Literals::StringLiterals;

namespace {

const QString NoValue = u"–"_s;

QJsonValue jsonOf(const std::optional<Quantity> &quantity)
{
    return quantity ? QJsonValue{quantity->toString()} : QJsonValue{};
}

QJsonValue jsonOf(const QString &text)
{
    return text.isEmpty() ? QJsonValue{} : QJsonValue{text};
}

QString shown(const std::optional<Quantity> &quantity)
{
    return quantity ? quantity->toShortString() : NoValue;
}

QString shown(const QString &text)
{
    return text.isEmpty() ? NoValue : text;
}

// With its own currency where the row's is another.
QString costText(const ValuedPosition &valued)
{
    const QString amount = shown(valued.position.cost);
    return valued.price && valued.hasForeignCost() ? amount + u' ' + valued.position.currency
                                                   : amount;
}

QString shownTime(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODate) : NoValue;
}

// "-1.72": hundredths of a percent.
QString percent(qint64 hundredths)
{
    const quint64 size = hundredths < 0 ? 0 - quint64(hundredths) : quint64(hundredths);
    return u"%1%2.%3"_s.arg(hundredths < 0 ? u"-"_s : u""_s)
            .arg(size / 100)
            .arg(size % 100, 2, 10, QChar{u'0'});
}

std::optional<qint64> gainPercent(const ValuedPosition &valued)
{
    return valued.gain && valued.position.cost ? hundredthsOf(*valued.gain, *valued.position.cost)
                                               : std::nullopt;
}

QJsonObject jsonOf(const ValuedPosition &valued)
{
    QJsonObject object = jsonOf(valued.position);
    const auto gain = gainPercent(valued);
    object[u"name"] = jsonOf(valued.name);
    object[u"price"] = valued.price ? QJsonValue{valued.price->toString()} : QJsonValue{};
    object[u"priced_at"] = jsonTime(valued.pricedAt);
    object[u"price_currency"] = valued.price ? QJsonValue{valued.priceCurrency} : QJsonValue{};
    object[u"value"] = jsonOf(valued.value);
    object[u"gain"] = jsonOf(valued.gain);
    object[u"gain_percent"] = gain ? QJsonValue{percent(*gain)} : QJsonValue{};
    return object;
}

QJsonObject jsonOf(const CurrencyTotal &total)
{
    return {{u"currency"_s, total.currency},   {u"positions"_s, total.positions},
            {u"value"_s, jsonOf(total.value)}, {u"with_gain"_s, total.withGain},
            {u"cost"_s, jsonOf(total.cost)},   {u"gain"_s, jsonOf(total.gain)}};
}

QJsonObject jsonOf(const AccountEntry &entry)
{
    return {{u"kind"_s, accountEntryKindName(entry.kind)},
            {u"time"_s, jsonTime(entry.time)},
            {u"id"_s, jsonOf(entry.id)},
            {u"coin"_s, jsonOf(entry.coin)},
            {u"market"_s, jsonOf(entry.market)},
            {u"type"_s, jsonOf(entry.type)},
            {u"status"_s, jsonOf(entry.status)},
            {u"amount"_s, jsonOf(entry.amount)},
            {u"rate"_s, jsonOf(entry.rate)},
            {u"total"_s, jsonOf(entry.total)},
            {u"fee"_s, jsonOf(entry.fee)},
            {u"currency"_s, jsonOf(entry.currency)},
            {u"remark"_s, jsonOf(entry.remark)}};
}

QString lineOf(const CurrencyTotal &total)
{
    QString line = CommandLine::tr("%1 %2 in %n position(s)", nullptr, total.positions)
                           .arg(shown(total.value), total.currency);
    if (total.withGain > 0)
        line += CommandLine::tr("; %1 %2 gained on a cost of %3")
                        .arg(shown(total.gain), total.currency, shown(total.cost));
    return line;
}

QString cutText(const QList<QDate> &days)
{
    QStringList names;
    for (const QDate &day : days)
        names.append(day.toString(Qt::ISODate));
    return CommandLine::tr("CoinSpot tells only a part of: %1. It has more there than it answers "
                           "at once.")
            .arg(names.join(u", "_s));
}

} // namespace

QJsonObject jsonOf(const Position &position)
{
    return {{u"id"_s, position.id},
            {u"symbol"_s, position.symbol},
            {u"quantity"_s, position.quantity.toString()},
            {u"cost"_s, jsonOf(position.cost)},
            {u"currency"_s, position.currency},
            {u"source"_s, positionSourceName(position.source)},
            {u"opened_at"_s, jsonTime(position.openedAt)},
            {u"note"_s, jsonOf(position.note)}};
}

QString lineOf(const Position &position)
{
    const QString what = u"%1 %2"_s.arg(position.quantity.toShortString(), position.symbol);
    return position.cost ? CommandLine::tr("%1, cost %2 %3")
                                   .arg(what, position.cost->toShortString(), position.currency)
                         : what;
}

QJsonObject jsonOf(const Portfolio &portfolio)
{
    QJsonArray positions;
    for (const ValuedPosition &valued : portfolio.positions)
        positions.append(jsonOf(valued));
    QJsonArray totals;
    for (const CurrencyTotal &total : portfolio.totals)
        totals.append(jsonOf(total));
    return {{u"positions"_s, positions},
            {u"totals"_s, totals},
            {u"unpriced"_s, portfolio.unpriced}};
}

QString textOf(const Portfolio &portfolio)
{
    if (portfolio.positions.isEmpty())
        return CommandLine::tr("No positions yet. 'tidemarkctl portfolio sync' takes over the "
                               "balances of your CoinSpot account, 'portfolio add' one by hand.");
    QList<QStringList> rows;
    for (const ValuedPosition &valued : portfolio.positions) {
        const Position &position = valued.position;
        const auto gain = gainPercent(valued);
        rows.append(
                {position.symbol, QString::number(position.id), positionSourceName(position.source),
                 position.quantity.toShortString(), costText(valued),
                 valued.price ? valued.price->toString() : CommandLine::tr("no price"),
                 shown(valued.value), valued.price ? valued.priceCurrency : position.currency,
                 shown(valued.gain), gain ? percent(*gain) : NoValue, shownTime(valued.pricedAt)});
    }
    QStringList parts{textTable(
            {CommandLine::tr("symbol"), numbers(CommandLine::tr("id")), CommandLine::tr("source"),
             numbers(CommandLine::tr("quantity")), numbers(CommandLine::tr("cost")),
             numbers(CommandLine::tr("price")), numbers(CommandLine::tr("value")),
             CommandLine::tr("currency"), numbers(CommandLine::tr("gain")),
             numbers(CommandLine::tr("gain %")), CommandLine::tr("priced at (UTC)")},
            rows)};
    for (const CurrencyTotal &total : portfolio.totals)
        parts.append(lineOf(total));
    if (portfolio.unpriced > 0)
        parts.append(CommandLine::tr("%n position(s) without a price: in no total", nullptr,
                                     portfolio.unpriced));
    return parts.join(u'\n');
}

QJsonObject jsonOf(const AccountHistory &history)
{
    QJsonArray entries;
    for (const AccountEntry &entry : history.entries)
        entries.append(jsonOf(entry));
    QJsonArray cut;
    for (const QDate &day : history.cutDays)
        cut.append(day.toString(Qt::ISODate));
    return {{u"list"_s, accountListName(history.request.list)},
            {u"from"_s, history.request.from.toString(Qt::ISODate)},
            {u"to"_s, history.request.to.toString(Qt::ISODate)},
            {u"entries"_s, entries},
            {u"cut_days"_s, cut}};
}

QString textOf(const AccountHistory &history)
{
    QStringList parts;
    if (history.entries.isEmpty()) {
        parts.append(history.request.list == AccountList::Orders
                             ? CommandLine::tr("No order is open.")
                             : CommandLine::tr("CoinSpot has no %1 from %2 to %3.")
                                       .arg(accountListName(history.request.list),
                                            history.request.from.toString(Qt::ISODate),
                                            history.request.to.toString(Qt::ISODate)));
    } else {
        QList<QStringList> rows;
        for (const AccountEntry &entry : history.entries)
            rows.append({shownTime(entry.time), accountEntryKindName(entry.kind), shown(entry.coin),
                         shown(entry.amount), shown(entry.rate), shown(entry.total),
                         shown(entry.fee), entry.currency,
                         shown(entry.type.isEmpty() ? entry.status : entry.type)});
        parts.append(textTable({CommandLine::tr("time (UTC)"), CommandLine::tr("what"),
                                CommandLine::tr("coin"), numbers(CommandLine::tr("amount")),
                                numbers(CommandLine::tr("rate")), numbers(CommandLine::tr("total")),
                                numbers(CommandLine::tr("fee")), CommandLine::tr("currency"),
                                CommandLine::tr("type")},
                               rows));
    }
    if (!history.cutDays.isEmpty())
        parts.append(cutText(history.cutDays));
    return parts.join(u'\n');
}

QString keyAccessName(KeyAccess access)
{
    switch (access) {
    case KeyAccess::ReadOnly:
        return u"read_only"_s;
    case KeyAccess::Full:
        return u"full"_s;
    case KeyAccess::Unknown:
        break;
    }
    return u"unknown"_s;
}

QString fullAccessWarning()
{
    return CommandLine::tr("This CoinSpot key may trade and withdraw. Tidemark only reads, so make "
                           "a Read Only key at CoinSpot, set it by 'tidemarkctl credentials set "
                           "coinspot-key' and coinspot-secret, and delete this one there.");
}
