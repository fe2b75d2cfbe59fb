// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/observation.h"

#include <QList>

#include <optional>

// What a term compares the newest price with, as it is stored. Empty where it looks at the newest
// price alone, or where its value is not known.
struct TermBasis {
    // Of the closes of complete bars.
    struct Average {
        qint64 barMs = 0; // an hour or a day
        qint64 count = 0;
        qint64 firstMs = 0; // when the first of them begins, UTC
        qint64 lastMs = 0;
        Price value; // rounded toward zero at the eighth decimal

        friend bool operator==(const Average &, const Average &) = default;
    };

    std::optional<PriceRow> row; // the price at the span's beginning, the high or the low
    QList<Average> averages;     // of the term's span, then of its long span

    friend bool operator==(const TermBasis &, const TermBasis &) = default;
};
