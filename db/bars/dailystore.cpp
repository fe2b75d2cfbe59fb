// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/bars/dailystore.h"

#include "db/bars/daytime.h"

using namespace Qt::Literals::StringLiterals;

namespace {

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
                        u"a bar in daily_data holds a price that is not a number"_s);
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
            u"SELECT time, open, high, low, close, adjusted_close, volume FROM daily_data "
            "WHERE symbol = ? AND time >= ? AND time <= ? ORDER BY time"_s,
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
    return day(u"SELECT MAX(time) FROM daily_data WHERE symbol = ?"_s, symbol);
}

Result<QDate> DailyStore::oldestDay(const QString &symbol)
{
    return day(u"SELECT MIN(time) FROM daily_data WHERE symbol = ?"_s, symbol);
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
    return m_statements
            .change(u"INSERT INTO daily_data (time, symbol, open, high, low, close, "
                    "adjusted_close, volume) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s,
                    {dayTime(bar.day), symbol, dailyText(bar.open), dailyText(bar.high),
                     dailyText(bar.low), dailyText(bar.close), dailyText(bar.adjustedClose),
                     bar.volume ? SqlValue{*bar.volume} : SqlValue{}})
            .map([](int) {});
}

Result<> DailyStore::update(const QString &symbol, const DailyBar &bar)
{
    return m_statements
            .change(u"UPDATE daily_data SET open = ?, high = ?, low = ?, close = ?, "
                    "adjusted_close = ?, volume = ? WHERE symbol = ? AND time = ?"_s,
                    {dailyText(bar.open), dailyText(bar.high), dailyText(bar.low),
                     dailyText(bar.close), dailyText(bar.adjustedClose),
                     bar.volume ? SqlValue{*bar.volume} : SqlValue{}, symbol, dayTime(bar.day)})
            .map([](int) {});
}
