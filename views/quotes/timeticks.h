// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/quotes/timerange.h"

#include <QFontMetricsF>
#include <QList>
#include <QLocale>
#include <QString>

// A mark on a time axis, on a round local time.
struct TimeTick {
    qint64 ms = 0;
    QString text;
    bool isMajor = false; // a new day among hours, a new year among months: bold
};

// Marks for a view that is so many pixels wide, as close as their texts allow: hours with the day's
// name at midnight, days, months with the year in January. Round in local time on both sides of a
// change of the clocks, and an hour that comes twice is marked twice, the second with its zone.
[[nodiscard]] QList<TimeTick> timeTicks(TimeRange view, double pixels, const QFontMetricsF &metrics,
                                        const QLocale &locale);
