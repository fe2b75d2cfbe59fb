// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"
#include "db/sqlvalue.h"

#include <algorithm>
#include <span>
#include <vector>

// So many ids stand in one statement; the last chunk repeats its last id, so that all chunks are
// the same statement.
inline constexpr std::size_t IdChunkSize = 100;

[[nodiscard]] QString idPlaceholders(); // "(?, ?, ...)"
// The ids of one chunk, for these, behind the values that stand before them.
[[nodiscard]] std::vector<SqlValue> withIds(std::vector<SqlValue> values,
                                            std::span<const qint64> chunk);

// Runs change(chunk), which returns how many rows it changed, for all of them; returns the sum.
template <typename Change>
[[nodiscard]] Result<int> inIdChunks(std::span<const qint64> ids, const Change &change)
{
    int sum = 0;
    for (std::size_t first = 0; first < ids.size(); first += IdChunkSize) {
        const Result<int> changed =
                change(ids.subspan(first, std::min(IdChunkSize, ids.size() - first)));
        if (!changed)
            return changed;
        sum += *changed;
    }
    return sum;
}
