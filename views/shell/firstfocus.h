// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

// Who gets the focus when a panel, or a view in a dialog, is opened: one of its children, and for
// the keyboard no more than that. QWidget::setFocusProxy() would make Tab jump there from outside,
// over all that stands before it in the panel.
void setFirstFocus(QWidget &panel, QWidget &child);
[[nodiscard]] QWidget *firstFocus(const QWidget &panel); // null: nobody was named
