// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/bulk/celltext.h"

#include "db/domain/timespans.h"
#include "db/utctext.h"

#include <charconv>

namespace {

constexpr qint64 FirstMs = -62'135'596'800'000; // 0001-01-01
constexpr qint64 LastMs = 253'402'300'799'999;  // 9999-12-31
constexpr int DateSize = 10;

} // namespace

char *writeCellText(char *at, const Cell &cell, IntegerMeaning meaning)
{
    if (cell.kind == Cell::Kind::Real)
        return std::to_chars(at, at + CellTextSize, cell.real).ptr; // the shortest that comes back
    if (meaning == IntegerMeaning::Number)
        return std::to_chars(at, at + CellTextSize, cell.integer).ptr;
    if (cell.integer < FirstMs || cell.integer > LastMs)
        return nullptr;
    writeUtcText(cell.integer, std::span<char, UtcTextSize>{at, UtcTextSize});
    if (meaning == IntegerMeaning::Time)
        return at + UtcTextSize;
    return cell.integer % DayMs == 0 ? at + DateSize : nullptr;
}
