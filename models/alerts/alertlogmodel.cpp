// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/alerts/alertlogmodel.h"

#include "models/alerts/alerttext.h"
#include "models/alerts/entryfacts.h"
#include "models/alerts/levelwords.h"
#include "models/cellrole.h"
#include "models/quotes/symboltext.h"

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

AlertLogModel::AlertLogModel(QLocale locale, std::function<QDateTime()> clock, QObject *parent)
    : QAbstractTableModel{parent}
    , m_locale{std::move(locale)}
    , m_clock{std::move(clock)}
{}

int AlertLogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

int AlertLogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant AlertLogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const AlertLogEntry &entry = m_entries.at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return display(entry, column);
    case Qt::ToolTipRole:
        return entrySummary(entry, m_locale);
    case Qt::TextAlignmentRole:
        return headerData(column, Qt::Horizontal, role);
    case CellRole::Raw:
        return raw(entry, column);
    case CellRole::State:
        if (column == StatusColumn)
            return QVariant::fromValue(alertState(entry.status));
        return column == SeverityColumn ? QVariant::fromValue(severityState(entry.severity))
                                        : QVariant{};
    case CellRole::Tone:
        if (column == SymbolColumn || (column == StatusColumn && entry.isOpen()))
            return QVariant::fromValue(CellTone::Strong);
        return QVariant::fromValue(column == LevelColumn ? CellTone::Quiet : CellTone::Plain);
    default:
        return {};
    }
}

QVariant AlertLogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole) {
        if (section != ValueColumn && section != LevelColumn && section != DelayColumn)
            return QVariant{Qt::AlignLeft | Qt::AlignVCenter};
        return QVariant{Qt::AlignRight | Qt::AlignAbsolute | Qt::AlignVCenter}; // right to left too
    }
    static constexpr const char *names[ColumnCount][2] = {
            {QT_TR_NOOP("Status"), QT_TR_NOOP("How far the alert came")},
            {QT_TR_NOOP("Time (%1)"), QT_TR_NOOP("Of the price that it was judged by")},
            {QT_TR_NOOP("Symbol"), QT_TR_NOOP("What the rule watches")},
            {QT_TR_NOOP("Rule"), QT_TR_NOOP("The rule that fired")},
            {QT_TR_NOOP("Value"), QT_TR_NOOP("What the rule saw")},
            {QT_TR_NOOP("Level"), QT_TR_NOOP("The level that it compared with")},
            {QT_TR_NOOP("Severity"), QT_TR_NOOP("How much it matters")},
            {QT_TR_NOOP("Delay"), QT_TR_NOOP("From the time of the price to the notification")},
    };
    if (role == Qt::DisplayRole && section == TimeColumn)
        return tr(names[section][0]).arg(m_clock().toLocalTime().timeZoneAbbreviation());
    if (role == Qt::DisplayRole)
        return tr(names[section][0]);
    if (role == Qt::ToolTipRole)
        return tr(names[section][1]);
    return {};
}

bool AlertLogModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_hasMore && !m_isWaiting;
}

void AlertLogModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    m_request.after =
            AlertLogRequest::Key{m_entries.constLast().timestamp, m_entries.constLast().id};
    m_request.limit = AlertLogRequest{}.limit;
    ask();
}

int AlertLogModel::rowOf(qint64 id) const
{
    const auto found = std::ranges::find(m_entries, id, &AlertLogEntry::id);
    return found == m_entries.cend() ? -1 : int(found - m_entries.cbegin());
}

void AlertLogModel::reload()
{
    m_isStarted = true;
    // Many changes in a row are read twice at most: now, and once more after that.
    m_isOld = m_isWaiting && !m_request.after;
    if (!m_isOld)
        askFirst(std::max(AlertLogRequest{}.limit, int(m_entries.size())));
}

void AlertLogModel::askFirst(int limit)
{
    m_request.after.reset();
    m_request.limit = limit;
    ask();
}

void AlertLogModel::askAnew()
{
    m_isOld = false;
    if (m_isStarted)
        askFirst(AlertLogRequest{}.limit);
}

void AlertLogModel::setWhich(AlertLogRequest::Which which)
{
    if (std::exchange(m_request.which, which) != which)
        askAnew();
}

void AlertLogModel::setFrom(const QDateTime &from)
{
    if (std::exchange(m_request.from, from) != from)
        askAnew();
}

void AlertLogModel::setText(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (std::exchange(m_request.text, trimmed) != trimmed)
        askAnew();
}

void AlertLogModel::seek(qint64 id, const QDateTime &timestamp)
{
    m_sought = Sought{id, timestamp};
    if (m_hasAnswer && !m_isWaiting)
        goOnSeeking();
}

void AlertLogModel::goOnSeeking()
{
    if (!m_sought)
        return;
    const int row = rowOf(m_sought->id);
    const bool isPassed =
            !m_entries.isEmpty() && m_entries.constLast().timestamp < m_sought->timestamp;
    if (row < 0 && !isPassed && m_hasMore) {
        fetchMore({});
        return;
    }
    m_sought.reset();
    emit sought(row);
}

void AlertLogModel::ask()
{
    m_isWaiting = true;
    emit logRequested(++m_ticket, m_request);
}

void AlertLogModel::acceptLog(quint64 ticket, const AlertLogPage &page)
{
    if (ticket != m_ticket) // a later question was asked: nobody wants this answer now
        return;
    m_isWaiting = false;
    m_hasAnswer = true;
    m_hasMore = page.hasMore && !page.rows.isEmpty();
    if (!m_request.after) {
        m_total = page.total.value_or(0);
        replace(page.rows);
    } else if (!page.rows.isEmpty()) {
        const int first = rowCount();
        beginInsertRows({}, first, first + int(page.rows.size()) - 1);
        m_entries.append(page.rows);
        endInsertRows();
    }
    emit logAccepted();
    if (m_isOld)
        reload();
    if (!m_isWaiting)
        goOnSeeking();
}

// The same rows stay where they are, so that what is selected and in sight does.
void AlertLogModel::replace(const QList<AlertLogEntry> &entries)
{
    if (!std::ranges::equal(entries, m_entries, {}, &AlertLogEntry::id, &AlertLogEntry::id)) {
        beginResetModel();
        m_entries = entries;
        endResetModel();
        return;
    }
    update(entries);
}

void AlertLogModel::acceptFailure(quint64 ticket)
{
    if (ticket != m_ticket)
        return;
    m_isWaiting = false;
    m_isOld = false;
}

void AlertLogModel::update(const QList<AlertLogEntry> &entries)
{
    for (const AlertLogEntry &entry : entries) {
        const int row = rowOf(entry.id);
        if (row < 0 || m_entries.at(row) == entry)
            continue;
        m_entries[row] = entry;
        emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
}

QString AlertLogModel::display(const AlertLogEntry &entry, int column) const
{
    switch (column) {
    case StatusColumn:
        return alertStatusText(entry.status);
    case TimeColumn:
        return alertTimeText(entry.timestamp, m_clock(), m_locale);
    case SymbolColumn:
        return shortSymbol(entry.symbol);
    case RuleColumn:
        return entry.ruleName;
    case SeverityColumn:
        return severityText(entry.severity);
    case DelayColumn:
        return delayText(entry, m_locale);
    case ValueColumn:
    case LevelColumn:
        // Such a row tells of prices that do not come, and has neither.
        if (entry.kind == AlertEvent::Kind::NoData)
            return column == ValueColumn ? tr("no price") : u"–"_s;
        return column == ValueColumn ? valueWords(entry.value, entry.unit, m_locale)
                                     : levelWords(entry.level, entry.unit, m_locale);
    default:
        return {};
    }
}

QString AlertLogModel::raw(const AlertLogEntry &entry, int column) const
{
    switch (column) {
    case StatusColumn:
        return alertStatusName(entry.status);
    case TimeColumn:
        return entry.timestamp.toUTC().toString(Qt::ISODateWithMs);
    case SymbolColumn:
        return entry.symbol;
    case SeverityColumn:
        return alertSeverityName(entry.severity);
    case DelayColumn: {
        const std::optional<qint64> ms = entry.delayMs();
        return ms ? QString::number(*ms) : QString{};
    }
    case ValueColumn:
        return entry.value.toString();
    case LevelColumn:
        return entry.level.toString();
    default:
        return display(entry, column);
    }
}
