// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/gap.h"

#include <QLocale>

[[nodiscard]] QString gapTitleText(GapCause cause); // "Computer asleep"
// "02:10–06:45, 55 slots", with the dates where it is longer than a day; of a stock "Wed 14 Feb
// 2024, 1 day". Times are local.
[[nodiscard]] QString gapSizeText(const DataGap &gap, const QLocale &locale);
