// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/queries/queryfilter.h"

#include "models/queries/querytablemodel.h"

QueryFilter::QueryFilter(QObject *parent)
    : QSortFilterProxyModel{parent}
{
    setSortRole(CellRole::Sort);
}

void QueryFilter::setText(const QString &text)
{
    m_text = text.simplified();
    invalidateFilter();
}

void QueryFilter::setFullScansOnly(bool isOnly)
{
    m_isFullScansOnly = isOnly;
    invalidateFilter();
}

bool QueryFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const auto *queries = qobject_cast<const QueryTableModel *>(sourceModel());
    Q_ASSERT(queries && !parent.isValid());
    const RecordedQuery &query = queries->query(row);
    return (!m_isFullScansOnly || query.isFullScan()) &&
           (m_text.isEmpty() || query.text.simplified().contains(m_text, Qt::CaseInsensitive) ||
            query.purpose.contains(m_text, Qt::CaseInsensitive));
}
