// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/alertcondition.h"
#include "db/domain/alerts/alertstate.h"
#include "db/domain/alerts/pricehistory.h"

// Whether a condition is met. Not known where a value is not, and it decides (Kleene's logic): one
// that is not met decides an "and", one that is decides an "or".
enum class Truth { No, Unknown, Yes };

// What a condition sees at a moment.
struct AlertSight {
    Truth truth = Truth::No;
    const AlertTerm *term = nullptr; // the first of the alternative that is met
    Price value;                     // of that term

    // Reads and keeps the state's bits of each term.
    [[nodiscard]] static AlertSight of(const AlertCondition &condition, AlertState &state,
                                       const PriceHistory &history, qint64 nowMs, qint64 sinceMs);

    // Whether the value is a step further than this one: so many percent of an amount, so many
    // percentage points of a percentage.
    [[nodiscard]] bool isBeyond(Price value, Price stepPercent) const;
};
