// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/collector/runtablemodel.h"

#include "models/cellrole.h"
#include "models/collector/runtext.h"

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

bool isNewer(const CollectionRun &a, const CollectionRun &b)
{
    return a.startedAt != b.startedAt ? a.startedAt > b.startedAt : a.id > b.id;
}

// One run, also when it had no id yet the last time.
bool isSame(const CollectionRun &a, const CollectionRun &b)
{
    return a.startedAt == b.startedAt && a.slot == b.slot && a.source == b.source;
}

} // namespace

RunTableModel::RunTableModel(QLocale locale, SlotGrid grid, std::function<QDateTime()> clock,
                             QObject *parent)
    : QAbstractTableModel{parent}
    , m_locale{std::move(locale)}
    , m_grid{grid}
    , m_clock{std::move(clock)}
{}

int RunTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_runs.size());
}

int RunTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RunTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const CollectionRun &run = m_runs.at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return display(run, column);
    case Qt::AccessibleTextRole:
        return column == DelayColumn && !runDelayMs(run) ? tr("nothing stored")
                                                         : display(run, column);
    case Qt::ToolTipRole:
        if (column == ResultColumn)
            return runSummary(run, m_locale);
        if (column == DelayColumn && !runDelayMs(run))
            return tr("This run stored nothing itself");
        return {};
    case Qt::TextAlignmentRole:
        return headerData(column, Qt::Horizontal, role);
    case CellRole::Raw:
        return raw(run, column);
    case CellRole::State:
        return column == ResultColumn ? QVariant::fromValue(runState(run)) : QVariant{};
    case CellRole::Tone:
        if (column == RejectedColumn && run.rejected > 0)
            return QVariant::fromValue(CellTone::Warning);
        if (number(run, column) == 0 || (column == DelayColumn && !runDelayMs(run)))
            return QVariant::fromValue(CellTone::Quiet);
        return QVariant::fromValue(CellTone::Plain);
    default:
        return {};
    }
}

QVariant RunTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool isText =
                section == SlotColumn || section == SourceColumn || section == ResultColumn;
        if (isText)
            return QVariant{Qt::AlignLeft | Qt::AlignVCenter};
        return QVariant{Qt::AlignRight | Qt::AlignAbsolute | Qt::AlignVCenter}; // right to left too
    }
    static constexpr const char *names[ColumnCount][2] = {
            {QT_TR_NOOP("Slot (%1)"), QT_TR_NOOP("The time that the prices are for")},
            {QT_TR_NOOP("Source"), QT_TR_NOOP("Who was asked")},
            {QT_TR_NOOP("Result"), QT_TR_NOOP("How the run ended")},
            {QT_TR_NOOP("Attempts"), QT_TR_NOOP("How often the source was asked")},
            {QT_TR_NOOP("Received"), QT_TR_NOOP("Entries in the answer")},
            {QT_TR_NOOP("Stored"), QT_TR_NOOP("Entries that were new and went into the database")},
            {QT_TR_NOOP("Duplicates"), QT_TR_NOOP("Entries that the database had already")},
            {QT_TR_NOOP("Rejected"), QT_TR_NOOP("Entries that are no price; the run says why")},
            {QT_TR_NOOP("Duration"), QT_TR_NOOP("From the first request to the end of the run")},
            {QT_TR_NOOP("Delay"), QT_TR_NOOP("From the slot to the insert")},
    };
    if (role == Qt::DisplayRole && section == SlotColumn)
        return tr(names[section][0]).arg(m_clock().toLocalTime().timeZoneAbbreviation());
    if (role == Qt::DisplayRole)
        return tr(names[section][0]);
    if (role == Qt::ToolTipRole)
        return tr(names[section][1]);
    return {};
}

bool RunTableModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_hasMore && !m_waiting;
}

void RunTableModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    m_request.after = RunsKey{m_runs.constLast().startedAt, m_runs.constLast().id};
    ask();
}

int RunTableModel::rowOf(const CollectionRun &run) const
{
    const auto found =
            std::find_if(m_runs.cbegin(), m_runs.cend(),
                         [&run](const CollectionRun &held) { return isSame(held, run); });
    return found == m_runs.cend() ? -1 : int(found - m_runs.cbegin());
}

void RunTableModel::reload()
{
    m_request.after.reset();
    m_isFirstPage = true;
    ask();
}

void RunTableModel::setFilter(RunFilter filter)
{
    if (filter == m_request.filter)
        return;
    m_request.filter = filter;
    reload();
}

void RunTableModel::setText(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed == m_request.text)
        return;
    m_request.text = trimmed;
    reload();
}

void RunTableModel::ask()
{
    m_waiting = true;
    emit runsRequested(++m_ticket, m_request);
}

void RunTableModel::acceptRuns(quint64 ticket, const RunsPage &page)
{
    if (ticket != m_ticket) // a later question was asked: nobody wants this answer now
        return;
    m_waiting = false;
    m_hasAnswer = true;
    m_hasMore = page.hasMore && !page.rows.isEmpty();
    if (m_isFirstPage) {
        m_isFirstPage = false;
        beginResetModel();
        m_runs = page.rows;
        endResetModel();
    } else if (!page.rows.isEmpty()) {
        const int first = rowCount();
        beginInsertRows({}, first, first + int(page.rows.size()) - 1);
        m_runs.append(page.rows);
        endInsertRows();
    }
    for (const CollectionRun &run : std::exchange(m_meanwhile, {}))
        addRun(run);
    emit runsAccepted();
}

void RunTableModel::giveUpRuns(quint64 ticket)
{
    if (ticket == m_ticket)
        m_waiting = false;
}

void RunTableModel::addRun(const CollectionRun &run)
{
    if (const int row = rowOf(run); row >= 0) {
        m_runs[row] = run;
        emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
        return;
    }
    if (!m_hasAnswer || m_isFirstPage) {
        m_meanwhile.append(run); // the page under way may have been read before this run ended
        return;
    }
    // Older than all that is held while there is more: a page brings it.
    if ((m_hasMore && !isNewer(run, m_runs.constLast())) || !matches(m_request, run))
        return;
    const auto place = std::lower_bound(m_runs.cbegin(), m_runs.cend(), run, isNewer);
    const int row = int(place - m_runs.cbegin());
    beginInsertRows({}, row, row);
    m_runs.insert(row, run);
    endInsertRows();
}

int RunTableModel::number(const CollectionRun &run, int column) const
{
    switch (column) {
    case AttemptsColumn:
        return run.attempts;
    case ReceivedColumn:
        return run.received;
    case StoredColumn:
        return run.stored;
    case DuplicatesColumn:
        return run.duplicates;
    case RejectedColumn:
        return run.rejected;
    default:
        return -1;
    }
}

QString RunTableModel::display(const CollectionRun &run, int column) const
{
    switch (column) {
    case SlotColumn: {
        const QDateTime now = m_clock();
        const QString text =
                slotText(run.slot, m_grid.length < std::chrono::minutes{1}, now, m_locale);
        // The header names the present zone; a slot of the other half of the year names its own.
        const QString zone = run.slot.toLocalTime().timeZoneAbbreviation();
        return zone == now.toLocalTime().timeZoneAbbreviation() ? text : text + u' ' + zone;
    }
    case SourceColumn:
        return runSourceText(run.source);
    case ResultColumn:
        return runResultText(run);
    case DurationColumn:
        return durationText(run.durationMs, m_locale);
    case DelayColumn: {
        const std::optional<qint64> delay = runDelayMs(run);
        return delay ? delayText(*delay, m_locale) : u"–"_s;
    }
    default:
        return m_locale.toString(number(run, column));
    }
}

QString RunTableModel::raw(const CollectionRun &run, int column) const
{
    switch (column) {
    case SlotColumn:
        return run.slot.toUTC().toString(Qt::ISODateWithMs);
    case SourceColumn:
        return run.source;
    case ResultColumn:
        return runStatusName(run.status);
    case DurationColumn:
        return QString::number(run.durationMs);
    case DelayColumn: {
        const std::optional<qint64> delay = runDelayMs(run);
        return delay ? QString::number(*delay) : QString{};
    }
    default:
        return QString::number(number(run, column));
    }
}
