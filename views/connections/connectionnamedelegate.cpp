// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/connections/connectionnamedelegate.h"

#include "models/cellrole.h"

#include <QPainter>
#include <QStyle>

namespace {

constexpr int BarWidth = 5;
constexpr int Space = 7; // between bar and name

} // namespace

void ConnectionNameDelegate::paintContent(QPainter &painter, const QStyleOptionViewItem &option,
                                          const QRect &rect, const QModelIndex &index) const
{
    const QVariant line = index.data(CellRole::LineColour);
    if (line.isValid()) {
        const QRect bar = rect.adjusted(0, 4, BarWidth - rect.width(), -4);
        painter.fillRect(QStyle::visualRect(option.direction, rect, bar),
                         pick(option, theme().tokens().lines.at(std::size_t(line.toInt()))));
    }
    const QRect words = rect.adjusted(BarWidth + Space, 0, 0, 0);
    CellDelegate::paintContent(painter, option, QStyle::visualRect(option.direction, rect, words),
                               index);
}

int ConnectionNameDelegate::contentWidth(const QFont &font, const QModelIndex &index) const
{
    return CellDelegate::contentWidth(font, index) + BarWidth + Space;
}
