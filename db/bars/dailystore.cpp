// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/bars/dailystore.h"

#include "db/bars/daytime.h"
#include "db/domain/asset.h"
#include "db/domain/currencymarket.h"

using namespace Qt::Literals::StringLiterals;

namespace {

bool isExact(const QString &symbol)
{
    return isCurrencyMarket(exchangeOf(symbol));
}

Result<DailyBar> barFrom(const Rows &rows)
{
    DailyBar bar;
    bar.day = dayOf(rows.timeMs(0));
    for (const auto &[column, price] :
         {std::pair{1, &bar.open}, std::pair{2, &bar.high}, std::pair{3, &bar.low},
          std::pair{4, &bar.close}, std::pair{5, &bar.adjustedClose}}) {
        const Result<Price> read = rows.price(column);
        if (!read)
            return fail(Error::Kind::Corrupt,
                        u"the bar of a day holds a price that is not a number"_s);
        *price = *read;
    }
    if (!rows.isNull(6))
        bar.volume = rows.integer(6);
    return bar;
}

} // namespace

Result<> DailyStore::read(const QString &symbol, const QDate &from, const QDate &to,
                          const std::function<void(const DailyBar &)> &row)
{
    Result<Rows> rows = m_statements.run(
            isExact(symbol)
                    ? u"SELECT time, open, high, low, close, close, volume FROM intraday_data "
                      "WHERE symbol = ? AND bar_interval = '1d' AND time >= ? AND time <= ? "
                      "ORDER BY time"_s
                    : u"SELECT time, open, high, low, close, adjusted_close, volume "
                      "FROM daily_data WHERE symbol = ? AND time >= ? AND time <= ? "
                      "ORDER BY time"_s,
            {symbol, dayTime(from.isValid() ? from : FirstDay),
             dayTime(to.isValid() ? to : LastDay)});
    if (!rows)
        return fail(rows.error());
    while (rows->next()) {
        const Result<DailyBar> bar = barFrom(*rows);
        if (!bar)
            return fail(bar.error());
        row(*bar);
    }
    return rows->end();
}

Result<QList<DailyBar>> DailyStore::list(const QString &symbol, const QDate &from, const QDate &to)
{
    QList<DailyBar> bars;
    return read(symbol, from, to, [&](const DailyBar &bar) { bars.append(bar); }).map([&] {
        return std::move(bars);
    });
}

Result<QDate> DailyStore::newestDay(const QString &symbol)
{
    return day(isExact(symbol) ? u"SELECT MAX(time) FROM intraday_data "
                                 "WHERE symbol = ? AND bar_interval = '1d'"_s
                               : u"SELECT MAX(time) FROM daily_data WHERE symbol = ?"_s,
               symbol);
}

Result<QDate> DailyStore::oldestDay(const QString &symbol)
{
    return day(isExact(symbol) ? u"SELECT MIN(time) FROM intraday_data "
                                 "WHERE symbol = ? AND bar_interval = '1d'"_s
                               : u"SELECT MIN(time) FROM daily_data WHERE symbol = ?"_s,
               symbol);
}

Result<QDate> DailyStore::day(const QString &sql, const QString &symbol)
{
    Result<Rows> rows = m_statements.run(sql, {symbol});
    if (!rows)
        return fail(rows.error());
    QDate day;
    if (rows->next() && !rows->isNull(0))
        day = dayOf(rows->timeMs(0));
    return rows->end().transform([&] { return day; });
}

Result<> DailyStore::insert(const QString &symbol, const DailyBar &bar)
{
    return write(isExact(symbol)
                         ? u"INSERT INTO intraday_data (open, high, low, close, volume, "
                           "bar_interval, symbol, time) VALUES (?, ?, ?, ?, ?, '1d', ?, ?)"_s
                         : u"INSERT INTO daily_data (open, high, low, close, adjusted_close, "
                           "volume, symbol, time) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s,
                 symbol, bar);
}

Result<> DailyStore::update(const QString &symbol, const DailyBar &bar)
{
    return write(isExact(symbol)
                         ? u"UPDATE intraday_data SET open = ?, high = ?, low = ?, close = ?, "
                           "volume = ? WHERE bar_interval = '1d' AND symbol = ? AND time = ?"_s
                         : u"UPDATE daily_data SET open = ?, high = ?, low = ?, close = ?, "
                           "adjusted_close = ?, volume = ? WHERE symbol = ? AND time = ?"_s,
                 symbol, bar);
}

Result<> DailyStore::write(const QString &sql, const QString &symbol, const DailyBar &bar)
{
    const SqlValue volume = bar.volume ? SqlValue{*bar.volume} : SqlValue{};
    const auto changed =
            isExact(symbol) ? m_statements.change(sql, {bar.open, bar.high, bar.low, bar.close,
                                                        volume, symbol, dayTime(bar.day)})
                            : m_statements.change(sql, {dailyText(bar.open), dailyText(bar.high),
                                                        dailyText(bar.low), dailyText(bar.close),
                                                        dailyText(bar.adjustedClose), volume,
                                                        symbol, dayTime(bar.day)});
    return changed.map([](int) {});
}
