// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/symbolrules.h"

// The stored prices of a symbol over some time: what a rule is tried on, as often as somebody moves
// its level. Cheap to copy.
struct PastPrices {
    QList<ObservedDay> days;         // before the observations
    QList<Observation> observations; // oldest first; those before fromMs only fill the history
    qint64 fromMs = 0;
    qint64 toMs = 0; // how long the last of them is followed by nothing
};

// What the rule would have done from fromMs on: by the same code that runs live.
[[nodiscard]] QList<AlertEvent> replay(const AlertRule &rule, const PastPrices &past,
                                       const QTimeZone &zone);

// The same with what people want to know of it.
struct RuleReplay {
    QList<AlertEvent> events;
    int prices = 0; // that were judged
    int fired = 0;
    int atNight = 0; // of those that fired: from 22:00 to 06:00 of the zone
};

[[nodiscard]] RuleReplay replayed(const AlertRule &rule, const PastPrices &past,
                                  const QTimeZone &zone);

Q_DECLARE_METATYPE(PastPrices)
Q_DECLARE_METATYPE(RuleReplay)
