// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/price.h"

#include <QLocale>
#include <QString>

// A price for people: grouped, with the digits and the point of the locale and a true minus, from
// minDecimals to eight decimals, trailing zeros beyond minDecimals left out. No digit goes through
// a double.
[[nodiscard]] QString localPrice(Price price, const QLocale &locale, int minDecimals = 2);

// 172 -> "1.72", -84 -> "−0.84": percent as domain/change.h counts them, always two decimals.
[[nodiscard]] QString localHundredths(qint64 hundredths, const QLocale &locale);

// "1.72", "-0.84": the same for copy and tests, alike in every locale.
[[nodiscard]] QString rawHundredths(qint64 hundredths);

// The digits of an unsigned number as the locale writes them, without grouping: decimals have none.
[[nodiscard]] QString localDigits(const QString &digits, const QLocale &locale);

// What a person typed, as Price and Quantity parse it: the locale's point, groups of three where
// they are whole. Parse for anything else, also for a group that could be meant as decimals ("0.5"
// where the point groups). That what is left is a number is for them to say.
[[nodiscard]] Result<QString> plainNumber(const QString &text, const QLocale &locale);
[[nodiscard]] Result<Price> priceFromLocal(const QString &text, const QLocale &locale);
