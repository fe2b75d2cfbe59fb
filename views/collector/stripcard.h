// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/collector/slotstrip.h"

#include <QFrame>
#include <QList>

class QLabel;
class TextLabel;

// The strip of slots under its title, with how many there are of each kind.
class StripCard final : public QFrame
{
    Q_OBJECT

public:
    StripCard(SlotStripModel &model, const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] SlotStrip &strip() { return *m_strip; }

private:
    struct Count {
        CellState state = CellState::None;
        QLabel *icon = nullptr;
        TextLabel *number = nullptr;
    };

    void update();

    SlotStripModel &m_model;
    const Theme &m_theme;
    TextLabel *m_title;
    QList<Count> m_counts;
    TextLabel *m_total;
    SlotStrip *m_strip;
};
