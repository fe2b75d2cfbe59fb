// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <chrono>

// Slots are wall-clock multiples of their length since 1970, UTC.
struct SlotGrid {
    std::chrono::milliseconds length = std::chrono::minutes{5};

    [[nodiscard]] QDateTime slotAt(const QDateTime &time) const; // the slot that holds time
    [[nodiscard]] QDateTime next(const QDateTime &time) const;   // the first slot after time
    // How many whole slots start in [from, to).
    [[nodiscard]] qint64 count(const QDateTime &from, const QDateTime &to) const;
};
