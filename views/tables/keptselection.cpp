// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tables/keptselection.h"

#include <QScrollBar>

#include <utility>

KeptSelection::KeptSelection(QTableView &table, IdOf idOf, RowOf rowOf)
    : QObject{&table}
    , m_table{table}
    , m_idOf{std::move(idOf)}
    , m_rowOf{std::move(rowOf)}
{
    connect(table.model(), &QAbstractItemModel::modelAboutToBeReset, this, &KeptSelection::keep);
    connect(table.model(), &QAbstractItemModel::modelReset, this, &KeptSelection::restore);
}

void KeptSelection::keep()
{
    m_selected.clear();
    for (const QModelIndex &index : m_table.selectionModel()->selectedRows())
        m_selected.append(m_idOf(index.row()));
    const QModelIndex current = m_table.currentIndex();
    m_current = current.isValid() ? m_idOf(current.row()) : 0;
    m_scroll = m_table.verticalScrollBar()->value();
    const int top = m_scroll == 0 ? -1 : m_table.rowAt(0);
    m_top = top < 0 ? 0 : m_idOf(top);
}

void KeptSelection::restore()
{
    QItemSelectionModel *selection = m_table.selectionModel();
    const auto indexOf = [this](qint64 id) {
        const int row = m_rowOf(id);
        return row < 0 ? QModelIndex{} : m_table.model()->index(row, 0);
    };
    if (const QModelIndex current = indexOf(m_current); m_current != 0 && current.isValid())
        selection->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
    for (const qint64 id : std::as_const(m_selected)) {
        if (const QModelIndex index = indexOf(id); index.isValid())
            selection->select(index, QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
    const QModelIndex top = m_top == 0 ? QModelIndex{} : indexOf(m_top);
    if (!top.isValid()) {
        m_table.verticalScrollBar()->setValue(m_scroll);
        return;
    }
    const int across = m_table.horizontalScrollBar()->value();
    m_table.scrollTo(top, QAbstractItemView::PositionAtTop);
    m_table.horizontalScrollBar()->setValue(across);
}
