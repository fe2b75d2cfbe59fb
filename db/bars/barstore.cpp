// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/bars/barstore.h"

using namespace Qt::Literals::StringLiterals;

namespace {

// Columns: open, high, low, close from first on.
Result<Bar> barFrom(const Rows &rows, int first, qint64 timeMs)
{
    const Result<Price> open = rows.price(first);
    const Result<Price> high = rows.price(first + 1);
    const Result<Price> low = rows.price(first + 2);
    const Result<Price> close = rows.price(first + 3);
    if (!open || !high || !low || !close)
        return fail(Error::Kind::Corrupt, u"a bar in intraday_data holds a price that is not a "
                                          "number; 'tidemarkctl bars rebuild' makes it again"_s);
    return Bar{timeMs, *open, *high, *low, *close};
}

} // namespace

BarStore::BarStore(const Connection &connection)
    : m_statements{connection}
    , m_putSql{u"INSERT INTO intraday_data (time, symbol, bar_interval, open, high, low, close) "
               "VALUES (?, ?, ?, ?, ?, ?, ?)"_s +
               connection.dialect().orUpdate(u"symbol, bar_interval, time"_s,
                                             {u"open"_s, u"high"_s, u"low"_s, u"close"_s})}
{}

Result<std::optional<Bar>> BarStore::find(const QString &symbol, BarInterval interval,
                                          qint64 timeMs)
{
    Result<Rows> rows =
            m_statements.run(u"SELECT open, high, low, close FROM intraday_data "
                             "WHERE symbol = ? AND bar_interval = ? AND time = ?"_s,
                             {symbol, barIntervalName(interval), SqlValue::Time{timeMs}});
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return rows->end().transform([] { return std::optional<Bar>{}; });
    return barFrom(*rows, 0, timeMs).transform([](const Bar &bar) { return std::optional{bar}; });
}

Result<> BarStore::put(const QString &symbol, BarInterval interval, const Bar &bar)
{
    return m_statements
            .change(m_putSql, {SqlValue::Time{bar.time}, symbol, barIntervalName(interval),
                               bar.open, bar.high, bar.low, bar.close})
            .map([](int) {});
}

Result<bool> BarStore::hasAny(const QString &symbol, BarInterval interval)
{
    Result<Rows> rows = m_statements.run(
            u"SELECT 1 FROM intraday_data WHERE symbol = ? AND bar_interval = ? LIMIT 1"_s,
            {symbol, barIntervalName(interval)});
    if (!rows)
        return fail(rows.error());
    return rows->next();
}

Result<> BarStore::removeFrom(const QString &symbol, BarInterval interval, qint64 fromMs)
{
    return m_statements
            .change(u"DELETE FROM intraday_data "
                    "WHERE symbol = ? AND bar_interval = ? AND time >= ?"_s,
                    {symbol, barIntervalName(interval), SqlValue::Time{fromMs}})
            .map([](int) {});
}

Result<> BarStore::read(const QString &symbol, BarInterval interval, qint64 fromMs, qint64 toMs,
                        const std::function<void(const Bar &)> &row)
{
    Result<Rows> rows = m_statements.run(
            u"SELECT time, open, high, low, close FROM intraday_data "
            "WHERE symbol = ? AND bar_interval = ? AND time >= ? AND time < ? ORDER BY time"_s,
            {symbol, barIntervalName(interval), SqlValue::Time{fromMs}, SqlValue::Time{toMs}});
    if (!rows)
        return fail(rows.error());
    while (rows->next()) {
        const Result<Bar> bar = barFrom(*rows, 1, rows->timeMs(0));
        if (!bar)
            return fail(bar.error());
        row(*bar);
    }
    return rows->end();
}
