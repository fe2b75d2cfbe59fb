// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "db/alerts/alertrulestore.h"
#include "db/alerts/rulecheck.h"
#include "db/domain/alerts/alertrule.h"

#include <functional>

// What is written of a rule; what is not given stays as it is. The condition is read when all of it
// is known: a new level goes with the old words.
struct RuleEdit {
    std::optional<QString> symbol; // as it was written: a coin or a symbol
    std::optional<QString> condition;
    std::optional<Price> level;
    std::optional<Price> clear;
    bool hasNoClear = false;               // takes it away
    bool hasStep = false;                  // of new extremes
    std::function<void(AlertRule &)> rest; // what needs no look at the others
    UnknownCoin unknownCoin = UnknownCoin::Refused;

    [[nodiscard]] Result<AlertRule> applied(AlertRule rule) const;
};

// A rule's name or number.
[[nodiscard]] ExitCode addRule(const Context &context, const RuleEdit &edit);
[[nodiscard]] ExitCode editRule(const Context &context, const QString &rule, const RuleEdit &edit);
[[nodiscard]] ExitCode listRules(const Context &context, AlertRuleStore::Which which);
[[nodiscard]] ExitCode showRuleVersions(const Context &context, const QString &rule);
[[nodiscard]] ExitCode removeRules(const Context &context, const QStringList &rules);
[[nodiscard]] ExitCode restoreRules(const Context &context, const QList<qint64> &ids);
// ms: from now on; 0 ends a snooze.
[[nodiscard]] ExitCode snoozeRule(const Context &context, const QString &rule, qint64 ms);
