// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/assets/assetstore.h"
#include "db/bars/actionstore.h"
#include "db/bars/dailystore.h"
#include "db/bars/intradayreader.h"
#include "db/collector/runstore.h"
#include "db/domain/series.h"

// Reads what a chart shows of a stock: the bars of a day where they are stored and few enough, else
// daily bars, or weeks of them; adjusted for splits and dividends, or as traded. Thread: the
// connection's.
class StockSeriesStore final
{
public:
    explicit StockSeriesStore(const Connection &connection);

    // At most request.points points. NotFound when the symbol has no bar at all.
    [[nodiscard]] Result<Series> read(const SeriesRequest &request);

private:
    // What a symbol has, whatever part of it is asked for.
    struct Holding {
        QList<DailyBar> days;
        QList<CorporateAction> actions;
        QList<IntradayReader::Kept> intraday;
        QString currency;
    };

    [[nodiscard]] Result<Holding> holdingOf(const QString &symbol);
    // The width that serves this range; none when days do.
    [[nodiscard]] Result<std::optional<IntradayReader::Kept>> intradayFor(const SeriesRequest &held,
                                                                          const Holding &holding);
    [[nodiscard]] Result<> readIntraday(const SeriesRequest &held, const IntradayReader::Kept &kept,
                                        const Adjustment &adjustment, Series &series,
                                        StockSeries &stock);

    AssetStore m_assets;
    DailyStore m_daily;
    ActionStore m_actions;
    IntradayReader m_intraday;
    RunStore m_runs;
};
