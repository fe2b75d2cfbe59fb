// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/trash.h"
#include "db/trash/trashreader.h"

#include <QLocale>

// What lies in the recycle bin is called where people read.

[[nodiscard]] QString trashKindText(TrashKind kind); // "Quote", "Rule", "Alert"
// "Price 45.10", "high: above 50.00, with 3 alerts"
[[nodiscard]] QString trashWhatText(const TrashEntry &entry, const QLocale &locale);
// "3 quotes, 1 rule"
[[nodiscard]] QString trashCountsText(const TrashCounts &counts);
// Why a purge leaves them, and what to do: a line each, of many only the first ones.
[[nodiscard]] QString heldRulesText(const QList<HeldRule> &rules);
// Everything that is known of an entry, as sentences.
[[nodiscard]] QString trashSummary(const TrashEntry &entry, const QLocale &locale);
