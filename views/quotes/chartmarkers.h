// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/series.h"
#include "models/alerts/chartalerts.h"

#include <QFont>
#include <QList>
#include <QLocale>
#include <QRectF>
#include <QString>

#include <functional>
#include <optional>

// What happened at a time that a chart shows.
struct LaneEvents {
    QList<SeriesAction> actions;
    QList<ChartFiring> firings;
};

// A split, a dividend or an alert in the event lane.
struct ChartMarker {
    // What there is room for.
    enum class Form { Text, Icon, Tick };

    SeriesAction known = {};                // of a split or dividend
    std::optional<ChartFiring> firing = {}; // of an alert instead
    double x = 0;                           // where it happened, in the picture
    QRectF rect;                            // what is drawn, and what takes the mouse
    Form form = Form::Icon;
    QString text;     // "10:1", "0.7350 AUD", "BTC high"
    QString sentence; // what it is and what became of it

    // The same event, wherever it is drawn.
    [[nodiscard]] bool isSame(const ChartMarker &other) const;
};

// Those that lie in the lane, by time. Alerts get their place first, then splits, then dividends,
// of each the newest; what would touch a neighbour drops its text, then its icon; the marks of
// holes keep their place, too. xOf gives the place of a time.
[[nodiscard]] QList<ChartMarker> chartMarkers(const LaneEvents &events, const QRectF &lane,
                                              const QList<QRectF> &holes,
                                              const std::function<double(qint64)> &xOf,
                                              const QFont &font, const QLocale &locale);
