// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tables/statedelegate.h"

#include "views/tables/stateicon.h"
#include "views/theme/typescale.h"

#include <QPainter>

namespace {

constexpr int Space = 5; // between icon and word

} // namespace

void StateDelegate::paintContent(QPainter &painter, const QStyleOptionViewItem &option,
                                 const QRect &rect, const QModelIndex &index) const
{
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const int size = smallIconSize();
    QRect iconRect{rect.left(), rect.center().y() - size / 2 + 1, size, size};
    iconRect = QStyle::visualRect(option.direction, rect, iconRect);
    stateIcon(theme(), index.data(CellRole::State).value<CellState>())
            .paint(&painter, iconRect, Qt::AlignCenter,
                   isSelected ? QIcon::Selected : QIcon::Normal);
    const QRect words =
            QStyle::visualRect(option.direction, rect, rect.adjusted(size + Space, 0, 0, 0));
    CellDelegate::paintContent(painter, option, words, index);
}

int StateDelegate::contentWidth(const QFont &font, const QModelIndex &index) const
{
    return CellDelegate::contentWidth(font, index) + smallIconSize() + Space;
}
