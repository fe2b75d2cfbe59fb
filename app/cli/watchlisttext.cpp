// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/watchlisttext.h"

#include "app/cli/commandline.h"
#include "app/cli/output.h"
#include "app/cli/texttable.h"
#include "db/domain/alerts/leveltext.h"

using namespace Qt::Literals::StringLiterals;

namespace {

const QString NoValue = u"–"_s;

QJsonValue jsonOf(const std::optional<Price> &price)
{
    return price ? QJsonValue{price->toString()} : QJsonValue{};
}

QJsonValue jsonOf(const QString &text)
{
    return text.isEmpty() ? QJsonValue{} : QJsonValue{text};
}

// "-1.72": hundredths of a percent.
QString percent(qint64 hundredths)
{
    const quint64 size = hundredths < 0 ? 0 - quint64(hundredths) : quint64(hundredths);
    return u"%1%2.%3"_s.arg(hundredths < 0 ? u"-"_s : u""_s)
            .arg(size / 100)
            .arg(size % 100, 2, 10, QChar{u'0'});
}

QJsonValue jsonPercent(const std::optional<qint64> &hundredths)
{
    return hundredths ? QJsonValue{percent(*hundredths)} : QJsonValue{};
}

QString shown(const QString &text)
{
    return text.isEmpty() ? NoValue : text;
}

QString shownPercent(const std::optional<qint64> &hundredths)
{
    if (!hundredths)
        return NoValue;
    return *hundredths > 0 ? u'+' + percent(*hundredths) : percent(*hundredths);
}

// A sign and a number: which way the price has to go, and how far.
QString shownDistance(const WatchedPrice &priced)
{
    if (priced.direction() == 0)
        return CommandLine::tr("reached");
    if (priced.distance() == 0)
        return priced.direction() > 0 ? u"+<0.01"_s : u"-<0.01"_s;
    return shownPercent(priced.distance());
}

QString shownTime(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODate) : NoValue;
}

} // namespace

QJsonObject jsonOf(const WatchedSymbol &watched)
{
    return {{u"symbol"_s, watched.symbol},
            {u"target"_s, jsonOf(watched.target)},
            {u"note"_s, jsonOf(watched.note)},
            {u"created_at"_s, jsonTime(watched.createdAt)},
            {u"updated_at"_s, jsonTime(watched.updatedAt)}};
}

QJsonObject jsonOf(const WatchedPrice &priced)
{
    QJsonObject object = jsonOf(priced.watched);
    object[u"name"] = jsonOf(priced.name);
    object[u"currency"] = jsonOf(priced.currency);
    object[u"price"] = jsonOf(priced.price);
    object[u"priced_at"] = jsonTime(priced.pricedAt);
    object[u"distance_percent"] = jsonPercent(priced.distance());
    object[u"reached"] = priced.direction() ? QJsonValue{priced.direction() == 0} : QJsonValue{};
    object[u"change_24h_percent"] = jsonPercent(priced.dayChange());
    return object;
}

QString lineOf(const WatchedSymbol &watched)
{
    return watched.target ? CommandLine::tr("%1, target %2")
                                    .arg(watched.symbol, levelText(*watched.target))
                          : CommandLine::tr("%1, no target").arg(watched.symbol);
}

QString textOf(const QList<WatchedPrice> &watchlist)
{
    if (watchlist.isEmpty())
        return CommandLine::tr("Nothing is watched yet. 'tidemarkctl watchlist add BTC --target "
                               "150000' begins.");
    QList<QStringList> rows;
    for (const WatchedPrice &priced : watchlist) {
        const WatchedSymbol &watched = priced.watched;
        rows.append({watched.symbol,
                     priced.price ? levelText(*priced.price) : CommandLine::tr("no price"),
                     watched.target ? levelText(*watched.target) : NoValue, shownDistance(priced),
                     shownPercent(priced.dayChange()), shown(priced.currency),
                     shownTime(priced.pricedAt), shown(watched.note.simplified())});
    }
    return textTable({CommandLine::tr("symbol"), numbers(CommandLine::tr("price")),
                      numbers(CommandLine::tr("target")), numbers(CommandLine::tr("distance %")),
                      numbers(CommandLine::tr("24 h %")), CommandLine::tr("currency"),
                      CommandLine::tr("priced at (UTC)"), CommandLine::tr("note")},
                     rows);
}
