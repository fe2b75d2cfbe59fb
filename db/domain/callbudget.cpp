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
