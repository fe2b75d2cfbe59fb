// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/symbolrules.h"

#include <optional>

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

// The same, and where it would stand at toMs.
struct ReplayedState {
    QList<AlertEvent> events;
    AlertState state;
};
[[nodiscard]] ReplayedState replayedState(const AlertRule &rule, const PastPrices &past,
                                          const QTimeZone &zone);

// What the prices are too few for: a part of the condition that looks further back than they reach,
// even at the newest of them, or the time for which the condition must be met.
struct HistoryShortfall {
    std::optional<AlertTerm> term; // nothing: it is AlertRule::holdMs
    HistoryReach reach;

    friend bool operator==(const HistoryShortfall &, const HistoryShortfall &) = default;
};

// As a sentence that says what is needed and what there is: "'change 7d above 5%' needs prices of
// 7d, and there are 2d 4h."
[[nodiscard]] QString shortfallText(const HistoryShortfall &shortfall);

// The same with what people want to know of it.
struct RuleReplay {
    QList<AlertEvent> events;
    int prices = 0; // that were judged
    int fired = 0;
    int atNight = 0; // of those that fired: from 22:00 to 06:00 of the zone
    // Where it is set and nothing fired, nothing is known of the rule: "not enough history". With
    // firings, another part of the condition or fewer days were enough for those.
    std::optional<HistoryShortfall> shortfall = {};
    // From when on the history was long enough for all of the condition, ms since 1970: what is
    // judged before that is judged by less. 0: never, or there are no prices.
    qint64 completeFromMs = 0;

    [[nodiscard]] bool isInconclusive() const { return fired == 0 && shortfall.has_value(); }
};

[[nodiscard]] RuleReplay replayed(const AlertRule &rule, const PastPrices &past,
                                  const QTimeZone &zone);

Q_DECLARE_METATYPE(PastPrices)
Q_DECLARE_METATYPE(RuleReplay)
