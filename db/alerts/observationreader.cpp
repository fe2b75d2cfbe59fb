// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/alerts/observationreader.h"

#include "db/domain/adjustment.h"
#include "db/domain/coin.h"
#include "db/domain/currencymarket.h"
#include "db/domain/exchangeday.h"
#include "db/domain/syncplan.h"
#include "db/domain/timespans.h"

#include <QTimeZone>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

// A coin is late, and its price no longer fresh, after three slots.
constexpr qint64 CoinFreshMs = 15 * 60'000;

qint64 midnightMs(const QDate &day)
{
    return QDateTime{day, QTime{0, 0}, Qt::UTC}.toMSecsSinceEpoch();
}

// When the exchange closed on this day; the end of the day where its hours are not known.
qint64 closeMs(const QString &symbol, const QDate &day)
{
    const std::optional<ExchangeHours> hours = hoursOf(exchangeOf(symbol));
    if (!hours)
        return midnightMs(day) + DayMs;
    return QDateTime{day, hours->close, QTimeZone{hours->zone}}.toMSecsSinceEpoch();
}

// As DailyStore keeps them.
ObservationSource barSource(const QString &symbol)
{
    return isCurrencyMarket(exchangeOf(symbol)) ? ObservationSource::ExactBar
                                                : ObservationSource::DailyBar;
}

} // namespace

ObservationReader::ObservationReader(const Connection &connection)
    : m_statements{connection}
    , m_bars{connection}
    , m_daily{connection}
    , m_actions{connection}
{}

Result<QList<Observation>> ObservationReader::read(const QString &symbol, qint64 afterMs,
                                                   qint64 untilMs, qint64 judgedAtMs)
{
    if (const QString coin = coinOfSymbol(symbol); !coin.isEmpty())
        return readCoin(coin, afterMs, untilMs);
    Result<QList<Observation>> days = readDays(symbol, afterMs, untilMs, judgedAtMs);
    if (!days)
        return days;
    Result<QList<Observation>> quotes = readQuotes(symbol, afterMs, untilMs);
    if (!quotes)
        return quotes;
    days->append(*quotes);
    std::ranges::stable_sort(*days, {}, &Observation::timeMs);
    return days;
}

Result<QList<Observation>> ObservationReader::readCoin(const QString &coin, qint64 afterMs,
                                                       qint64 untilMs)
{
    Result<Rows> rows = m_statements.run(
            u"SELECT id, timestamp, created_at, bid, ask, last FROM price_data_5min "
            "WHERE coin_type = ? AND timestamp > ? AND timestamp <= ? ORDER BY timestamp"_s,
            {coin, SqlValue::Time{afterMs}, SqlValue::Time{untilMs}});
    if (!rows)
        return fail(rows.error());
    QList<Observation> observations;
    while (rows->next()) {
        Observation observation;
        observation.rowId = rows->integer(0);
        observation.timeMs = rows->timeMs(1);
        observation.dayMs = observation.timeMs - observation.timeMs % DayMs;
        observation.staleMs = observation.timeMs + CoinFreshMs;
        observation.isLate = rows->timeMs(2) > observation.staleMs;
        const Result<Price> bid = rows->price(3);
        const Result<Price> ask = rows->price(4);
        const Result<Price> last = rows->price(5);
        if (!bid || !ask || !last)
            return fail((!bid ? bid : !ask ? ask : last).error());
        observation.bid = *bid;
        observation.ask = *ask;
        observation.last = observation.high = observation.low = *last;
        observations.append(observation);
    }
    return rows->end().transform([&] { return std::move(observations); });
}

Result<QList<DailyBar>> ObservationReader::adjustedDays(const QString &symbol)
{
    Result<QList<DailyBar>> days = m_daily.list(symbol);
    if (!days)
        return days;
    const Result<QList<CorporateAction>> actions = m_actions.adjusting(symbol);
    if (!actions)
        return fail(actions.error());
    const Adjustment adjustment{*days, *actions, {}};
    for (DailyBar &bar : *days) {
        for (Price DailyBar::*price : {&DailyBar::high, &DailyBar::low, &DailyBar::close})
            bar.*price = adjustment.apply(bar.*price, bar.day);
    }
    return days;
}

Result<QList<Observation>> ObservationReader::readDays(const QString &symbol, qint64 afterMs,
                                                       qint64 untilMs, qint64 judgedAtMs)
{
    const Result<QList<DailyBar>> days = adjustedDays(symbol);
    if (!days)
        return fail(days.error());
    QList<Observation> observations;
    for (const DailyBar &bar : *days) {
        // Both are looked up in the zone of the exchange, which costs more than this.
        if (midnightMs(bar.day) + 2 * DayMs < afterMs)
            continue;
        Observation observation;
        observation.timeMs = closeMs(symbol, bar.day);
        if (observation.timeMs <= afterMs || observation.timeMs > untilMs)
            continue;
        observation.dayMs = midnightMs(bar.day);
        observation.staleMs = staleFrom(symbol, bar.day).toMSecsSinceEpoch();
        observation.last = bar.close;
        observation.high = bar.high;
        observation.low = bar.low;
        observation.volume = bar.volume;
        observation.source = barSource(symbol);
        observation.isLate = judgedAtMs > observation.staleMs;
        observations.append(observation);
    }
    return observations;
}

Result<QList<Observation>> ObservationReader::readQuotes(const QString &symbol, qint64 afterMs,
                                                         qint64 untilMs)
{
    Result<Rows> rows = m_statements.run(
            u"SELECT m.id, m.timestamp, m.price, m.volume FROM market_data m "
            "JOIN assets a ON a.instrument_id = m.instrument_id WHERE a.symbol = ? "
            "AND m.timestamp > ? AND m.timestamp <= ? AND m.deleted_at IS NULL "
            "ORDER BY m.timestamp, m.id"_s,
            {symbol, SqlValue::Time{afterMs}, SqlValue::Time{untilMs}});
    if (!rows)
        return fail(rows.error());
    QList<Observation> observations;
    while (rows->next()) {
        Observation observation;
        observation.rowId = rows->integer(0);
        observation.timeMs = rows->timeMs(1);
        const QDate day = exchangeDay(symbol, observation.timeMs);
        observation.dayMs = midnightMs(day);
        observation.staleMs = staleFrom(symbol, day).toMSecsSinceEpoch();
        // FLOAT since version 7; all that is meant of it are four decimals.
        const Result<Price> price =
                Price::parse(QString::number(rows->real(2), 'f', DailyDecimals));
        if (!price)
            return fail(Error::Kind::Corrupt, u"a price in market_data is not a number"_s);
        observation.last = observation.high = observation.low = *price;
        if (!rows->isNull(3))
            observation.volume = rows->integer(3);
        observation.source = ObservationSource::StockQuote;
        observations.append(observation);
    }
    return rows->end().transform([&] { return std::move(observations); });
}

Result<QList<ObservedDay>> ObservationReader::daysBefore(const QString &symbol, qint64 dayMs,
                                                         qint64 count)
{
    QList<ObservedDay> days;
    if (!coinOfSymbol(symbol).isEmpty()) {
        return m_bars
                .read(symbol, BarInterval::Day, dayMs - count * DayMs, dayMs,
                      [&](const Bar &bar) {
                          days.append({bar.time, bar.high, bar.low, bar.close});
                      })
                .transform([&] { return days; });
    }
    const Result<QList<DailyBar>> bars = adjustedDays(symbol);
    if (!bars)
        return fail(bars.error());
    for (const DailyBar &bar : *bars) {
        if (midnightMs(bar.day) < dayMs)
            days.append({midnightMs(bar.day), bar.high, bar.low, bar.close, barSource(symbol)});
    }
    return days.mid(std::max<qsizetype>(days.size() - count, 0));
}

Result<qint64> ObservationReader::newestMs(const QString &symbol)
{
    const QString coin = coinOfSymbol(symbol);
    if (coin.isEmpty()) {
        const Result<QDate> day = m_daily.newestDay(symbol);
        if (!day)
            return fail(day.error());
        const qint64 dayMs = day->isValid() ? closeMs(symbol, *day) : 0;
        Result<Rows> rows = m_statements.run(
                u"SELECT m.timestamp FROM market_data m JOIN assets a ON a.instrument_id = "
                "m.instrument_id WHERE a.symbol = ? AND m.deleted_at IS NULL "
                "ORDER BY m.timestamp DESC LIMIT 1"_s,
                {symbol});
        if (!rows)
            return fail(rows.error());
        const qint64 quoteMs = rows->next() ? rows->timeMs(0) : 0;
        return rows->end().transform([&] { return std::max(dayMs, quoteMs); });
    }
    Result<Rows> rows = m_statements.run(u"SELECT timestamp FROM price_data_5min WHERE "
                                         "coin_type = ? ORDER BY timestamp DESC LIMIT 1"_s,
                                         {coin});
    if (!rows)
        return fail(rows.error());
    const qint64 newestMs = rows->next() ? rows->timeMs(0) : 0;
    return rows->end().transform([&] { return newestMs; });
}
