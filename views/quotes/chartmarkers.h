// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/series.h"

#include <QFont>
#include <QList>
#include <QLocale>
#include <QRectF>
#include <QString>

#include <functional>

// A split or dividend in the event lane.
struct ChartMarker {
    // What there is room for.
    enum class Form { Text, Icon, Tick };

    SeriesAction known;
    double x = 0; // where it happened, in the picture
    QRectF rect;  // what is drawn, and what takes the mouse
    Form form = Form::Icon;
    QString text;     // "10:1", "0.7350 AUD"
    QString sentence; // what it is and what became of it
};

// Those that lie in the lane, by time. Splits get their place first, then the newest; what would
// touch a neighbour drops its text, then its icon; the marks of holes keep their place, too. xOf
// gives the place of a day.
[[nodiscard]] QList<ChartMarker> chartMarkers(const QList<SeriesAction> &actions,
                                              const QRectF &lane, const QList<QRectF> &holes,
                                              const std::function<double(const QDate &)> &xOf,
                                              const QFont &font, const QLocale &locale);
