// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/bars/intradayreader.h"
#include "db/domain/dailybar.h"

#include <QSet>

// What the bars within the days say about whole days of the exchange. Thread: the connection's.
class IntradayDays final
{
public:
    using Kept = IntradayReader::Kept;

    explicit IntradayDays(IntradayReader &bars)
        : m_bars{bars}
    {}

    // Those that have bars of this width that start in [fromMs, toMs).
    [[nodiscard]] Result<QSet<QDate>> of(const QString &symbol, const Kept &kept, qint64 fromMs,
                                         qint64 toMs);

    // The days of trading from first to last that are not among stored, each put together from the
    // bars within it: of the width whose bars reach over most of it. By day; stored is, too.
    [[nodiscard]] Result<QList<DailyBar>> missing(const QString &symbol, const QList<Kept> &kept,
                                                  const QList<DailyBar> &stored, const QDate &first,
                                                  const QDate &last);

private:
    IntradayReader &m_bars;
};
