// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/change.h"

namespace {

// part of whole in hundredths of a percent. The largest product, 1e20 * 1e4 * 2, fits 128 bits.
qint64 hundredths(Price::Units part, Price::Units whole)
{
    const Price::Units doubled = part * 20'000;
    const Price::Units rounded = doubled < 0 ? doubled - whole : doubled + whole;
    return static_cast<qint64>(rounded / (2 * whole));
}

} // namespace

std::optional<qint64> changeInHundredths(Price from, Price to)
{
    if (from <= Price{})
        return {};
    return hundredths(to.units() - from.units(), from.units());
}

std::optional<qint64> spreadInHundredths(Price bid, Price ask)
{
    if (ask <= Price{})
        return {};
    return hundredths(ask.units() - bid.units(), ask.units());
}
