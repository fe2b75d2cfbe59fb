// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/collector/missedslots.h"

#include <algorithm>

namespace {

// A wall clock that was years off makes one long gap; telling its slots apart serves nobody.
constexpr qint64 SlotsTold = 1'000'000;

} // namespace

QList<DataGap> missedSlots(const QString &source, const SlotGrid &grid, const QDateTime &from,
                           const QDateTime &to, const QHash<QDateTime, GapCause> &failures,
                           const QList<SleepSpan> &sleeps)
{
    const qint64 count = grid.count(from, to);
    if (count == 0)
        return {};
    const QDateTime first = grid.slotAt(from) == from ? from : grid.next(from);
    if (count > SlotsTold)
        return {DataGap{0, source, {}, first, to, GapCause::Unknown}};

    const auto causeOf = [&](const QDateTime &slot) {
        if (const auto failure = failures.find(slot); failure != failures.end())
            return failure.value();
        const bool asleep = std::any_of(sleeps.begin(), sleeps.end(), [&](const SleepSpan &sleep) {
            return sleep.from < slot.addMSecs(grid.length.count()) && slot < sleep.to;
        });
        return asleep ? GapCause::Asleep : GapCause::Unknown;
    };
    QList<DataGap> gaps;
    for (QDateTime slot = first; slot < to; slot = grid.next(slot)) {
        const GapCause cause = causeOf(slot);
        if (!gaps.isEmpty() && gaps.constLast().cause == cause)
            gaps.last().to = grid.next(slot);
        else
            gaps.append({0, source, {}, slot, grid.next(slot), cause});
    }
    return gaps;
}
