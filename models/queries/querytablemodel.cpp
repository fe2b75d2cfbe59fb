// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/queries/querytablemodel.h"

#include "models/events/eventtext.h"
#include "models/queries/querytext.h"

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

QueryTableModel::QueryTableModel(QLocale locale, std::function<QDateTime()> clock, QObject *parent)
    : KeyedTableModel{ColumnCount, &RecordedQuery::id, parent}
    , m_locale{std::move(locale)}
    , m_clock{std::move(clock)}
{}

QVariant QueryTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool isText = section == StatementColumn || section == ScanColumn;
        if (isText)
            return QVariant{Qt::AlignLeft | Qt::AlignVCenter};
        return QVariant{Qt::AlignRight | Qt::AlignAbsolute | Qt::AlignVCenter}; // right to left too
    }
    static constexpr const char *names[ColumnCount][2] = {
            {QT_TR_NOOP("Statement"), QT_TR_NOOP("What the program asks the database")},
            {QT_TR_NOOP("Runs"), QT_TR_NOOP("How often it ran")},
            {QT_TR_NOOP("Rows"), QT_TR_NOOP("Rows that it gave or changed")},
            {QT_TR_NOOP("Total"), QT_TR_NOOP("How long all runs took together")},
            {QT_TR_NOOP("Median"), QT_TR_NOOP("Half of the runs took no longer")},
            {QT_TR_NOOP("95 %"), QT_TR_NOOP("95 of 100 runs took no longer")},
            {QT_TR_NOOP("Longest"), QT_TR_NOOP("The run that took longest")},
            {QT_TR_NOOP("Plan"), QT_TR_NOOP("How the database finds the rows")},
            {QT_TR_NOOP("Last (%1)"), QT_TR_NOOP("When it ran last")},
    };
    if (role == Qt::DisplayRole && section == LastUsedColumn)
        return tr(names[section][0]).arg(m_clock().toLocalTime().timeZoneAbbreviation());
    if (role == Qt::DisplayRole)
        return tr(names[section][0]);
    return role == Qt::ToolTipRole ? tr(names[section][1]) : QVariant{};
}

int QueryTableModel::fullScans() const
{
    return int(std::ranges::count_if(rows(), &RecordedQuery::isFullScan));
}

void QueryTableModel::reload()
{
    emit queriesRequested(++m_ticket, m_clock().toUTC().date().addDays(1 - m_days));
}

void QueryTableModel::setDays(int days)
{
    if (std::exchange(m_days, days) != days && m_ticket > 0)
        reload();
}

void QueryTableModel::acceptQueries(quint64 ticket, const QList<RecordedQuery> &queries)
{
    if (ticket != m_ticket) // a later question was asked: nobody wants this answer now
        return;
    m_hasAnswer = true;
    setRows(queries);
    emit queriesAccepted();
}

void QueryTableModel::setAsking(bool isAsking)
{
    if (std::exchange(m_isAsking, isAsking) != isAsking && rowCount() > 0)
        emit dataChanged(index(0, ScanColumn), index(rowCount() - 1, ScanColumn));
}

QString QueryTableModel::summary(const RecordedQuery &query) const
{
    return querySummary(query, m_isAsking, m_locale);
}

QString QueryTableModel::display(const RecordedQuery &query, int column) const
{
    switch (column) {
    case StatementColumn:
        return queryLine(query.text);
    case RunsColumn:
        return m_locale.toString(query.executions);
    case RowsColumn:
        return m_locale.toString(query.rows);
    case TotalColumn:
        return queryTimeText(query.totalUs, m_locale);
    case MedianColumn:
        return queryTimeText(query.p50Us(), m_locale);
    case P95Column:
        return queryTimeText(query.p95Us(), m_locale);
    case LongestColumn:
        return queryTimeText(query.maxUs, m_locale);
    case ScanColumn:
        return queryScanText(query, m_isAsking);
    default:
        return eventTimeText(query.lastUsedAt, m_clock(), m_locale);
    }
}

QString QueryTableModel::toolTip(const RecordedQuery &query, int column) const
{
    return column == StatementColumn ? query.text : summary(query);
}

QString QueryTableModel::raw(const RecordedQuery &query, int column) const
{
    if (column == StatementColumn)
        return query.text;
    if (column == ScanColumn)
        return query.plan ? query.plan->fullScans.join(u',') : QString{};
    if (column == LastUsedColumn)
        return query.lastUsedAt.toUTC().toString(Qt::ISODateWithMs);
    return sortValue(query, column).toString();
}

QVariant QueryTableModel::sortValue(const RecordedQuery &query, int column) const
{
    switch (column) {
    case StatementColumn:
        return queryLine(query.text);
    case RunsColumn:
        return query.executions;
    case RowsColumn:
        return query.rows;
    case TotalColumn:
        return query.totalUs;
    case MedianColumn:
        return query.p50Us();
    case P95Column:
        return query.p95Us();
    case LongestColumn:
        return query.maxUs;
    case ScanColumn:
        return queryScanText(query, m_isAsking);
    default:
        return query.lastUsedAt.toMSecsSinceEpoch();
    }
}

QVariant QueryTableModel::further(const RecordedQuery &query, int column, int role) const
{
    if (column == ScanColumn && role == CellRole::State)
        return QVariant::fromValue(query.isFullScan() ? CellState::Warning
                                   : query.plan       ? CellState::Ok
                                                      : CellState::None);
    if (role == CellRole::Tone)
        return QVariant::fromValue(column == ScanColumn && query.isFullScan() ? CellTone::Warning
                                                                              : CellTone::Plain);
    return {};
}
