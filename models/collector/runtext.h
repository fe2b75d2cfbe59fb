// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/gap.h"
#include "db/domain/run.h"
#include "models/cellrole.h"

#include <QLocale>
#include <QString>

#include <optional>

// What runs and slots are called where people read. Times are shown in the local zone.

// A run of status Outbox waits until it has an id: then it was stored after all.
[[nodiscard]] CellState runState(const CollectionRun &run);

// "Collected", "Partial", "Failed", "In outbox", "Stored late".
[[nodiscard]] QString runSourceText(const QString &source); // "CoinSpot" for "coinspot"
[[nodiscard]] QString runResultText(const CollectionRun &run);

// A sentence: "8 of 9 entries stored, 1 rejected."
[[nodiscard]] QString runSummary(const CollectionRun &run, const QLocale &locale);

// What the person may do about it; says so when that is nothing.
[[nodiscard]] QString runAdvice(const CollectionRun &run);

// Everything about a run as plain text, exact, times UTC: for the clipboard.
[[nodiscard]] QString runDetails(const CollectionRun &run);

// From slot to insert, ms. Nothing when nothing was stored, or not by the run itself (outbox).
[[nodiscard]] std::optional<qint64> runDelayMs(const CollectionRun &run);

// "412 ms", "1.2 s", "2 min 5 s".
[[nodiscard]] QString durationText(qint64 ms, const QLocale &locale);

// The same, never in milliseconds: "0.9 s".
[[nodiscard]] QString delayText(qint64 ms, const QLocale &locale);

// "14:35", or "14:35:05" when slots are shorter than a minute.
[[nodiscard]] QString slotTimeText(const QDateTime &slot, bool hasSeconds, const QLocale &locale);

// "Fri 20 Nov, 14:30"; with the year when it is not the present one.
[[nodiscard]] QString slotText(const QDateTime &slot, bool hasSeconds, const QDateTime &now,
                               const QLocale &locale);

// Lower case, for a label: "asleep", "offline".
[[nodiscard]] QString gapCauseText(GapCause cause);
