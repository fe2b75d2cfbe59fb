// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/panelstack.h"

#include "views/shell/firstfocus.h"

#include <QApplication>
#include <QPushButton>

namespace {

bool canTakeFocus(const QWidget *widget, const QWidget *panel)
{
    return widget && widget->isVisibleTo(panel) && widget->isEnabled();
}

} // namespace

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
    for (QWidget *known : {m_lastFocus.value(panel).data(), firstFocus(*panel)}) {
        if (canTakeFocus(known, panel)) {
            known->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
    for (QWidget *next = panel->nextInFocusChain(); next && next != panel;
         next = next->nextInFocusChain()) {
        if (panel->isAncestorOf(next) && (next->focusPolicy() & Qt::TabFocus) &&
            canTakeFocus(next, panel)) {
            next->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
    panel->setFocus(Qt::OtherFocusReason);
}

// Qt asks for the next one as well where the widget that has the focus was disabled or hidden, as a
// button is by what it did. Whatever comes next may be at the other end of the window.
bool PanelStack::focusNextPrevChild(bool next)
{
    const QWidget *panel = currentWidget();
    const QWidget *focus = window()->focusWidget();
    const bool isLost = panel && panel->isAncestorOf(focus) && !canTakeFocus(focus, panel);
    if (m_isTurning || !isLost)
        return QStackedWidget::focusNextPrevChild(next);
    focusCurrent();
    return true;
}

void PanelStack::remember(QWidget *now)
{
    QWidget *panel = currentWidget();
    if (m_isTurning || !now || !panel || !panel->isAncestorOf(now))
        return;
    // A button did what it does; the person goes on with what the panel is about.
    if (firstFocus(*panel) && qobject_cast<QPushButton *>(now))
        m_lastFocus.remove(panel);
    else
        m_lastFocus.insert(panel, now);
}
