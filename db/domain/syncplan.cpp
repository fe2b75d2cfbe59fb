// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/syncplan.h"

#include "db/domain/currencymarket.h"

#include <QTimeZone>

#include <algorithm>
#include <array>
#include <tuple>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct KnownExchange {
    QLatin1StringView code;
    const char *zone;
    int closeMinute;            // of the day, by the exchange's clock
    QLatin1StringView currency; // of nearly all that is listed there, as EODHD writes it
};

// Regular trading hours as the exchanges publish them, closing auction included.
constexpr std::array Exchanges{
        KnownExchange{"US"_L1, "America/New_York", 16 * 60, "USD"_L1},
        KnownExchange{"AU"_L1, "Australia/Sydney", 16 * 60 + 12, "AUD"_L1},
        KnownExchange{"NZ"_L1, "Pacific/Auckland", 17 * 60, "NZD"_L1},
        KnownExchange{"LSE"_L1, "Europe/London", 16 * 60 + 35, "GBX"_L1},
        KnownExchange{"IR"_L1, "Europe/Dublin", 16 * 60 + 30, "EUR"_L1},
        KnownExchange{"TO"_L1, "America/Toronto", 16 * 60, "CAD"_L1},
        KnownExchange{"V"_L1, "America/Toronto", 16 * 60, "CAD"_L1},
        KnownExchange{"CN"_L1, "America/Toronto", 16 * 60, "CAD"_L1},
        KnownExchange{"NEO"_L1, "America/Toronto", 16 * 60, "CAD"_L1},
        KnownExchange{"XETRA"_L1, "Europe/Berlin", 17 * 60 + 35, "EUR"_L1},
        KnownExchange{"F"_L1, "Europe/Berlin", 22 * 60, "EUR"_L1},
        KnownExchange{"BE"_L1, "Europe/Berlin", 22 * 60, "EUR"_L1},
        KnownExchange{"MU"_L1, "Europe/Berlin", 22 * 60, "EUR"_L1},
        KnownExchange{"STU"_L1, "Europe/Berlin", 22 * 60, "EUR"_L1},
        KnownExchange{"DU"_L1, "Europe/Berlin", 22 * 60, "EUR"_L1},
        KnownExchange{"HM"_L1, "Europe/Berlin", 22 * 60, "EUR"_L1},
        KnownExchange{"HA"_L1, "Europe/Berlin", 22 * 60, "EUR"_L1},
        KnownExchange{"PA"_L1, "Europe/Paris", 17 * 60 + 35, "EUR"_L1},
        KnownExchange{"AS"_L1, "Europe/Amsterdam", 17 * 60 + 35, "EUR"_L1},
        KnownExchange{"BR"_L1, "Europe/Brussels", 17 * 60 + 35, "EUR"_L1},
        KnownExchange{"LS"_L1, "Europe/Lisbon", 16 * 60 + 35, "EUR"_L1},
        KnownExchange{"MC"_L1, "Europe/Madrid", 17 * 60 + 35, "EUR"_L1},
        KnownExchange{"MI"_L1, "Europe/Rome", 17 * 60 + 35, "EUR"_L1},
        KnownExchange{"SW"_L1, "Europe/Zurich", 17 * 60 + 30, "CHF"_L1},
        KnownExchange{"VI"_L1, "Europe/Vienna", 17 * 60 + 35, "EUR"_L1},
        KnownExchange{"ST"_L1, "Europe/Stockholm", 17 * 60 + 30, "SEK"_L1},
        KnownExchange{"OL"_L1, "Europe/Oslo", 16 * 60 + 25, "NOK"_L1},
        KnownExchange{"CO"_L1, "Europe/Copenhagen", 17 * 60, "DKK"_L1},
        KnownExchange{"HE"_L1, "Europe/Helsinki", 18 * 60 + 30, "EUR"_L1},
        KnownExchange{"WAR"_L1, "Europe/Warsaw", 17 * 60 + 5, "PLN"_L1},
        KnownExchange{"HK"_L1, "Asia/Hong_Kong", 16 * 60 + 10, "HKD"_L1},
        KnownExchange{"SHG"_L1, "Asia/Shanghai", 15 * 60, "CNY"_L1},
        KnownExchange{"SHE"_L1, "Asia/Shanghai", 15 * 60, "CNY"_L1},
        KnownExchange{"KO"_L1, "Asia/Seoul", 15 * 60 + 30, "KRW"_L1},
        KnownExchange{"KQ"_L1, "Asia/Seoul", 15 * 60 + 30, "KRW"_L1},
        KnownExchange{"TW"_L1, "Asia/Taipei", 13 * 60 + 30, "TWD"_L1},
        KnownExchange{"NSE"_L1, "Asia/Kolkata", 15 * 60 + 30, "INR"_L1},
        KnownExchange{"BSE"_L1, "Asia/Kolkata", 15 * 60 + 30, "INR"_L1},
        KnownExchange{"JSE"_L1, "Africa/Johannesburg", 17 * 60, "ZAC"_L1},
        KnownExchange{"SA"_L1, "America/Sao_Paulo", 18 * 60, "BRL"_L1},
};

// When the bar of this day is there.
QDateTime readyAt(const ExchangeHours &hours, const QDate &day)
{
    return QDateTime{day, hours.close, QTimeZone{hours.zone}}.toUTC().addSecs(
            std::chrono::seconds{ReadyAfterClose}.count());
}

// The first moment after this one at which a day's bar gets ready.
QDateTime readyAfter(const QString &exchange, const ExchangeHours &hours, const QDateTime &moment)
{
    QDate day = moment.toTimeZone(QTimeZone{hours.zone}).date().addDays(-1);
    while (!tradesOn(exchange, day) || readyAt(hours, day) <= moment)
        day = day.addDays(1);
    return readyAt(hours, day);
}

// Never synced goes before any time.
auto queueKey(const AssetRow &row)
{
    const Asset &asset = row.asset;
    return std::tuple{asset.lastSynced.isValid(), asset.lastSynced, asset.symbol};
}

} // namespace

std::optional<ExchangeHours> hoursOf(const QString &exchange)
{
    const auto found = std::ranges::find(Exchanges, exchange, &KnownExchange::code);
    if (found == Exchanges.end())
        return {};
    return ExchangeHours{found->zone, QTime{found->closeMinute / 60, found->closeMinute % 60}};
}

QString currencyOf(const QString &symbol)
{
    const auto found = std::ranges::find(Exchanges, exchangeOf(symbol), &KnownExchange::code);
    return found == Exchanges.end() ? quoteCurrencyOf(symbol) : QString{found->currency};
}

QDate lastReadyDay(const QString &exchange, const QDateTime &now)
{
    const std::optional<ExchangeHours> hours = hoursOf(exchange);
    QDate day = hours ? now.toTimeZone(QTimeZone{hours->zone}).date() : now.date().addDays(-1);
    while (!tradesOn(exchange, day) || (hours && readyAt(*hours, day) > now))
        day = day.addDays(-1);
    return day;
}

QDateTime nextDue(const Asset &asset, const SyncRecord &record)
{
    if (!asset.isActive || asset.isCoin())
        return {};
    if (record.notBefore.isValid())
        return record.notBefore;
    if (!asset.lastSynced.isValid())
        return asset.createdAt;
    const std::optional<ExchangeHours> hours = hoursOf(asset.exchange);
    return hours ? readyAfter(asset.exchange, *hours, asset.lastSynced)
                 : asset.lastSynced.addDays(1);
}

void placeInQueue(QList<AssetRow> &rows, const QHash<QString, SyncRecord> &records,
                  const QDateTime &now)
{
    QList<AssetRow *> due;
    for (AssetRow &row : rows) {
        const SyncRecord record = records.value(row.asset.symbol);
        row.nextDue = nextDue(row.asset, record);
        row.extraCalls = (record.wantsActions ? 2 : 0) +
                         (row.asset.state == SyncState::HistoryChanged ? 1 : 0);
        row.place = 0;
        if (row.nextDue.isValid() && row.nextDue <= now)
            due.append(&row);
    }
    std::ranges::sort(due, {}, [](const AssetRow *row) { return queueKey(*row); });
    for (qsizetype i = 0; i < due.size(); ++i)
        due[i]->place = int(i) + 1;
}

QList<ForecastDay> forecastCalls(const QList<AssetRow> &rows, const CallBudget &budget,
                                 const QDateTime &now)
{
    constexpr int Days = 7;
    QList<AssetRow> queue;
    for (const AssetRow &row : rows) {
        if (row.nextDue.isValid())
            queue.append(row);
    }
    QList<ForecastDay> forecast;
    for (int i = 0; i < Days; ++i) {
        ForecastDay day{now.date().addDays(i), i == 0 ? budget.used : 0, 0};
        const QDateTime end = day.day.addDays(1).startOfDay(Qt::UTC);
        int left = i > 0 ? budget.limit : budget.isBlocked(now) ? 0 : budget.left();
        std::ranges::sort(queue, {}, queueKey);
        for (AssetRow &row : queue) {
            const int calls = 1 + row.extraCalls;
            if (row.nextDue >= end || left < calls)
                continue;
            left -= calls;
            day.expected += calls;
            row.extraCalls = 0;
            row.asset.lastSynced = std::max({row.nextDue, now, day.day.startOfDay(Qt::UTC)});
            row.nextDue = ::nextDue(row.asset, {});
        }
        forecast.append(day);
    }
    return forecast;
}

std::chrono::milliseconds pauseAfterFailure(int failures, bool isUnknownSymbol)
{
    constexpr std::chrono::milliseconds First = 15min;
    constexpr std::chrono::milliseconds Longest = 24h;
    if (isUnknownSymbol)
        return Longest;
    return std::min(Longest, First * (1 << std::clamp(failures - 1, 0, 7)));
}
