// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <span>

// Times as the servers write them: "2026-11-20 03:15:00.123", UTC. QDateTime takes a microsecond
// for one, and these are the cells of every row.
inline constexpr int UtcTextSize = 23;

// Writes the text of a time in ms since 1970; times beyond the years 1 to 9999 become the first or
// the last moment of those.
void writeUtcText(qint64 ms, std::span<char, UtcTextSize> text);

// Reads a date, or a date with a time of up to six decimals (finer parts are cut), with or without
// "+00" at the end. Nothing else is expected: 0 for another text.
[[nodiscard]] qint64 utcMsFromText(QByteArrayView text);
