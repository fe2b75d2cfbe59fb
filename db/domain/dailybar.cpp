// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/dailybar.h"

DailyPrice roundToDaily(Price price)
{
    constexpr Price::Units Step = 10'000; // 1e-4 in units of 1e-8
    const Price::Units whole = price.units() / Step;
    const Price::Units rest = price.units() % Step;
    if (rest == 0)
        return {price, true};
    const Price::Units twice = (rest < 0 ? -rest : rest) * 2;
    const bool isUp = twice > Step || (twice == Step && whole % 2 != 0);
    const Price::Units away = price.units() < 0 ? -1 : 1;
    return {Price::fromUnits((isUp ? whole + away : whole) * Step), false};
}

QString dailyText(Price price)
{
    QString text = price.toString();
    text.chop(Price::Decimals - DailyDecimals);
    return text;
}
