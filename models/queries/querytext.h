// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/queries/querystore.h"

#include <QLocale>

// What statements are called where people read.

// A statement in a line.
[[nodiscard]] QString queryLine(const QString &sql);
// "12 µs", "0.41 ms", "12 ms", "3.2 s".
[[nodiscard]] QString queryTimeText(qint64 us, const QLocale &locale);
// "reads all of price_data_5min"; "by index", "being asked", "not known", "no plan".
[[nodiscard]] QString queryScanText(const RecordedQuery &query, bool isAsking);
// A run a block: when it was and how long it took, and what it ran with. Hashes are said to be
// some.
[[nodiscard]] QString querySamplesText(const QList<StoredSample> &samples, const QLocale &locale);
// A few sentences: how often, how long, by which index, who asks.
[[nodiscard]] QString querySummary(const RecordedQuery &query, bool isAsking,
                                   const QLocale &locale);
