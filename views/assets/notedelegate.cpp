// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/assets/notedelegate.h"

#include "models/cellrole.h"
#include "views/tables/stateicon.h"

#include <QPainter>

void NoteDelegate::paintContent(QPainter &painter, const QStyleOptionViewItem &option,
                                const QRect &rect, const QModelIndex &index) const
{
    const CellState state = index.data(CellRole::State).value<CellState>();
    if (state == CellState::Failed || state == CellState::Stale)
        painter.setPen(pick(option, theme().colour(stateMeaning(state))));
    CellDelegate::paintContent(painter, option, rect, index);
}
