// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QWidget;

// How every panel is laid out; each makes its own widgets, in the order in which Tab goes.

// header above, below it content; line: between them over the whole width, for progress.
void layOutPanel(QWidget &panel, QWidget *header, QWidget *content, QWidget *line = nullptr);

// Parts below each other within the panel's inset. The last one takes what room there is.
void stackParts(QWidget &content, const QList<QWidget *> &parts);

// Content that scrolls as a whole where it is higher than the panel: with a large font it is higher
// than a small window.
[[nodiscard]] QWidget *scrollingWhole(QWidget *content, QWidget *panel);
