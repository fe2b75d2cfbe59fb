// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/alertlogentry.h"
#include "db/domain/alerts/rulereplay.h"
#include "models/cellrole.h"

#include <QLocale>
#include <QString>

// What alerts and their rules are called where people read. Times are local.

[[nodiscard]] QString alertStatusText(AlertStatus status); // "Triggered", "Acknowledged"
[[nodiscard]] CellState alertState(AlertStatus status);

[[nodiscard]] QString severityText(AlertSeverity severity);
[[nodiscard]] CellState severityState(AlertSeverity severity);
[[nodiscard]] QString rearmText(AlertRearm rearm);
[[nodiscard]] QString noDataText(AlertNoData policy);
// "Desktop, sound"; "Log only" without any.
[[nodiscard]] QString channelsText(const AlertChannels &channels);

// "btc" of a coin, the symbol of a stock: as the panel of prices calls it.
[[nodiscard]] QString shortSymbol(const QString &symbol);

// "20 Nov 14:30:01"; with the year when it is not the present one.
[[nodiscard]] QString alertTimeText(const QDateTime &time, const QDateTime &now,
                                    const QLocale &locale);
// "12 Nov 2026, 18:22".
[[nodiscard]] QString editTimeText(const QDateTime &time, const QLocale &locale);

// Everything that is known of an entry, as sentences.
[[nodiscard]] QString entrySummary(const AlertLogEntry &entry, const QLocale &locale);

// How far back a rule is tried.
enum class TrialRange { Month, ThreeMonths, Year, All };

[[nodiscard]] QString trialRangeText(TrialRange range); // "1 year", for a button
// From when on, in whole days before the time; invalid for All.
[[nodiscard]] QDateTime trialStart(TrialRange range, const QDateTime &now);

// "Would have fired 14 times in the last year.", "3 of them at night."
struct TrialSentence {
    QString lead;
    QString rest;
};
[[nodiscard]] TrialSentence trialSentence(const RuleReplay &replay, TrialRange range);
