// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/quotes/linetext.h"

#include "models/quotes/pricetext.h"

#include <QCoreApplication>

#include <algorithm>

QString dayLineText(const QList<std::optional<Price>> &line, const QLocale &locale)
{
    std::optional<Price> low;
    std::optional<Price> high;
    std::optional<Price> last;
    int gaps = 0;
    bool isInGap = false;
    for (const std::optional<Price> &point : line) {
        if (!point) {
            isInGap = last.has_value();
            continue;
        }
        if (isInGap)
            ++gaps;
        isInGap = false;
        low = low ? std::min(*low, *point) : *point;
        high = high ? std::max(*high, *point) : *point;
        last = point;
    }
    if (!last)
        return QCoreApplication::translate("DayLine", "24 h: no prices");
    const QString text = QCoreApplication::translate("DayLine", "24 h: low %1, high %2, last %3")
                                 .arg(localPrice(*low, locale), localPrice(*high, locale),
                                      localPrice(*last, locale));
    if (gaps == 0)
        return text;
    //: What the line shows, then how often it is broken.
    return QCoreApplication::translate("DayLine", "%1, %2")
            .arg(text, QCoreApplication::translate("DayLine", "%n gap(s)", nullptr, gaps));
}
