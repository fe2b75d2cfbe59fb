// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tables/tableactions.h"

#include "views/tables/columnmenu.h"
#include "views/tables/datatable.h"
#include "views/theme/theme.h"

#include <QKeyEvent>
#include <QLineEdit>

using namespace Qt::Literals::StringLiterals;

TableActions::TableActions(DataTable &table, const Theme &theme, QWidget &panel)
    : QObject{&panel}
    , m_table{table}
    , m_theme{theme}
    , m_panel{panel}
    , m_copyRows{new QAction{theme.icon(u"copy"_s), tr("&Copy rows"), this}}
{
    m_copyRows->setShortcut(QKeySequence::Copy);
    connect(m_copyRows, &QAction::triggered, &table, &DataTable::copyRows);
    panel.addAction(m_copyRows);
    auto *columns = new ColumnMenu{table, &panel};
    columns->setTitle(tr("&Columns"));
    m_columns = columns->menuAction();
    m_columns->setIcon(theme.icon(u"columns"_s));
}

void TableActions::setFilter(QLineEdit &filter, const QString &text)
{
    m_filter = &filter;
    m_focusFilter = new QAction{m_theme.icon(u"search"_s), text, this};
    m_focusFilter->setShortcut(QKeySequence::Find);
    connect(m_focusFilter, &QAction::triggered, &filter, [&filter] {
        filter.setFocus(Qt::ShortcutFocusReason);
        filter.selectAll();
    });
    m_panel.insertAction(m_copyRows, m_focusFilter);
    filter.installEventFilter(this);
}

QList<QAction *> TableActions::edit() const
{
    return m_focusFilter ? QList{m_focusFilter, m_copyRows} : QList{m_copyRows};
}

bool TableActions::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_filter || event->type() != QEvent::KeyPress)
        return QObject::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Escape:
        m_filter->text().isEmpty() ? m_table.setFocus(Qt::OtherFocusReason) : m_filter->clear();
        return true;
    case Qt::Key_Down:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        m_table.setFocus(Qt::OtherFocusReason);
        return true;
    default:
        return QObject::eventFilter(watched, event);
    }
}
