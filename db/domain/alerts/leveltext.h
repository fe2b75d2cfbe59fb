// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/price.h"

// As short as it is exact: "142000", "0.5".
[[nodiscard]] inline QString levelText(Price level)
{
    QString text = level.toString();
    while (text.endsWith(u'0'))
        text.chop(1);
    if (text.endsWith(u'.'))
        text.chop(1);
    return text;
}
