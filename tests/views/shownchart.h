// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/quotesource.h"
#include "views/quotes/pricechart.h"
#include "views/theme/theme.h"

#include <QTest>

// Half past two in Sydney on a Friday.
inline const qint64 ChartNow =
        QDateTime{QDate{2026, 11, 20}, QTime{3, 35}, Qt::UTC}.toMSecsSinceEpoch();

// A chart of one coin that is answered at once.
class ShownChart final
{
public:
    explicit ShownChart(const QuoteSource &source, ChartRange range = ChartRange::Day)
        : series{[] { return QDateTime::fromMSecsSinceEpoch(ChartNow, Qt::UTC); }}
        , chart{series, theme, QLocale{QLocale::English, QLocale::Australia}}
    {
        QObject::connect(&series, &SeriesModel::seriesRequested, &series,
                         [this, &source](quint64 ticket, const SeriesRequest &request) {
                             series.acceptSeries(ticket, source.answer(request));
                         });
        chart.resize(1100, 500);
        series.showRange(range);
        series.setCoin(source.coin());
        chart.show();
        exposed = QTest::qWaitForWindowExposed(&chart);
        static_cast<void>(chart.picture());
    }

    // The pixels inside the frame, in the coordinates of the picture.
    [[nodiscard]] QImage grab()
    {
        static_cast<void>(chart.picture());
        return chart.viewport()->grab().toImage();
    }

    Theme theme;
    SeriesModel series;
    PriceChart chart;
    bool exposed = false;
};
