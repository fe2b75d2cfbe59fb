// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "db/alerts/alertrulestore.h"

// How the commands of alerts reach what they work on.

// The rule with this number, or with this name where it is the only one. which: of these alone; a
// rule that is there goes before one of the same name that was removed.
[[nodiscard]] Result<AlertRule> ruleNamed(AlertRuleStore &store, const QString &text,
                                          AlertRuleStore::Which which);
