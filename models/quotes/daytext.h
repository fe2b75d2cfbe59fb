// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QLocale>
#include <QString>

// Times and days as the chart, its gaps and its table say them.

[[nodiscard]] QString clockTime(const QDateTime &time, const QLocale &locale); // "14:35"
[[nodiscard]] QString dayText(const QDate &day, const QLocale &locale);        // "Fri 20 Nov 2026"
[[nodiscard]] QString shortDayText(const QDate &day, const QLocale &locale);   // "20 Nov 2026"
// The day of an exchange that begins there: midnight UTC.
[[nodiscard]] QDate dayOf(qint64 ms);
