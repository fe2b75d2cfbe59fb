// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/panellayout.h"

#include <QScrollArea>
#include <QVBoxLayout>

void layOutPanel(QWidget &panel, QWidget *header, QWidget *content, QWidget *line)
{
    auto *rows = new QVBoxLayout{&panel};
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(header);
    if (line)
        rows->addWidget(line);
    rows->addWidget(content, 1);
}

void stackParts(QWidget &content, const QList<QWidget *> &parts)
{
    auto *rows = new QVBoxLayout{&content};
    rows->setContentsMargins(12, 8, 12, 12);
    rows->setSpacing(8);
    for (QWidget *part : parts)
        rows->addWidget(part, part == parts.constLast() ? 1 : 0);
}

QWidget *scrollingWhole(QWidget *content, QWidget *panel)
{
    auto *scroll = new QScrollArea{panel};
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus); // what has the focus brings itself into view
    scroll->setWidget(content);
    return scroll;
}
