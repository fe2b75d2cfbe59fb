// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/exchangeday.h"

#include "db/domain/asset.h"
#include "db/domain/currencymarket.h"
#include "db/domain/syncplan.h"

#include <QTimeZone>

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::hours StaleAfterReady = 2h;
const QTime CurrenciesEnd{21, 0};

QTimeZone zoneOf(const QString &symbol)
{
    const std::optional<ExchangeHours> hours = hoursOf(exchangeOf(symbol));
    return QTimeZone{hours ? hours->zone : QByteArray{"UTC"}};
}

} // namespace

QDate exchangeDay(const QString &symbol, qint64 timeMs)
{
    return QDateTime::fromMSecsSinceEpoch(timeMs, zoneOf(symbol)).date();
}

qint64 exchangeDayMs(const QString &symbol, const QDate &day)
{
    return day.startOfDay(zoneOf(symbol)).toMSecsSinceEpoch();
}

qint64 tradingEndMs(const QString &symbol, const QDate &day)
{
    const std::optional<ExchangeHours> hours = hoursOf(exchangeOf(symbol));
    return QDateTime{day, hours ? hours->close : CurrenciesEnd, zoneOf(symbol)}.toMSecsSinceEpoch();
}

QDateTime staleFrom(const QString &symbol, const QDate &day)
{
    const QString exchange = exchangeOf(symbol);
    QDate next = day.addDays(1);
    while (!tradesOn(exchange, next))
        next = next.addDays(1);
    const std::optional<ExchangeHours> hours = hoursOf(exchange);
    // Without hours it is asked for once in a day: that day may pass before anybody looks.
    const QDateTime close = hours ? QDateTime{next, hours->close, QTimeZone{hours->zone}}.toUTC()
                                  : QDateTime{next.addDays(2), QTime{0, 0}, Qt::UTC};
    return close.addSecs(std::chrono::seconds{ReadyAfterClose + StaleAfterReady}.count());
}
