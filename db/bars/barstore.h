// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/bar.h"
#include "db/statements.h"

#include <functional>
#include <optional>

// Table intraday_data. The caller sees to it that the symbol is in assets. Thread: the
// connection's.
class BarStore final
{
public:
    explicit BarStore(const Connection &connection);

    [[nodiscard]] Result<std::optional<Bar>> find(const QString &symbol, BarInterval interval,
                                                  qint64 timeMs);
    [[nodiscard]] Result<> put(const QString &symbol, BarInterval interval, const Bar &bar);
    [[nodiscard]] Result<bool> hasAny(const QString &symbol, BarInterval interval);
    // Those that start at this time or later.
    [[nodiscard]] Result<> removeFrom(const QString &symbol, BarInterval interval, qint64 fromMs);

    // Calls row for each bar that starts in [from, to), oldest first.
    [[nodiscard]] Result<> read(const QString &symbol, BarInterval interval, qint64 fromMs,
                                qint64 toMs, const std::function<void(const Bar &)> &row);

private:
    Statements m_statements;
    QString m_putSql; // one text for all bars: Statements finds it by its address
};
