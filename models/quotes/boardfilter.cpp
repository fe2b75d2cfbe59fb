// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/quotes/boardfilter.h"

#include "db/domain/price.h"
#include "models/cellrole.h"
#include "models/quotes/boardmodel.h"

#include <compare>

namespace {

std::strong_ordering compare(const QVariant &left, const QVariant &right)
{
    if (left.canConvert<Price>())
        return left.value<Price>() <=> right.value<Price>();
    if (left.typeId() == QMetaType::QString)
        return left.toString().compare(right.toString()) <=> 0;
    return left.toLongLong() <=> right.toLongLong();
}

} // namespace

BoardFilter::BoardFilter(QObject *parent)
    : QSortFilterProxyModel{parent}
{}

void BoardFilter::setText(const QString &text)
{
    m_text = text.trimmed();
    invalidateFilter();
}

void BoardFilter::setKind(Kind kind)
{
    m_kind = kind;
    invalidateFilter();
}

bool BoardFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex coin = sourceModel()->index(row, BoardModel::CoinColumn, parent);
    if (m_kind != Kind::All && coin.data(CellRole::Stock).toBool() != (m_kind == Kind::Stocks))
        return false;
    return m_text.isEmpty() || coin.data().toString().contains(m_text, Qt::CaseInsensitive);
}

bool BoardFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
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
    const auto coin = [](const QModelIndex &index) {
        return index.siblingAtColumn(BoardModel::CoinColumn).data().toString();
    };
    return isDown ? coin(right) < coin(left) : coin(left) < coin(right);
}
