// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/assets/assetstore.h"
#include "db/bars/actionstore.h"
#include "db/bars/dailystore.h"
#include "db/bars/intradaydays.h"
#include "db/collector/runstore.h"
#include "db/domain/series.h"

// Reads what a chart shows of a stock: the bars within the days where every day has them and they
// are few enough, else daily bars, or weeks of them; a day that has none is put together from the
// bars within it. Adjusted for splits and dividends, or as traded. Thread: the connection's.
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

    // Bars within the days, and the part of a range that they serve.
    struct Within {
        IntradayReader::Kept kept;
        qint64 fromMs = 0;
        qint64 toMs = 0;
        qint64 finestMs = 0; // of all that is stored
    };

    [[nodiscard]] Result<Holding> holdingOf(const QString &symbol);
    // The width that serves this range; none when days do.
    [[nodiscard]] Result<std::optional<Within>> withinFor(const SeriesRequest &held,
                                                          const Holding &holding);
    // How far this width goes without hiding a stored day; none where it would hide one of the part
    // that is looked at.
    [[nodiscard]] Result<std::optional<Within>>
    coveredBy(const IntradayReader::Kept &kept, const SeriesRequest &held, const Holding &holding);
    [[nodiscard]] Result<> readIntraday(const SeriesRequest &held, const Within &within,
                                        const Adjustment &adjustment, Series &series,
                                        StockSeries &stock);
    [[nodiscard]] Result<> readDays(const SeriesRequest &held, const Holding &holding,
                                    const Adjustment &adjustment, Series &series,
                                    StockSeries &stock);

    AssetStore m_assets;
    DailyStore m_daily;
    ActionStore m_actions;
    IntradayReader m_intraday;
    IntradayDays m_intradayDays;
    RunStore m_runs;
};
