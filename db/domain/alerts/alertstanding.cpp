// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/alerts/alertstanding.h"

#include "db/domain/wordlist.h"

using namespace Qt::Literals::StringLiterals;

namespace {

// In the order of the enumeration.
constexpr WordList<AlertStanding, 9> StandingNames{{"on"_L1, "pending"_L1, "held"_L1, "firing"_L1,
                                                    "no_data"_L1, "done"_L1, "expired"_L1,
                                                    "paused"_L1, "not_understood"_L1}};

} // namespace

QString alertStandingName(AlertStanding standing)
{
    return StandingNames.name(standing);
}

AlertStanding standingOf(const AlertRule &rule, const AlertState &state, const QDateTime &now)
{
    if (rule.condition.anyOf.isEmpty())
        return AlertStanding::NotUnderstood;
    if (!rule.isEnabled)
        return AlertStanding::Paused;
    if (rule.expiresAt.isValid() && rule.expiresAt <= now)
        return AlertStanding::Expired;
    // Firing goes on without prices, unless the rule says otherwise.
    if (state.phase == AlertState::Phase::Firing)
        return AlertStanding::Firing;
    if (state.phase == AlertState::Phase::Done)
        return AlertStanding::Done;
    if (!state.hasData)
        return AlertStanding::NoData;
    switch (state.phase) {
    case AlertState::Phase::Pending:
        return AlertStanding::Pending;
    case AlertState::Phase::Held:
        return AlertStanding::Held;
    default:
        return AlertStanding::On;
    }
}
