// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

class DataTable;

// Which columns a table shows and what it is sorted by: what the header does with the mouse, for
// the keyboard too. Filled each time it opens. The table must outlive it.
class ColumnMenu final : public QMenu
{
    Q_OBJECT

public:
    explicit ColumnMenu(DataTable &table, QWidget *parent = nullptr);

private:
    void fill();
    void addColumns();
    void addSorting();

    DataTable &m_table;
};
