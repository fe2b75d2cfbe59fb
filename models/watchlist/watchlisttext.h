// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/watchlist.h"

#include <QLocale>

#include <optional>

// What the watchlist says about targets, for people.

// "+1.72", "−0.84": how far the price has to go, in percent; "Reached" when it is there. Null
// without a price or a target, and beyond what can be counted.
[[nodiscard]] QString distanceText(const WatchedPrice &priced, const QLocale &locale);
// "has to rise by 1.72 percent": the same as it is spoken.
[[nodiscard]] QString spokenDistance(const WatchedPrice &priced, const QLocale &locale);

// A target as it is typed again: no groups, so that no digit has to be moved. Empty for none.
[[nodiscard]] QString editableTarget(const std::optional<Price> &target, const QLocale &locale);
// What a person typed; nothing typed is no target. Usage with a sentence that says what to write.
[[nodiscard]] Result<std::optional<Price>> targetFromLocal(const QString &text,
                                                           const QLocale &locale);
