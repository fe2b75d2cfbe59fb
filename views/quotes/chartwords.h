// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/quotes/gaptext.h"
#include "models/quotes/seriesslice.h"
#include "models/quotes/timerange.h"

#include <QList>
#include <QLocale>
#include <QString>

#include <optional>
#include <utility>

// What the chart says in words. Times are local, prices exact.

// "1 day", "all"; a view chosen by hand says from when to when.
[[nodiscard]] QString rangeText(std::optional<ChartRange> range, TimeRange view,
                                const QLocale &locale);

// "Thu 19 Nov 2026, 22:45 AEDT"; a bucket says from when to when.
// Of a stock the day of the exchange, or from which to which.
[[nodiscard]] QString pointTimeText(const PlacedPoint &placed, const QLocale &locale);

// A price of a stock as it is read: adjusted ones have eight decimals, of which four mean
// something.
[[nodiscard]] Price readableStockPrice(Price price);

// Names and values of a point, exact and padded to meet at the decimal point: last, bid and ask of
// a quote, open, high, low and close of a bucket or of a candle; of a stock to four decimals, and
// the volume.
[[nodiscard]] QList<std::pair<QString, QString>>
pointRows(const PlacedPoint &placed, bool isCandle, const QString &currency, const QLocale &locale);

// A volume in few digits: "950", "12.4 k", "7.1 M", "1.2 G".
[[nodiscard]] QString volumeText(qint64 volume, const QLocale &locale);

// In the event lane: "10:1", "0.7350 AUD".
[[nodiscard]] QString actionText(const CorporateAction &action, const QLocale &locale);
// What a split or dividend is, and where it is left out of the adjusted prices, why.
[[nodiscard]] QString actionSentence(const SeriesAction &known, const QLocale &locale);

// "AEDT", or "AEST/AEDT" when the clocks change in between.
[[nodiscard]] QString zoneText(TimeRange view);
