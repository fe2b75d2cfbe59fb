// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/sqlvalue.h"

#include "db/domain/timespans.h"

#include <QDate>

// A day of an exchange stands in the database as its midnight UTC, without a time zone's help.
inline constexpr qint64 EpochJulianDay = 2'440'588; // 1970-01-01

[[nodiscard]] inline qint64 dayMs(const QDate &day)
{
    return (day.toJulianDay() - EpochJulianDay) * DayMs;
}
[[nodiscard]] inline SqlValue::Time dayTime(const QDate &day)
{
    return {dayMs(day)};
}
[[nodiscard]] inline QDate dayOf(qint64 timeMs)
{
    return QDate::fromJulianDay(timeMs / DayMs - (timeMs % DayMs < 0 ? 1 : 0) + EpochJulianDay);
}

// Wider than any history, and inside what every engine can hold.
inline const QDate FirstDay{1000, 1, 1};
inline const QDate LastDay{9999, 12, 31};
