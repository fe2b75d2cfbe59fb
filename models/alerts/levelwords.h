// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/alertcondition.h"

#include <QLocale>
#include <QString>

// Levels, values and lengths of time of rules, as people read and write them.

// "142,000.00", "−3.84 %", "4 h 35 min", "12,000".
[[nodiscard]] QString levelWords(Price level, AlertUnit unit, const QLocale &locale);

// What a rule saw, where a glance is enough: percent to two decimals, the rest cut off; all else as
// levelWords() has it.
[[nodiscard]] QString valueWords(Price value, AlertUnit unit, const QLocale &locale);

// What a level is written in, beside its field: "%", "min"; empty for money and counts.
[[nodiscard]] QString unitWords(AlertUnit unit);

// "10 min", "1 h 30 min", "7 d", "45 s"; "0 min" for nothing.
[[nodiscard]] QString spanWords(qint64 ms, const QLocale &locale);
// The same back, also as rules store it: "10m". 0 for nothing; refused (Usage) with a sentence.
[[nodiscard]] Result<qint64> spanFromWords(const QString &text);
