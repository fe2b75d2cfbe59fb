// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/bulk/rowstream.h"

// What a cell's integer means in a column of a server.
enum class IntegerMeaning { Number, Time, Date };

// The longest text of a cell that is none itself: a double, or a time.
inline constexpr int CellTextSize = 32;

// Writes an integer or a real as a server reads it; returns the end. Nothing (nullptr) for a time
// outside the years 1 to 9999 and for a date that is no midnight: both would become another one.
[[nodiscard]] char *writeCellText(char *at, const Cell &cell, IntegerMeaning meaning);
