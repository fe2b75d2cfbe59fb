// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/portfolio/positionfilter.h"

#include "models/cellrole.h"
#include "models/portfolio/positiontablemodel.h"

#include <compare>

namespace {

std::strong_ordering compare(const QVariant &left, const QVariant &right)
{
    if (left.canConvert<Quantity>())
        return left.value<Quantity>() <=> right.value<Quantity>();
    if (left.typeId() == QMetaType::QString)
        return left.toString().compare(right.toString(), Qt::CaseInsensitive) <=> 0;
    return left.toLongLong() <=> right.toLongLong();
}

} // namespace

PositionFilter::PositionFilter(QObject *parent)
    : QSortFilterProxyModel{parent}
{}

void PositionFilter::setText(const QString &text)
{
    m_text = text.trimmed();
    invalidateFilter();
}

bool PositionFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (m_text.isEmpty())
        return true;
    const auto holds = [&](int column, int role) {
        return sourceModel()
                ->index(row, column, parent)
                .data(role)
                .toString()
                .contains(m_text, Qt::CaseInsensitive);
    };
    return holds(PositionTableModel::SymbolColumn, Qt::DisplayRole) ||
           holds(PositionTableModel::NameColumn, Qt::DisplayRole) ||
           holds(PositionTableModel::SymbolColumn, Qt::ToolTipRole);
}

bool PositionFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    // Downwards Qt asks the other way round; what must not turn with it is turned back here.
    const bool isDown = sortOrder() == Qt::DescendingOrder;
    const QVariant a = left.data(CellRole::Sort);
    const QVariant b = right.data(CellRole::Sort);
    if (a.isValid() != b.isValid())
        return isDown ? b.isValid() : a.isValid();
    if (a.isValid()) {
        const std::strong_ordering order = compare(a, b);
        if (order != 0)
            return order < 0;
    }
    return isDown ? right.row() < left.row() : left.row() < right.row(); // by symbol, then id
}
