// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/rulereplay.h"

#include <QLocale>
#include <QString>

// How far back a rule is tried.
enum class TrialRange { Month, ThreeMonths, Year, All };

[[nodiscard]] QString trialRangeText(TrialRange range); // "1 year", for a button
// From when on, in whole days before the time; invalid for All.
[[nodiscard]] QDateTime trialStart(TrialRange range, const QDateTime &now);

// "Would have fired 14 times in the 30 days there are enough prices for.", "3 of them at night,
// 22:00–06:00 AEDT." Where the prices do not reach back as far as the rule looks, that, and what it
// needs.
struct TrialSentence {
    QString lead;
    QString rest;
};
[[nodiscard]] TrialSentence trialSentence(const RuleReplay &replay, TrialRange range,
                                          const QDateTime &now, const QLocale &locale);
