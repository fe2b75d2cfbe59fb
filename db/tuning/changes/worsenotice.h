// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/tuning/changes/indexwatch.h"

// The changes in force since which statements became worse, and of which no program told before.
// Each is an event from then on, so that one program tells of it once. Thread: the connection's, in
// transactions of its own.
[[nodiscard]] Result<QList<WatchedChange>> takeWorseNotices(const Connection &connection,
                                                            const QDateTime &now);
