// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/assets/synclink.h"

#include <QRandomGenerator>

namespace {

// 00:00 GMT and up to ten minutes: everybody else waits for the same moment.
QDateTime nextDay(const QDateTime &now)
{
    constexpr int SpreadSeconds = 600;
    return now.date().addDays(1).startOfDay(Qt::UTC).addSecs(
            30 + QRandomGenerator::global()->bounded(SpreadSeconds));
}

} // namespace

Result<> noteQuotaUsed(SyncLink &link, const QDateTime &now)
{
    return link.use([&](SyncStore &store) { return store.blockUntil(nextDay(now), now); });
}
