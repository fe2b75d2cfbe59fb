// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/gap.h"
#include "db/domain/slot.h"

#include <QHash>
#include <QList>

// A time in which the computer slept: [from, to), UTC.
struct SleepSpan {
    QDateTime from;
    QDateTime to;
};

// The slots of [from, to) as gaps, neighbours of one cause as one: a failed run's cause where there
// was one, asleep where a sleep covers the slot's start, else unknown. Pure.
[[nodiscard]] QList<DataGap> missedSlots(const QString &source, const SlotGrid &grid,
                                         const QDateTime &from, const QDateTime &to,
                                         const QHash<QDateTime, GapCause> &failures,
                                         const QList<SleepSpan> &sleeps);
