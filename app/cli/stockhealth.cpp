// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/stockhealth.h"

#include "app/cli/commandline.h"
#include "app/cli/output.h"
#include "db/assets/syncstore.h"
#include "db/bars/daygapstore.h"

#include <algorithm>
#include <numeric>

using namespace Qt::Literals::StringLiterals;

namespace {

QString timeText(const QDateTime &time)
{
    return time.toUTC().toString(u"yyyy-MM-dd hh:mm"_s);
}

} // namespace

Result<StockHealth> StockHealth::read(const Connection &connection, const QDateTime &now)
{
    const Result<AssetBoard> board = SyncStore{connection}.queue(now);
    const Result<QMap<GapCause, int>> gaps = DayGapStore{connection}.countOpen();
    if (!board || !gaps)
        return fail(!board ? board.error() : gaps.error());
    StockHealth health;
    health.asOf = now;
    health.budget = board->budget;
    health.gaps = *gaps;
    for (const AssetRow &row : board->rows) {
        const Asset &asset = row.asset;
        if (asset.isCoin())
            continue;
        if (!asset.isActive) {
            ++health.paused;
            continue;
        }
        ++health.active;
        health.due += row.place > 0;
        health.neverSynced += !asset.lastSynced.isValid();
        if (asset.lastSynced.isValid() &&
            (health.oldest.symbol.isEmpty() || asset.lastSynced < health.oldest.lastSynced))
            health.oldest = asset;
        if (asset.error.isEmpty())
            continue;
        ++health.failed;
        if (health.lastFailed.symbol.isEmpty() || asset.updatedAt > health.lastFailed.updatedAt)
            health.lastFailed = asset;
    }
    return health;
}

QJsonObject StockHealth::toJson() const
{
    QJsonObject byCause;
    for (auto gap = gaps.cbegin(); gap != gaps.cend(); ++gap)
        byCause[gapCauseName(gap.key())] = gap.value();
    const QJsonObject last{{u"symbol"_s, lastFailed.symbol},
                           {u"message"_s, lastFailed.error},
                           {u"time"_s, jsonTime(lastFailed.updatedAt)}};
    return {{u"active"_s, active},
            {u"paused"_s, paused},
            {u"due"_s, due},
            {u"never_synced"_s, neverSynced},
            {u"oldest_synced"_s, jsonTime(oldest.lastSynced)},
            {u"failed"_s, failed},
            {u"last_error"_s, failed > 0 ? QJsonValue{last} : QJsonValue{}},
            {u"calls_used"_s, budget.used},
            {u"calls_left"_s, budget.isBlocked(asOf) ? 0 : budget.left()},
            {u"gaps"_s, byCause}};
}

QStringList StockHealth::lines() const
{
    if (active + paused == 0)
        return {};
    QStringList lines{CommandLine::tr("Stocks: %1 active, %2 paused, %3 due, %4 never synced")
                              .arg(active)
                              .arg(paused)
                              .arg(due)
                              .arg(neverSynced)};
    if (!oldest.symbol.isEmpty())
        lines.append(CommandLine::tr("Oldest sync: %1, at %2 UTC")
                             .arg(oldest.symbol, timeText(oldest.lastSynced)));
    lines.append(CommandLine::tr("Calls of EODHD today: %1 of %2 used")
                         .arg(budget.used)
                         .arg(budget.limit));
    if (budget.isBlocked(asOf))
        lines.append(CommandLine::tr("EODHD says that the calls are gone; the next are made at %1 "
                                     "UTC.")
                             .arg(timeText(budget.blockedUntil)));
    const int all = std::accumulate(gaps.cbegin(), gaps.cend(), 0);
    lines.append(CommandLine::tr("Gaps of stocks: %1, and %2 that may be holidays")
                         .arg(all - gaps.value(GapCause::Unknown))
                         .arg(gaps.value(GapCause::Unknown)));
    return lines;
}

QStringList StockHealth::problems() const
{
    if (failed == 0)
        return {};
    return {CommandLine::tr("Stocks that failed at their last sync: %1. The last was %2: %3")
                    .arg(failed)
                    .arg(lastFailed.symbol, lastFailed.error)};
}
