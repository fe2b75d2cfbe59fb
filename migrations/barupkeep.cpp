// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations/barupkeep.h"

#include "db/bars/barpartitions.h"
#include "db/bars/rebuild.h"

Result<MigrationReport> keepUpBars(const Connection &connection, const MigrationReport &report)
{
    constexpr int FirstWithBars = 3;
    if (report.to < FirstWithBars)
        return report;
    return BarPartitions::ensureAll(connection, QDateTime::currentDateTimeUtc())
            .and_then([&] { return rebuildBars(connection, RebuildScope::Missing); })
            .transform([&](const RebuildReport &) { return report; });
}
