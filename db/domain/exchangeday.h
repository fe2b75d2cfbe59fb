// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QStringView>

// The day at the symbol's exchange when this was traded (ms since 1970, UTC). Good for times of
// trading alone: it knows where in the world an exchange is, and no daylight saving.
[[nodiscard]] QDate exchangeDay(QStringView symbol, qint64 timeMs);
