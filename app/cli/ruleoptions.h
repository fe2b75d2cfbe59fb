// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/alertscommand.h"
#include "app/cli/commandset.h"

// The options of 'alerts add' and 'alerts edit' that say what a rule is.

// What CLI11 fills before it is checked.
struct RawRule {
    std::string rule;
    std::string symbol;
    std::string when;
    std::string level;
    std::string clear;
    std::string hold;
    std::string cooldown;
    std::string name;
    std::string rearm;
    std::string step;
    std::string severity;
    std::string quiet;
    std::string days;
    std::string expires;
    std::string noData;
    std::string notes;
    std::vector<std::string> channels;
    bool isOn = false;
    bool isOff = false;
    bool isForced = false;
};

[[nodiscard]] Result<RuleEdit> ruleEditFrom(const RawRule &raw);

// isNew: symbol and condition are needed.
void describeRuleFields(CLI::App &command, RawRule &raw, bool isNew);
