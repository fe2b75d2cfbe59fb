// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/trash/trashexport.h"
#include "app/trash/trashpurge.h"
#include "db/trash/trashstore.h"
#include "tests/support/trashedmarket.h"

#include <QTemporaryDir>

// What tests of the export and of the purge have in common.
namespace Purging {

inline Deleter me()
{
    return {QStringLiteral("me@here"), QStringLiteral("wrong"), QStringLiteral("b1")};
}

inline QDateTime at(int minute)
{
    return TrashedMarket::at(minute);
}

inline QDateTime later()
{
    return at(100);
}

// Without waiting between the slices.
inline PurgePlan atOnce()
{
    PurgePlan plan;
    plan.pause = [](std::chrono::milliseconds) { return true; };
    return plan;
}

inline void removeQuotes(const TrashedMarket &market, const QDateTime &from = {})
{
    market.removeQuotes({QStringLiteral("BHP.AU"), from, {}}, at(50), me());
}

} // namespace Purging
