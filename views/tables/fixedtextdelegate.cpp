// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tables/fixedtextdelegate.h"

#include "views/theme/typescale.h"

#include <QPainter>

void FixedTextDelegate::paintContent(QPainter &painter, const QStyleOptionViewItem &option,
                                     const QRect &rect, const QModelIndex &index) const
{
    painter.setFont(fixedFont());
    CellDelegate::paintContent(painter, option, rect, index);
}

int FixedTextDelegate::contentWidth(const QFont &, const QModelIndex &index) const
{
    return CellDelegate::contentWidth(fixedFont(), index);
}
