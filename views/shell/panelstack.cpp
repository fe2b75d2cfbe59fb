// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/panelstack.h"

#include "views/shell/firstfocus.h"

#include <QApplication>

PanelStack::PanelStack(QWidget *parent)
    : QStackedWidget{parent}
{
    connect(qApp, &QApplication::focusChanged, this,
            [this](QWidget *, QWidget *now) { remember(now); });
}

PanelStack::~PanelStack()
{
    disconnect(qApp, nullptr, this, nullptr); // panels lose the focus when they go
}

void PanelStack::display(QWidget *panel)
{
    m_isTurning = true; // Qt gives the focus to the panel's first widget: nobody chose that
    setCurrentWidget(panel);
    m_isTurning = false;
}

void PanelStack::focusCurrent()
{
    QWidget *panel = currentWidget();
    if (!panel)
        return;
    QWidget *last = m_lastFocus.value(panel);
    if (last && last->isVisibleTo(panel) && last->isEnabled()) {
        last->setFocus(Qt::OtherFocusReason);
        return;
    }
    if (QWidget *first = firstFocus(*panel)) {
        first->setFocus(Qt::OtherFocusReason);
        return;
    }
    for (QWidget *next = panel->nextInFocusChain(); next && next != panel;
         next = next->nextInFocusChain()) {
        if (panel->isAncestorOf(next) && (next->focusPolicy() & Qt::TabFocus) &&
            next->isVisibleTo(panel) && next->isEnabled()) {
            next->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
    panel->setFocus(Qt::OtherFocusReason);
}

void PanelStack::remember(QWidget *now)
{
    QWidget *panel = currentWidget();
    if (!m_isTurning && now && panel && panel->isAncestorOf(now))
        m_lastFocus.insert(panel, now);
}
