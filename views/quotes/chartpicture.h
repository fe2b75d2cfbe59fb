// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/quotes/seriesslice.h"
#include "views/quotes/chartmarkers.h"
#include "views/quotes/pricescale.h"
#include "views/quotes/timeticks.h"

#include <QFont>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <optional>
#include <utility>

// A point, or a hole, that the crosshair stands on.
struct Crosshair {
    qint64 ms = 0;              // where it stands
    qint64 timeMs = 0;          // what the time axis says there: a bucket's start
    std::optional<Price> price; // none in a hole
    QString title;
    QList<std::pair<QString, QString>> rows;
    bool isOfDays = false; // the time is a day of an exchange
};

// A level of a rule where it is drawn.
struct PlacedThreshold {
    ChartThreshold threshold;
    double y = 0;
    std::optional<double> clearY;
    QRectF tag;      // on the price axis
    QRectF clearTag; // null without a clear level
};

// The triangle of a firing.
struct PlacedFiring {
    ChartFiring firing;
    QPointF tip;
    [[nodiscard]] QRectF rect() const { return {tip.x() - 6, tip.y() - 12, 12, 13}; }
};

// One state of the chart, ready to be painted: the backdrop and the overlay read it, PriceChart
// fills it. Coordinates are those of the scene, which are pixels.
struct ChartPicture {
    QRectF area;    // everything
    QRectF plot;    // within the axes
    QRectF volumes; // below the plot; null without any
    TimeRange view;
    PriceScale scale;
    QList<TimeTick> times;
    PriceTicks prices;
    QList<DataGap> gaps;     // in view
    QList<QPointF> lineEnds; // beside wide holes
    QList<VolumeBar> volumeBars;
    qint64 mostVolume = 0;           // of those in view
    QList<ChartMarker> markers;      // in view, by time
    std::optional<qsizetype> marker; // the one that is pointed at
    QList<PlacedThreshold> thresholds;
    QList<PlacedFiring> firings;     // in view, by time
    std::optional<qsizetype> firing; // the one that is pointed at
    std::optional<Price> last;       // the newest price, when it is on the scale
    QPointF lastPoint;               // where the line ends, when last is set
    std::optional<Crosshair> crosshair;
    QString corner;  // "AUD · AEDT"
    QString message; // instead of prices
    QFont font;
    QLocale locale;
    double laneHeight = 0; // under the times
    bool hasFocus = false;

    [[nodiscard]] double x(qint64 ms) const;
    [[nodiscard]] double y(Price price) const;
    [[nodiscard]] qint64 timeAt(double x) const;

    // Where prices end and the times begin.
    [[nodiscard]] double bottom() const
    {
        return volumes.isNull() ? plot.bottom() : volumes.bottom();
    }

    // Between the lane or the lower edge and the plot: the times' row.
    [[nodiscard]] QRectF timeRow() const;
    [[nodiscard]] QRectF lane() const;
    // The newest price's tag on the price axis; empty when it is not shown.
    [[nodiscard]] QRectF lastTag() const;
    // The crosshair's boxes on the axes; empty without a crosshair, or without a price.
    [[nodiscard]] QString crosshairTime() const;
    [[nodiscard]] QRectF crosshairTimeBox() const;
    [[nodiscard]] QRectF crosshairPriceBox() const;
    // The hole within the plot; null when it is out of view.
    [[nodiscard]] QRectF gapRect(const DataGap &gap) const;

    // The hole is wide enough for its cause in words; narrower ones say it at the crosshair.
    [[nodiscard]] bool hasWords(const DataGap &gap) const;

    // Where words that want to stand there cover no mark of a firing: further along the line, or
    // where they wanted when marks are everywhere.
    [[nodiscard]] QRectF besideFirings(const QRectF &wanted) const;
    // A box at the axis of prices, moved to where no tag of a level is.
    [[nodiscard]] QRectF besideTags(const QRectF &box) const;

    // The text of a price on the axis: at least the axis's decimals, all that the price has.
    [[nodiscard]] QString priceText(Price price) const;
};
