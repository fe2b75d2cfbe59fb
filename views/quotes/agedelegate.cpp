// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/quotes/agedelegate.h"

#include "models/cellrole.h"
#include "views/tables/stateicon.h"
#include "views/theme/typescale.h"

#include <QPainter>

namespace {

constexpr int Space = 6; // between clock and words

} // namespace

void AgeDelegate::paintContent(QPainter &painter, const QStyleOptionViewItem &option,
                               const QRect &rect, const QModelIndex &index) const
{
    if (!index.data(CellRole::Stale).toBool()) {
        CellDelegate::paintContent(painter, option, rect, index);
        return;
    }
    QFont font = painter.font();
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(pick(option, theme().colour(Meaning::Stale)));
    CellDelegate::paintContent(painter, option, rect, index);

    const int size = smallIconSize();
    const int words = QFontMetrics{font}.horizontalAdvance(index.data().toString());
    const QRect clock{rect.right() + 1 - words - Space - size, rect.center().y() - size / 2 + 1,
                      size, size};
    if (clock.left() < rect.left())
        return;
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    stateIcon(theme(), CellState::Stale)
            .paint(&painter, QStyle::visualRect(option.direction, rect, clock), Qt::AlignCenter,
                   isSelected ? QIcon::Selected : QIcon::Normal);
}

int AgeDelegate::contentWidth(const QFont &font, const QModelIndex &index) const
{
    const int words = CellDelegate::contentWidth(font, index);
    return index.data(CellRole::Stale).toBool() ? words + Space + smallIconSize() : words;
}
