// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/alerts/alertrule.h"

#include <QLocale>

// The field of a rule's form that a problem is shown under.
enum class RuleField { Name, Symbol, Condition, Rearm, QuietHours, Days, Expiry, Notes };

struct RuleProblem {
    RuleField field = RuleField::Condition;
    int term = -1; // of a condition: which of all its terms, from 0; -1: none alone
    QString sentence;

    friend bool operator==(const RuleProblem &, const RuleProblem &) = default;
};

// What keeps a rule from being stored, at most one a field and term; empty: it can be. Says no more
// and no less than checkedRule(), and where.
[[nodiscard]] QList<RuleProblem> ruleProblems(const AlertRule &rule, const QLocale &locale);
