// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/watchlist/watchlistfilter.h"

#include "db/domain/price.h"
#include "models/cellrole.h"
#include "models/watchlist/watchlistmodel.h"

#include <algorithm>
#include <compare>

namespace {

std::strong_ordering compare(const QVariant &left, const QVariant &right)
{
    if (left.canConvert<Price>())
        return left.value<Price>() <=> right.value<Price>();
    if (left.typeId() == QMetaType::QString)
        return left.toString().compare(right.toString(), Qt::CaseInsensitive) <=> 0;
    return left.toLongLong() <=> right.toLongLong();
}

} // namespace

WatchlistFilter::WatchlistFilter(QObject *parent)
    : QSortFilterProxyModel{parent}
{}

void WatchlistFilter::setText(const QString &text)
{
    m_text = text.trimmed();
    invalidateFilter();
}

bool WatchlistFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    static constexpr int searched[] = {WatchlistModel::SymbolColumn, WatchlistModel::NameColumn,
                                       WatchlistModel::NoteColumn};
    return m_text.isEmpty() || std::ranges::any_of(searched, [&](int column) {
               const QModelIndex cell = sourceModel()->index(row, column, parent);
               const auto holds = [&](int role) {
                   return cell.data(role).toString().contains(m_text, Qt::CaseInsensitive);
               };
               return holds(Qt::DisplayRole) || holds(CellRole::Raw); // "btc", "BTC.COINSPOT"
           });
}

bool WatchlistFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
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
    return isDown ? right.row() < left.row() : left.row() < right.row(); // by symbol
}
