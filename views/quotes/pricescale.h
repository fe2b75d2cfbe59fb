// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/price.h"
#include "models/quotes/seriesslice.h"

#include <QList>

// What a price axis shows: from low to high, in exact prices. Only distances on the screen are
// doubles.
struct PriceScale {
    Price low;
    Price high;

    // Holds the bounds with some room above and below; never below zero for prices above it.
    [[nodiscard]] static PriceScale around(PriceBounds bounds);

    // 0 at low, 1 at high.
    [[nodiscard]] double shareOf(Price price) const;

    friend bool operator==(const PriceScale &, const PriceScale &) = default;
};

struct PriceTicks {
    QList<Price> prices; // rising
    int decimals = 2;    // as many as the step needs, at least two
};

// Round prices, at most so many: steps of 1, 2 or 5 times a power of ten.
[[nodiscard]] PriceTicks priceTicks(PriceScale scale, int atMost);

// How far a level moves with a pixel, or a key: a power of ten, at least the least price.
[[nodiscard]] Price levelStep(PriceScale scale, double pixels);
