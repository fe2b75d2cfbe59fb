// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/trash/trashexport.h"
#include "app/trash/trashpurge.h"
#include "app/trash/undopurge.h"
#include "db/trash/trashstore.h"
#include "tests/support/trashedmarket.h"

#include <QTemporaryDir>

// What tests of the export, of the purge and of its undo have in common.
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

inline PurgeUndoPlan back(const QString &folder)
{
    return {folder, atOnce().pause};
}

// Exports all and purges it; returns the export.
inline TrashExportRecord purged(const TrashedMarket &market, const QString &folder,
                                std::optional<TrashKind> kind = {})
{
    const auto record = exportTrash(market.connection(), {folder, {.kind = kind}}, later());
    if (!record || !purgeTrash(market.connection(), atOnce(), &later))
        qFatal("no purge");
    return *record;
}

} // namespace Purging
