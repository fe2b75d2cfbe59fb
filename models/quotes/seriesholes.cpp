// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/quotes/seriesholes.h"

#include "db/domain/timespans.h"

#include <algorithm>

namespace {

DataGap hole(qint64 fromMs, qint64 toMs)
{
    DataGap gap;
    gap.from = QDateTime::fromMSecsSinceEpoch(fromMs, Qt::UTC);
    gap.to = QDateTime::fromMSecsSinceEpoch(toMs, Qt::UTC);
    return gap;
}

// Holes at the edges of the detail: it starts or ends later or earlier than its own step explains.
QList<DataGap> edgeHoles(const Series &detail)
{
    const qint64 step = detail.stepMs > 0 ? detail.stepMs : SlotMs + SlotMs / 2;
    const qint64 from = std::max(detail.request.fromMs, detail.firstMs);
    const qint64 to = std::min(detail.request.toMs, detail.lastMs + 1);
    if (detail.lastMs == 0 || from >= to || detail.stock) // a market with hours has no such edges
        return {};
    if (detail.points.isEmpty())
        return {hole(from, to)};
    QList<DataGap> holes;
    const qint64 first = detail.points.constFirst().bar.time;
    const qint64 last = detail.points.constLast().bar.time;
    if (first - from > step)
        holes.append(hole(from, first));
    if (to - last > step)
        holes.append(hole(std::min(last + (detail.stepMs > 0 ? step : SlotMs), to), to));
    return holes;
}

} // namespace

QList<DataGap> holesOf(const Series &detail, const Series *overview)
{
    QList<DataGap> holes = detail.gaps + edgeHoles(detail);
    if (overview) {
        const QDateTime from = QDateTime::fromMSecsSinceEpoch(detail.request.fromMs, Qt::UTC);
        const QDateTime to = QDateTime::fromMSecsSinceEpoch(detail.request.toMs, Qt::UTC);
        for (const DataGap &gap : overview->gaps) {
            // Inside, the detail knows better; across its edge, the two are one hole.
            if (gap.from < from || gap.to > to)
                holes.append(gap);
        }
    }
    std::sort(holes.begin(), holes.end(),
              [](const DataGap &a, const DataGap &b) { return a.from < b.from; });
    QList<DataGap> merged;
    for (const DataGap &gap : holes) {
        if (merged.isEmpty() || gap.from > merged.constLast().to) {
            merged.append(gap);
            continue;
        }
        DataGap &before = merged.last();
        before.to = std::max(before.to, gap.to);
        if (before.cause == GapCause::Unknown)
            before.cause = gap.cause;
    }
    return merged;
}
