// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/bars/barstore.h"

using namespace Qt::Literals::StringLiterals;

namespace {

QVariant time(const Dialect &dialect, qint64 ms)
{
    return dialect.timeToSql(QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC));
}

// Columns: open, high, low, close from first on.
Result<Bar> barFrom(const Rows &rows, int first, qint64 timeMs)
{
    const Result<Price> open = Price::parse(rows.value(first).toString());
    const Result<Price> high = Price::parse(rows.value(first + 1).toString());
    const Result<Price> low = Price::parse(rows.value(first + 2).toString());
    const Result<Price> close = Price::parse(rows.value(first + 3).toString());
    if (!open || !high || !low || !close)
        return fail(Error::Kind::Corrupt, u"a bar in intraday_data holds a price that is not a "
                                          "number; 'tidemarkctl bars rebuild' makes it again"_s);
    return Bar{timeMs, *open, *high, *low, *close};
}

} // namespace

Result<std::optional<Bar>> BarStore::find(const QString &symbol, BarInterval interval,
                                          qint64 timeMs)
{
    const Result<QSqlQuery *> query = m_statements.run(
            u"SELECT open, high, low, close FROM intraday_data "
            "WHERE symbol = ? AND bar_interval = ? AND time = ?"_s,
            {symbol, barIntervalName(interval), time(m_statements.dialect(), timeMs)});
    if (!query)
        return fail(query.error());
    Rows rows{*query};
    if (!rows.next())
        return rows.end().transform([] { return std::optional<Bar>{}; });
    return barFrom(rows, 0, timeMs).transform([](const Bar &bar) { return std::optional{bar}; });
}

Result<> BarStore::put(const QString &symbol, BarInterval interval, const Bar &bar)
{
    return m_statements
            .change(u"INSERT INTO intraday_data (time, symbol, bar_interval, open, high, low, "
                    u"close) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (symbol, bar_interval, time) DO "
                    "UPDATE "
                    "SET open = excluded.open, high = excluded.high, low = excluded.low, "
                    "close = excluded.close"_s,
                    {time(m_statements.dialect(), bar.time), symbol, barIntervalName(interval),
                     bar.open.toString(), bar.high.toString(), bar.low.toString(),
                     bar.close.toString()})
            .map([](int) {});
}

Result<bool> BarStore::hasAny(const QString &symbol, BarInterval interval)
{
    const Result<QSqlQuery *> query = m_statements.run(
            u"SELECT 1 FROM intraday_data WHERE symbol = ? AND bar_interval = ? LIMIT 1"_s,
            {symbol, barIntervalName(interval)});
    if (!query)
        return fail(query.error());
    Rows rows{*query};
    return rows.next();
}

Result<> BarStore::removeAll(const QString &symbol, BarInterval interval)
{
    return m_statements
            .change(u"DELETE FROM intraday_data WHERE symbol = ? AND bar_interval = ?"_s,
                    {symbol, barIntervalName(interval)})
            .map([](int) {});
}

Result<> BarStore::read(const QString &symbol, BarInterval interval, qint64 fromMs, qint64 toMs,
                        const std::function<void(const Bar &)> &row)
{
    const Dialect &dialect = m_statements.dialect();
    const Result<QSqlQuery *> query = m_statements.run(
            u"SELECT time, open, high, low, close FROM intraday_data "
            "WHERE symbol = ? AND bar_interval = ? AND time >= ? AND time < ? ORDER BY time"_s,
            {symbol, barIntervalName(interval), time(dialect, fromMs), time(dialect, toMs)});
    if (!query)
        return fail(query.error());
    Rows rows{*query};
    while (rows.next()) {
        const Result<Bar> bar =
                barFrom(rows, 1, dialect.timeFromSql(rows.value(0)).toMSecsSinceEpoch());
        if (!bar)
            return fail(bar.error());
        row(*bar);
    }
    return rows.end();
}
