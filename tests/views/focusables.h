// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAccessible>
#include <QStringList>
#include <QWidget>

// Widgets below this one that can take the focus but have no accessible name; a test wants none.
inline QStringList namelessFocusables(const QWidget &panel)
{
    QStringList nameless;
    for (QWidget *widget : panel.findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus || widget->isHidden() || widget->focusProxy() ||
            widget->window() != panel.window()) // a combo box keeps its list in a window of its own
            continue;
        QAccessibleInterface *access = QAccessible::queryAccessibleInterface(widget);
        if (!access || access->text(QAccessible::Name).isEmpty()) {
            nameless << QString::fromLatin1(widget->metaObject()->className()) + u' ' +
                                widget->objectName();
        }
    }
    return nameless;
}
