// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/gap.h"
#include "db/domain/run.h"

#include <QDateTime>
#include <QList>
#include <QMetaType>

// A window of slots, [from, to), both on the grid, UTC.
struct StripRequest {
    QDateTime from;
    QDateTime to;
};

// What happened in the slots of a window.
struct Strip {
    StripRequest request;
    QList<CollectionRun> runs; // whose slot is in the window, oldest first
    QList<DataGap> gaps;       // that overlap the window
    QDateTime
            firstSlot; // of the oldest run of all: nothing was missed before; invalid without runs
};

Q_DECLARE_METATYPE(StripRequest)
Q_DECLARE_METATYPE(Strip)
