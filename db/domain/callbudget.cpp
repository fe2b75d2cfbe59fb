// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/callbudget.h"

CallBudget CallBudget::onDay(const QDate &today) const
{
    CallBudget budget = *this;
    if (day != today) {
        budget.day = today;
        budget.used = 0;
        // It waits some minutes into the new day, in case this clock is ahead of the provider's.
        if (blockedUntil.isValid() && blockedUntil.date() < today)
            budget.blockedUntil = {};
    }
    return budget;
}

CallBudget CallBudget::afterPlan(int toldLimit, int toldUsed) const
{
    CallBudget budget = *this;
    if (toldLimit > limit)
        budget.blockedUntil = {}; // a larger plan may be asked at once
    if (toldLimit > 0)
        budget.limit = toldLimit;
    budget.used = std::max(used + 1, toldUsed);
    return budget;
}
