// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/assets/assetfilter.h"

#include "models/assets/assettablemodel.h"

namespace {

bool fits(AssetChoice choice, AssetPhase phase, const AssetRow &row)
{
    switch (choice) {
    case AssetChoice::All:
        return true;
    case AssetChoice::Active:
        return row.asset.isActive;
    case AssetChoice::Due:
        return row.place > 0 || phase == AssetPhase::Syncing;
    case AssetChoice::Attention:
        return phase == AssetPhase::Failed || phase == AssetPhase::Late ||
               phase == AssetPhase::Stale;
    case AssetChoice::Paused:
        return phase == AssetPhase::Paused;
    }
    return true;
}

int compare(const QVariant &left, const QVariant &right)
{
    if (left.typeId() == QMetaType::QString)
        return left.toString().compare(right.toString(), Qt::CaseInsensitive);
    const qint64 a = left.toLongLong();
    const qint64 b = right.toLongLong();
    return a < b ? -1 : int(a > b);
}

} // namespace

AssetFilter::AssetFilter(AssetTableModel &assets, QObject *parent)
    : QSortFilterProxyModel{parent}
    , m_assets{assets}
{
    setSourceModel(&assets);
}

void AssetFilter::setText(const QString &text)
{
    m_text = text.trimmed();
    invalidateFilter();
}

void AssetFilter::setExchange(const QString &exchange)
{
    m_exchange = exchange;
    invalidateFilter();
}

void AssetFilter::setChoice(AssetChoice choice)
{
    m_choice = choice;
    invalidateFilter();
}

bool AssetFilter::isFiltering() const
{
    return !m_text.isEmpty() || !m_exchange.isEmpty() || m_choice != AssetChoice::All;
}

bool AssetFilter::filterAcceptsRow(int row, const QModelIndex &) const
{
    const AssetRow &shown = m_assets.asset(row);
    return (m_exchange.isEmpty() || shown.asset.exchange == m_exchange) &&
           (m_text.isEmpty() || shown.asset.symbol.contains(m_text, Qt::CaseInsensitive) ||
            shown.asset.name.contains(m_text, Qt::CaseInsensitive)) &&
           fits(m_choice, m_assets.phase(row), shown);
}

bool AssetFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    // Downwards Qt asks the other way round; what must not turn with it is turned back here.
    const bool isDown = sortOrder() == Qt::DescendingOrder;
    const QVariant a = left.data(CellRole::Sort);
    const QVariant b = right.data(CellRole::Sort);
    if (a.isValid() != b.isValid())
        return isDown ? b.isValid() : a.isValid();
    if (a.isValid()) {
        if (const int order = compare(a, b); order != 0)
            return order < 0;
    }
    const QString &first = m_assets.asset(left.row()).asset.symbol;
    const QString &second = m_assets.asset(right.row()).asset.symbol;
    return isDown ? second < first : first < second;
}
