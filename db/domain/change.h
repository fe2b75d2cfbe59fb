// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/price.h"

#include <optional>

// The change from one price to another in hundredths of a percent, rounded half away from zero:
// 172 means +1.72 %. Nothing when from is not above zero. Exact: no double on the way.
[[nodiscard]] std::optional<qint64> changeInHundredths(Price from, Price to);

// (ask - bid) / ask in hundredths of a percent; negative when the quote is crossed.
[[nodiscard]] std::optional<qint64> spreadInHundredths(Price bid, Price ask);
