// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QList>

class DataTable;
class QLineEdit;
class Theme;

// What every panel with a table can do, for the window's menus: go to the filter where there is
// one, copy the selected rows, choose the columns. The actions are the panel's own, so their keys
// work while it shows. GUI thread.
class TableActions final : public QObject
{
    Q_OBJECT

public:
    // The panel owns this; the table must outlive it.
    TableActions(DataTable &table, const Theme &theme, QWidget &panel);

    // Ctrl+F goes to that field, under that name in the menu. Esc in it goes one step back: the
    // filter, then the table; Down and Return go to the table.
    void setFilter(QLineEdit &filter, const QString &text);

    [[nodiscard]] QList<QAction *> edit() const;
    [[nodiscard]] QList<QAction *> view() const { return {m_columns}; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override; // keys of the filter

private:
    DataTable &m_table;
    const Theme &m_theme;
    QWidget &m_panel;
    QLineEdit *m_filter = nullptr;
    QAction *m_focusFilter = nullptr;
    QAction *m_copyRows = nullptr;
    QAction *m_columns = nullptr;
};
