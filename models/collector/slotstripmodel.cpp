// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/collector/slotstripmodel.h"

#include "models/collector/runtext.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace {

// How good a slot's state is: a second run in the slot may better it, never worsen it.
int worth(CellState state)
{
    switch (state) {
    case CellState::Ok:
        return 4;
    case CellState::Partial:
        return 3;
    case CellState::Waiting:
        return 2;
    case CellState::Failed:
        return 1;
    default:
        return 0;
    }
}

std::optional<qint64> median(QList<qint64> values)
{
    if (values.isEmpty())
        return {};
    const auto middle = values.begin() + values.size() / 2;
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

} // namespace

SlotStripModel::SlotStripModel(QLocale locale, SlotGrid grid, std::function<QDateTime()> clock,
                               QObject *parent)
    : QAbstractListModel{parent}
    , m_locale{std::move(locale)}
    , m_grid{grid}
    , m_clock{std::move(clock)}
{
    const int count = std::clamp(int(std::chrono::milliseconds{24h} / m_grid.length), 1, MostSlots);
    const QDateTime end = m_grid.next(m_clock());
    m_slots = emptySlots(end.addMSecs(-count * m_grid.length.count()), count);
}

int SlotStripModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_slots.size());
}

QVariant SlotStripModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const StripSlot &slot = m_slots.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return slotTimeText(slot.slot, m_grid.length < 1min, m_locale);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return describe(slot);
    case CellRole::State:
        return QVariant::fromValue(slot.state);
    default:
        return {};
    }
}

int SlotStripModel::rowOf(const QDateTime &slot) const
{
    const qint64 distance = m_slots.constFirst().slot.msecsTo(m_grid.slotAt(slot));
    const qint64 row = distance / m_grid.length.count();
    return distance < 0 || row >= m_slots.size() ? -1 : int(row);
}

StripCounts SlotStripModel::counts() const
{
    StripCounts counts;
    for (const StripSlot &slot : m_slots) {
        switch (slot.state) {
        case CellState::Ok:
            ++counts.collected;
            break;
        case CellState::Partial:
            ++counts.partial;
            break;
        case CellState::Failed:
            ++counts.failed;
            break;
        case CellState::Missed:
            ++counts.missed;
            break;
        case CellState::Waiting:
            ++counts.waiting;
            break;
        default:
            break;
        }
    }
    return counts;
}

QString SlotStripModel::spanText() const
{
    const std::chrono::milliseconds span = m_grid.length * m_slots.size();
    if (span >= 1h)
        return tr("%n hour(s)", nullptr, int(span / 1h));
    return tr("%n minute(s)", nullptr, int(span / 1min));
}

QString SlotStripModel::shortSpanText() const
{
    const std::chrono::milliseconds span = m_grid.length * m_slots.size();
    return span >= 1h ? tr("%1 h").arg(m_locale.toString(qint64(span / 1h)))
                      : tr("%1 min").arg(m_locale.toString(qint64(span / 1min)));
}

std::optional<CollectionRun> SlotStripModel::lastRun() const
{
    return m_runs.isEmpty() ? std::nullopt : std::optional{m_runs.constLast()};
}

std::optional<qint64> SlotStripModel::medianDurationMs() const
{
    QList<qint64> durations;
    for (const CollectionRun &run : m_runs)
        durations.append(run.durationMs);
    return median(std::move(durations));
}

std::optional<qint64> SlotStripModel::medianDelayMs() const
{
    QList<qint64> delays;
    for (const CollectionRun &run : m_runs) {
        if (const auto delay = runDelayMs(run))
            delays.append(*delay);
    }
    return median(std::move(delays));
}

void SlotStripModel::refresh()
{
    emit stripRequested(++m_ticket, StripRequest{m_slots.constFirst().slot, end()});
}

void SlotStripModel::acceptStrip(quint64 ticket, const Strip &strip)
{
    if (ticket != m_ticket) // the window has jumped since: the next answer is the one
        return;
    m_firstSlot = strip.firstSlot;
    for (const CollectionRun &run : strip.runs)
        place(run);
    for (const DataGap &gap : strip.gaps)
        mark(gap);
    updateStates();
    emit dataChanged(index(0), index(rowCount() - 1));
    emit stripChanged();
}

void SlotStripModel::addRun(const CollectionRun &run)
{
    tick(); // a run may be faster than the second in which its slot began
    if (!m_firstSlot.isValid() || run.slot < m_firstSlot)
        m_firstSlot = run.slot;
    const QModelIndex changed = index(rowOf(run.slot));
    if (!changed.isValid())
        return;
    place(run);
    emit dataChanged(changed, changed);
    emit stripChanged();
}

void SlotStripModel::addGap(const DataGap &gap)
{
    if (!mark(gap))
        return;
    emit dataChanged(index(0), index(rowCount() - 1));
    emit stripChanged();
}

void SlotStripModel::tick()
{
    const QDateTime newEnd = m_grid.next(m_clock());
    const qint64 steps = end().msecsTo(newEnd) / m_grid.length.count();
    if (steps == 0)
        return;
    const int count = rowCount();
    if (steps < 0 || steps >= count) { // the clock was set, or the computer slept for long
        beginResetModel();
        m_slots = emptySlots(newEnd.addMSecs(-count * m_grid.length.count()), count);
        m_runs.clear();
        endResetModel();
        refresh();
    } else {
        const int moved = int(steps);
        const QDateTime from = end();
        beginRemoveRows({}, 0, moved - 1);
        m_slots.remove(0, moved);
        m_runs.removeIf([first = m_slots.constFirst().slot](const CollectionRun &run) {
            return run.slot < first;
        });
        endRemoveRows();
        beginInsertRows({}, count - moved, count - 1);
        m_slots.append(emptySlots(from, moved));
        endInsertRows();
        updateStates(); // the slot that was the present one has passed
        const QModelIndex passed = index(std::max(0, count - moved - 1));
        emit dataChanged(passed, passed);
    }
    emit stripChanged();
}

CellState SlotStripModel::stateWithoutRun(const QDateTime &slot) const
{
    if (slot >= m_grid.slotAt(m_clock()))
        return CellState::Waiting;
    return m_firstSlot.isValid() && slot >= m_firstSlot ? CellState::Missed : CellState::None;
}

QList<StripSlot> SlotStripModel::emptySlots(const QDateTime &from, int count) const
{
    QList<StripSlot> made;
    for (int i = 0; i < count; ++i) {
        const QDateTime slot = from.addMSecs(i * m_grid.length.count());
        made.append({slot, stateWithoutRun(slot), {}, {}});
    }
    return made;
}

QString SlotStripModel::describe(const StripSlot &slot) const
{
    const QString time = slotText(slot.slot, m_grid.length < 1min, m_clock(), m_locale);
    //: A slot and what became of it: "Fri 20 Nov, 14:00: Partial. 8 of 9 entries stored, 1
    //: rejected."
    const QString format = tr("%1: %2. %3");
    if (slot.run)
        return format.arg(time, runResultText(*slot.run), runSummary(*slot.run, m_locale));
    switch (slot.state) {
    case CellState::Waiting:
        return tr("%1: not collected yet").arg(time);
    case CellState::Missed:
        return slot.cause ? tr("%1: missed, %2").arg(time, gapCauseText(*slot.cause))
                          : tr("%1: missed").arg(time);
    default:
        return tr("%1: before the first run").arg(time);
    }
}

QDateTime SlotStripModel::end() const
{
    return m_slots.constLast().slot.addMSecs(m_grid.length.count());
}

void SlotStripModel::place(const CollectionRun &run)
{
    const int row = rowOf(run.slot);
    if (row < 0)
        return;
    keep(run);
    StripSlot &slot = m_slots[row];
    const bool isUpdate = slot.run && slot.run->startedAt == run.startedAt;
    if (slot.run && !isUpdate && worth(slot.state) >= worth(runState(run)))
        return;
    slot.run = run;
    slot.state = runState(run);
    slot.cause.reset();
}

void SlotStripModel::keep(const CollectionRun &run)
{
    const auto at = std::lower_bound(m_runs.begin(), m_runs.end(), run,
                                     [](const CollectionRun &one, const CollectionRun &other) {
                                         return one.startedAt < other.startedAt;
                                     });
    if (at != m_runs.end() && at->startedAt == run.startedAt)
        *at = run;
    else
        m_runs.insert(at, run);
}

bool SlotStripModel::mark(const DataGap &gap)
{
    bool hasMarked = false;
    for (StripSlot &slot : m_slots) {
        if (slot.run || slot.slot < gap.from || slot.slot >= gap.to)
            continue;
        slot.cause = gap.cause;
        hasMarked = true;
    }
    return hasMarked;
}

void SlotStripModel::updateStates()
{
    for (StripSlot &slot : m_slots) {
        if (!slot.run)
            slot.state = stateWithoutRun(slot.slot);
    }
}
