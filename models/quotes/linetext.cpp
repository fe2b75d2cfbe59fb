// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/quotes/linetext.h"

#include "models/quotes/pricetext.h"

#include <QCoreApplication>

#include <algorithm>

QString dayLineText(const QList<std::optional<Price>> &line, const QLocale &locale, bool isStock)
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
    const QString span =
            isStock ? QCoreApplication::translate("DayLine", "%n day(s)", nullptr, int(line.size()))
                    : QCoreApplication::translate("DayLine", "24 h");
    if (!last)
        //: A span of time.
        return QCoreApplication::translate("DayLine", "%1: no prices").arg(span);
    const QString text = QCoreApplication::translate("DayLine", "%1: low %2, high %3, last %4")
                                 .arg(span, localPrice(*low, locale), localPrice(*high, locale),
                                      localPrice(*last, locale));
    if (gaps == 0)
        return text;
    //: What the line shows, then how often it is broken.
    return QCoreApplication::translate("DayLine", "%1, %2")
            .arg(text, QCoreApplication::translate("DayLine", "%n gap(s)", nullptr, gaps));
}
