// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/domain/slot.h"

#include "db/domain/bar.h"

namespace {

QDateTime utc(qint64 timeMs)
{
    return QDateTime::fromMSecsSinceEpoch(timeMs, Qt::UTC);
}

} // namespace

QDateTime SlotGrid::slotAt(const QDateTime &time) const
{
    return utc(barStart(time.toMSecsSinceEpoch(), length.count()));
}

QDateTime SlotGrid::next(const QDateTime &time) const
{
    return slotAt(time).addMSecs(length.count());
}

qint64 SlotGrid::count(const QDateTime &from, const QDateTime &to) const
{
    const qint64 step = length.count();
    const qint64 first = barStart(from.toMSecsSinceEpoch() + step - 1, step);
    const qint64 end = barStart(to.toMSecsSinceEpoch() + step - 1, step);
    return end > first ? (end - first) / step : 0;
}
