// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/bar.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

QString barIntervalName(BarInterval interval)
{
    return interval == BarInterval::Hour ? u"1h"_s : u"1d"_s;
}

void Bar::append(const Bar &later)
{
    high = std::max(high, later.high);
    low = std::min(low, later.low);
    close = later.close;
}
