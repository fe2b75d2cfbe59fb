// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/bars/barstore.h"
#include "db/collector/runstore.h"
#include "db/domain/series.h"
#include "db/quotes/quotestore.h"

// Reads what a chart shows: quotes where they are few enough, hourly or daily bars where they are
// not, so that five years cost thousands of rows and not half a million. The symbol of a stock goes
// on to StockSeriesStore. Thread: the connection's.
class SeriesStore final
{
public:
    explicit SeriesStore(const Connection &connection);

    // At most request.points points. NotFound when the coin has no quote at all.
    [[nodiscard]] Result<Series> read(const SeriesRequest &request);

private:
    [[nodiscard]] Result<> readQuotes(const SeriesRequest &request, Series &series);
    [[nodiscard]] Result<> readBars(const SeriesRequest &request, BarInterval interval,
                                    Series &series);

    const Connection &m_connection;
    QuoteStore m_quotes;
    BarStore m_bars;
    RunStore m_runs;
};
