// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/dailybar.h"

QString dailyText(Price price)
{
    QString text = price.toString();
    text.chop(Price::Decimals - DailyDecimals);
    return text;
}
