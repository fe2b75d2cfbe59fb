// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/price.h"

#include <QList>
#include <QLocale>
#include <QString>

#include <optional>

// A small line of 24 hours in words: "24 h: low 139,830.00, high 142,640.00, last 142,310.00, 1
// gap". A gap is a run of points without a price between two that have one.
// isStock: of the last days that were traded, "30 days: ...".
[[nodiscard]] QString dayLineText(const QList<std::optional<Price>> &line, const QLocale &locale,
                                  bool isStock = false);
