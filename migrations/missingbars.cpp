// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/missingbars.h"

#include "db/bars/rebuild.h"

Result<MigrationReport> makeMissingBars(const Connection &connection, const MigrationReport &report)
{
    constexpr int FirstWithBars = 3;
    if (report.to < FirstWithBars)
        return report;
    return rebuildBars(connection, RebuildScope::Missing).transform([&](const RebuildReport &) {
        return report;
    });
}
