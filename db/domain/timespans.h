// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

// Lengths of time in milliseconds, as the market and UTC have them: a day has no leap second.
inline constexpr qint64 SecondMs = 1'000;
inline constexpr qint64 MinuteMs = 60 * SecondMs;
inline constexpr qint64 SlotMs = 5 * MinuteMs; // from one price of a coin to the next
inline constexpr qint64 HourMs = 60 * MinuteMs;
inline constexpr qint64 DayMs = 24 * HourMs;
