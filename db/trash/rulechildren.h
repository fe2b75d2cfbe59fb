// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1StringView>

#include <array>

// A table whose rows go with a rule, when it is purged and when that is undone. Its column rule_id
// says with which.
struct RuleChild {
    QLatin1StringView table;
    QLatin1StringView order; // of its rows in an export: that of the rules
};

inline constexpr std::array RuleChildren{
        RuleChild{QLatin1StringView{"alert_rule_versions"}, QLatin1StringView{"rule_id, version"}},
        RuleChild{QLatin1StringView{"alert_states"}, QLatin1StringView{"rule_id"}}};
