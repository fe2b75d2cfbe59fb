// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/bar.h"
#include "db/statements.h"

#include <functional>
#include <optional>

// The bars of stocks within a day, in table intraday_data: what a chart needs of them. Thread: the
// connection's.
class IntradayReader final
{
public:
    // The bars of one width that a symbol has.
    struct Kept {
        QString interval; // column bar_interval: "1m", "5m", "1h"
        qint64 lengthMs = 0;
        qint64 firstMs = 0;
        qint64 lastMs = 0;
    };

    explicit IntradayReader(const Connection &connection)
        : m_statements{connection}
    {}

    // The narrowest first; none that is not there.
    [[nodiscard]] Result<QList<Kept>> kept(const QString &symbol);
    [[nodiscard]] Result<qint64> count(const QString &symbol, const Kept &kept, qint64 fromMs,
                                       qint64 toMs);
    // Calls row for each bar that starts in [from, to), oldest first.
    [[nodiscard]] Result<>
    read(const QString &symbol, const Kept &kept, qint64 fromMs, qint64 toMs,
         const std::function<void(const Bar &, std::optional<qint64> volume)> &row);

private:
    Statements m_statements;
};
