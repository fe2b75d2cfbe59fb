// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/alertlogentry.h"
#include "db/domain/alerts/alertstanding.h"
#include "models/cellrole.h"

#include <QLocale>
#include <QString>

// What alerts and their rules are called where people read. Times are local.

[[nodiscard]] QString alertStatusText(AlertStatus status); // "Triggered", "Acknowledged"
[[nodiscard]] CellState alertState(AlertStatus status);

[[nodiscard]] QString standingText(AlertStanding standing); // "Firing", "Paused"
[[nodiscard]] QString standingTip(AlertStanding standing);  // what that means
[[nodiscard]] CellState standingState(AlertStanding standing);
// "14:35", of another day "Sun 08:00" or "6 Dec 08:00".
[[nodiscard]] QString untilText(const QDateTime &until, const QDateTime &now,
                                const QLocale &locale);

[[nodiscard]] QString severityText(AlertSeverity severity);
[[nodiscard]] CellState severityState(AlertSeverity severity);
[[nodiscard]] QString rearmText(AlertRearm rearm);
[[nodiscard]] QString noDataText(AlertNoData policy);
// "Desktop, sound"; "Log only" without any.
[[nodiscard]] QString channelsText(const AlertChannels &channels);

// "20 Nov 14:30:01"; with the year when it is not the present one.
[[nodiscard]] QString alertTimeText(const QDateTime &time, const QDateTime &now,
                                    const QLocale &locale);
// "12 Nov 2026, 18:22".
[[nodiscard]] QString editTimeText(const QDateTime &time, const QLocale &locale);

// Everything that is known of an entry, as sentences.
[[nodiscard]] QString entrySummary(const AlertLogEntry &entry, const QLocale &locale);
