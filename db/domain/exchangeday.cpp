// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/exchangeday.h"

#include "db/domain/asset.h"
#include "db/domain/syncplan.h"

#include <QTimeZone>

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::hours StaleAfterReady = 2h;

} // namespace

QDate exchangeDay(const QString &symbol, qint64 timeMs)
{
    const std::optional<ExchangeHours> hours = hoursOf(exchangeOf(symbol));
    const QTimeZone zone{hours ? hours->zone : QByteArray{"UTC"}};
    return QDateTime::fromMSecsSinceEpoch(timeMs, zone).date();
}

QDateTime staleFrom(const QString &symbol, const QDate &day)
{
    QDate next = day.addDays(1);
    while (next.dayOfWeek() > Qt::Friday)
        next = next.addDays(1);
    const std::optional<ExchangeHours> hours = hoursOf(exchangeOf(symbol));
    const QDateTime close = hours ? QDateTime{next, hours->close, QTimeZone{hours->zone}}.toUTC()
                                  : QDateTime{next.addDays(1), QTime{0, 0}, Qt::UTC};
    return close.addSecs(std::chrono::seconds{ReadyAfterClose + StaleAfterReady}.count());
}
