// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>
#include <QString>

// How old something is, in its largest whole unit: "< 1 min", "47 min", "3 h", "1 day". ageMs below
// zero (a clock was set back) reads as new.
[[nodiscard]] QString ageText(qint64 ageMs, const QLocale &locale);

// The same as it is spoken: "47 minutes".
[[nodiscard]] QString spokenAge(qint64 ageMs);
