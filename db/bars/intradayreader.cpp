// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/bars/intradayreader.h"

#include "db/domain/timespans.h"

#include <array>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array<std::pair<QLatin1StringView, qint64>, 3> Intervals{
        {{"1m"_L1, MinuteMs}, {"5m"_L1, 5 * MinuteMs}, {"1h"_L1, 60 * MinuteMs}}};

} // namespace

Result<QList<IntradayReader::Kept>> IntradayReader::kept(const QString &symbol)
{
    QList<Kept> all;
    for (const auto &[interval, lengthMs] : Intervals) {
        Result<Rows> rows = m_statements.run(u"SELECT MIN(time), MAX(time) FROM intraday_data "
                                             "WHERE symbol = ? AND bar_interval = ?"_s,
                                             {symbol, QString{interval}});
        if (!rows)
            return fail(rows.error());
        if (rows->next() && !rows->isNull(0))
            all.append({interval, lengthMs, rows->timeMs(0), rows->timeMs(1)});
        if (const Result<> end = rows->end(); !end)
            return fail(end.error());
    }
    return all;
}

Result<qint64> IntradayReader::count(const QString &symbol, const Kept &kept, qint64 fromMs,
                                     qint64 toMs)
{
    Result<Rows> rows =
            m_statements.run(u"SELECT COUNT(*) FROM intraday_data "
                             "WHERE symbol = ? AND bar_interval = ? AND time >= ? AND time < ?"_s,
                             {symbol, kept.interval, SqlValue::Time{fromMs}, SqlValue::Time{toMs}});
    if (!rows)
        return fail(rows.error());
    const qint64 count = rows->next() ? rows->integer(0) : 0;
    return rows->end().transform([&] { return count; });
}

Result<>
IntradayReader::read(const QString &symbol, const Kept &kept, qint64 fromMs, qint64 toMs,
                     const std::function<void(const Bar &, std::optional<qint64> volume)> &row)
{
    Result<Rows> rows = m_statements.run(
            u"SELECT time, open, high, low, close, volume FROM intraday_data "
            "WHERE symbol = ? AND bar_interval = ? AND time >= ? AND time < ? ORDER BY time"_s,
            {symbol, kept.interval, SqlValue::Time{fromMs}, SqlValue::Time{toMs}});
    if (!rows)
        return fail(rows.error());
    while (rows->next()) {
        Bar bar;
        bar.time = rows->timeMs(0);
        for (const auto &[column, target] : {std::pair{1, &bar.open}, std::pair{2, &bar.high},
                                             std::pair{3, &bar.low}, std::pair{4, &bar.close}}) {
            const Result<Price> price = rows->price(column);
            if (!price)
                return fail(Error::Kind::Corrupt,
                            u"a bar in intraday_data holds a price that is not a number"_s);
            *target = *price;
        }
        row(bar, rows->isNull(5) ? std::nullopt : std::optional{rows->integer(5)});
    }
    return rows->end();
}
