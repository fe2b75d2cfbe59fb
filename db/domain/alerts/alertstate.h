// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/price.h"

// Where a rule stands: all that it remembers between two observations, and over a restart.
struct AlertState {
    enum class Phase {
        Clear,
        Pending, // met since phaseMs, and not yet long enough
        Held,    // met long enough; something else keeps it from firing: see alertmachine.h
        Firing,  // since phaseMs
        Done,    // fires never again
    };

    Phase phase = Phase::Clear;
    bool hasData = true;    // false: its symbol has no fresh price
    bool awaitsAck = false; // somebody has to acknowledge before it fires again
    // One bit a term, in the order of the condition.
    quint32 met = 0;    // as it was last: a clear level holds it
    quint32 armed = 0;  // of 'crosses': the level's other side was seen
    quint32 above = 0;  // of 'crosses' from either side: where the value was last
    qint64 phaseMs = 0; // when the phase began
    qint64 firedMs = 0; // 0: never
    Price firedValue;   // at the last firing
    int firedTerm = 0;  // whose value that was, by its place in the condition

    friend bool operator==(const AlertState &, const AlertState &) = default;
};
