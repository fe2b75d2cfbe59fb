// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tables/columnmenu.h"

#include "views/tables/datatable.h"

#include <QActionGroup>
#include <QHeaderView>

ColumnMenu::ColumnMenu(DataTable &table, QWidget *parent)
    : QMenu{parent}
    , m_table{table}
{
    setToolTipsVisible(true);
    connect(this, &QMenu::aboutToShow, this, &ColumnMenu::fill);
}

void ColumnMenu::fill()
{
    clear();
    addColumns();
    addSeparator();
    if (m_table.isSortingEnabled())
        addSorting();
    addAction(tr("&Reset columns"), &m_table, &DataTable::resetColumns);
}

void ColumnMenu::addColumns()
{
    QHeaderView *header = m_table.horizontalHeader();
    for (int visual = 0; visual < header->count(); ++visual) {
        const int column = header->logicalIndex(visual);
        QAction *action = addAction(m_table.model()->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(!header->isSectionHidden(column));
        if (column == 0) {
            action->setEnabled(false);
            action->setToolTip(tr("Always shown: it says what the row is about"));
        }
        connect(action, &QAction::toggled, &m_table,
                [this, column](bool isShown) { m_table.setColumnShown(column, isShown); });
    }
}

void ColumnMenu::addSorting()
{
    QHeaderView *header = m_table.horizontalHeader();
    QMenu *sorting = addMenu(tr("&Sort by"));
    auto *columns = new QActionGroup{sorting};
    for (int visual = 0; visual < header->count(); ++visual) {
        const int column = header->logicalIndex(visual);
        QAction *action =
                sorting->addAction(m_table.model()->headerData(column, Qt::Horizontal).toString());
        action->setCheckable(true);
        action->setChecked(header->sortIndicatorSection() == column);
        columns->addAction(action);
        connect(action, &QAction::triggered, &m_table, [this, header, column] {
            m_table.sortByColumn(column, header->sortIndicatorOrder());
        });
    }
    sorting->addSeparator();
    QAction *down = sorting->addAction(tr("&Largest first"));
    down->setCheckable(true);
    down->setChecked(header->sortIndicatorOrder() == Qt::DescendingOrder);
    connect(down, &QAction::triggered, &m_table, [this, header](bool isDown) {
        m_table.sortByColumn(header->sortIndicatorSection(),
                             isDown ? Qt::DescendingOrder : Qt::AscendingOrder);
    });
}
