// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/alerts/firingtablemodel.h"

#include "models/alerts/alerttext.h"
#include "models/alerts/levelwords.h"
#include "models/cellrole.h"

FiringTableModel::FiringTableModel(QLocale locale, QObject *parent)
    : QAbstractTableModel{parent}
    , m_locale{std::move(locale)}
{}

int FiringTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_firings.size());
}

int FiringTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FiringTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Firing &firing = m_firings.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return display(firing, index.column());
    case Qt::TextAlignmentRole:
        return headerData(index.column(), Qt::Horizontal, role);
    case CellRole::Raw:
        if (index.column() == TimeColumn)
            return QDateTime::fromMSecsSinceEpoch(firing.event.timeMs, Qt::UTC)
                    .toString(Qt::ISODateWithMs);
        if (index.column() == LastedColumn)
            return display(firing, LastedColumn);
        return (index.column() == ValueColumn ? firing.event.value : firing.event.level).toString();
    default:
        return {};
    }
}

QVariant FiringTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole) {
        if (section == TimeColumn)
            return QVariant{Qt::AlignLeft | Qt::AlignVCenter};
        return QVariant{Qt::AlignRight | Qt::AlignAbsolute | Qt::AlignVCenter}; // right to left too
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Would have fired");
    case ValueColumn:
        return tr("Value");
    case LevelColumn:
        return tr("Level");
    default:
        return tr("Lasted");
    }
}

void FiringTableModel::setEvents(const QList<AlertEvent> &events)
{
    beginResetModel();
    m_firings.clear();
    for (const AlertEvent &event : events) {
        if (event.kind == AlertEvent::Kind::Triggered) {
            m_firings.prepend({event});
        } else if (event.kind == AlertEvent::Kind::Resolved) {
            // A new extreme fires again while it fires: all of these are over.
            for (Firing &firing : m_firings) {
                if (firing.overMs != 0)
                    break;
                firing.overMs = event.timeMs;
            }
        }
    }
    endResetModel();
}

QString FiringTableModel::display(const Firing &firing, int column) const
{
    switch (column) {
    case TimeColumn:
        return editTimeText(QDateTime::fromMSecsSinceEpoch(firing.event.timeMs), m_locale);
    case ValueColumn:
        return valueWords(firing.event.value, firing.event.unit, m_locale);
    case LevelColumn:
        return levelWords(firing.event.level, firing.event.unit, m_locale);
    default:
        return firing.overMs == 0 ? tr("goes on")
                                  : spanWords(firing.overMs - firing.event.timeMs, m_locale);
    }
}
