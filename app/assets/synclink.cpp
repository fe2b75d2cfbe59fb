// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/assets/synclink.h"

#include <QRandomGenerator>

#include <tuple>

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

void settleCalls(SyncLink &link, const EodhdFailure &failure, int calls, const QDateTime &now)
{
    if (failure.isFree())
        std::ignore = link.use([&](SyncStore &store) { return store.giveBackCalls(calls, now); });
    if (failure.cause == EodhdFailure::Cause::QuotaUsed)
        std::ignore = noteQuotaUsed(link, now);
}
