// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

// The highest number that a table's own counter has given, which may belong to a row that is gone;
// 0 where there is no counter, or it is not known.
[[nodiscard]] Result<qint64> lastRowNumber(const Connection &connection, const QString &table);

// The counter goes on behind this number at least. Nothing happens without a counter.
[[nodiscard]] Result<> raiseRowNumber(const Connection &connection, const QString &table,
                                      qint64 last);
