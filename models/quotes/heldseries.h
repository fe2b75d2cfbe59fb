// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/quote.h"
#include "db/domain/series.h"
#include "models/quotes/seriesslice.h"
#include "models/quotes/timerange.h"

#include <optional>

// The points that are held of one coin or stock: sharp ones around what is shown, and a coarse
// overview of the whole history. Their requests say what they cover.
struct HeldSeries {
    std::optional<Series> detail;
    std::optional<Series> overview;

    // The best that is known of a range, with one point more at each side where there is one.
    [[nodiscard]] SeriesSlice slice(TimeRange range) const;
    // A quote after the newest one: extends what reaches as far as that.
    void append(const Quote &quote, qint64 newestMs);
    // Of the newest quote, at that time.
    [[nodiscard]] std::optional<Price> priceAt(qint64 newestMs) const;
};
