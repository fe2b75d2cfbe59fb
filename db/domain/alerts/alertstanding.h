// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/alertrule.h"
#include "db/domain/alerts/alertstate.h"

// What a rule is doing, for people: what is stored of it and where it stood when it was judged
// last, taken together.
enum class AlertStanding {
    On,            // judged, and its condition is not met
    Pending,       // met, and not long enough yet
    Held,          // met long enough; cool-down, weekday or an acknowledgement keeps it from firing
    Firing,        // and goes on until its condition is not met
    NoData,        // its symbol has no fresh price to judge it by
    Done,          // has fired once and does not again
    Expired,       // its time is over
    Paused,        // switched off
    NotUnderstood, // another program wrote its condition
};

[[nodiscard]] QString
alertStandingName(AlertStanding standing); // "on", "pending", "not_understood"

// state: of a rule that was never judged, an empty one.
[[nodiscard]] AlertStanding standingOf(const AlertRule &rule, const AlertState &state,
                                       const QDateTime &now);

// Until when nobody is told of what it does, whatever its standing; invalid where that is not so,
// or over. snoozedUntil: as it is stored.
[[nodiscard]] inline QDateTime snoozeInForce(const QDateTime &snoozedUntil, const QDateTime &now)
{
    return snoozedUntil.isValid() && snoozedUntil > now ? snoozedUntil : QDateTime{};
}
