// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/dailybar.h"
#include "db/statements.h"

#include <functional>

// The days of what EODHD serves: table daily_data, for symbols of a currency market the interval 1d
// of intraday_data, which keeps eight decimals. The caller sees to it that the symbol is in assets,
// and that there is a partition for what it puts in (BarPartitions). Thread: the connection's.
class DailyStore final
{
public:
    explicit DailyStore(const Connection &connection)
        : m_statements{connection}
    {}

    // Calls row for each bar of [from, to], oldest first; an invalid day is no limit.
    [[nodiscard]] Result<> read(const QString &symbol, const QDate &from, const QDate &to,
                                const std::function<void(const DailyBar &)> &row);
    [[nodiscard]] Result<QList<DailyBar>> list(const QString &symbol, const QDate &from = {},
                                               const QDate &to = {});
    // Invalid when there is none.
    [[nodiscard]] Result<QDate> newestDay(const QString &symbol);
    [[nodiscard]] Result<QDate> oldestDay(const QString &symbol);

    // The two write one row in the caller's transaction: one that is not there, one that is.
    [[nodiscard]] Result<> insert(const QString &symbol, const DailyBar &bar);
    [[nodiscard]] Result<> update(const QString &symbol, const DailyBar &bar);

private:
    [[nodiscard]] Result<QDate> day(const QString &sql, const QString &symbol);
    [[nodiscard]] Result<> write(const QString &sql, const QString &symbol, const DailyBar &bar);

    Statements m_statements;
};
