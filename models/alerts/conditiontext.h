// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/alertcondition.h"

#include <QLocale>
#include <QString>

// Conditions of rules in words.

[[nodiscard]] QString measureWords(AlertMeasure measure);          // "Change", "Drop from high"
[[nodiscard]] QString measureTip(AlertMeasure measure);            // a sentence about it
[[nodiscard]] QString comparisonWords(AlertComparison comparison); // "is above"

// "price above 142,000.00", "change in 1 h above 3.00 %".
[[nodiscard]] QString termWords(const AlertTerm &term, const QLocale &locale);
// All of them, with "and" and "or".
[[nodiscard]] QString conditionWords(const AlertCondition &condition, const QLocale &locale);

// Whether a value fires from below to above; 'crosses' from either side does both.
[[nodiscard]] bool firesAbove(AlertComparison comparison);
// 'crosses' from either side and 'no data' end by themselves.
[[nodiscard]] bool mayHaveClear(const AlertTerm &term);

// The first term with a level that can be drawn among prices; nullptr without one.
[[nodiscard]] const AlertTerm *priceTerm(const AlertCondition &condition);
