// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/quotes/pricescale.h"

#include <algorithm>

PriceScale PriceScale::around(PriceBounds bounds)
{
    const Price::Units low = bounds.low.units();
    const Price::Units high = bounds.high.units();
    // A price that never moved lies in the middle of a scale of two percent.
    const Price::Units room =
            std::max<Price::Units>((high - low) * 7 / 100, high == low ? high / 100 : 0);
    const Price::Units pad = std::max<Price::Units>(room, 1);
    const Price::Units bottom = low >= 0 ? std::max<Price::Units>(low - pad, 0) : low - pad;
    return {Price::fromUnits(bottom), Price::fromUnits(high + pad)};
}

double PriceScale::shareOf(Price price) const
{
    return double(price.units() - low.units()) / double(high.units() - low.units());
}

PriceTicks priceTicks(PriceScale scale, int atMost)
{
    const Price::Units range = scale.high.units() - scale.low.units();
    const Price::Units wanted = range / std::max(atMost, 1) + 1;
    Price::Units power = 1;
    int decimals = Price::Decimals;
    while (power * 10 < wanted) {
        power *= 10;
        --decimals;
    }
    // 1, 2, 5 or 10 times the power; ten times needs one decimal less.
    Price::Units step = power;
    for (const int times : {1, 2, 5, 10}) {
        step = power * times;
        if (step >= wanted) {
            if (times == 10)
                --decimals;
            break;
        }
    }
    PriceTicks ticks;
    ticks.decimals = std::max(decimals, 2);
    Price::Units price = scale.low.units() / step * step;
    if (price < scale.low.units())
        price += step;
    for (; price <= scale.high.units(); price += step)
        ticks.prices.append(Price::fromUnits(price));
    return ticks;
}

Price levelStep(PriceScale scale, double pixels)
{
    const Price::Units range = scale.high.units() - scale.low.units();
    const Price::Units perPixel = range / std::max<Price::Units>(Price::Units(pixels), 1);
    Price::Units step = 1;
    while (step * 10 <= perPixel)
        step *= 10;
    return Price::fromUnits(step);
}
