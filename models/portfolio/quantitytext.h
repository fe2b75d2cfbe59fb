// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/quantity.h"

#include <QLocale>

#include <optional>

// Amounts for people, as pricetext.h has it for prices: grouped, with the digits and the point of
// the locale and a true minus. No digit goes through a double.

// All decimals that are not zero, at least minDecimals.
[[nodiscard]] QString localQuantity(Quantity quantity, const QLocale &locale, int minDecimals = 0);
// Two decimals, half to even; below one up to eight, so that little is not shown as nothing.
[[nodiscard]] QString localMoney(Quantity money, const QLocale &locale);
// What a person typed, see plainNumber().
[[nodiscard]] Result<Quantity> quantityFromLocal(const QString &text, const QLocale &locale);
