// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/callbudget.h"

CallBudget CallBudget::onDay(const QDate &today) const
{
    CallBudget budget = *this;
    if (day != today) {
        budget.day = today;
        budget.used = 0;
        budget.blockedUntil = {};
    }
    return budget;
}
