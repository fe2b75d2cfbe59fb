// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/quotes/changedelegate.h"

#include "models/cellrole.h"
#include "views/tables/digitcells.h"

#include <QPainter>

#include <cmath>

namespace {

// The arrow is drawn, not written: fonts differ in its size, and some have none.
qreal arrowWidth(const DigitCells &digits)
{
    return digits.cell() * 0.8;
}

qreal arrowSpace(const DigitCells &digits)
{
    return digits.cell() * 0.7;
}

// The number without the arrow that the text starts with.
QString numberOf(const QModelIndex &index)
{
    const QString text = index.data().toString();
    return index.data(CellRole::Direction).toInt() == 0 ? text : text.mid(2);
}

} // namespace

void ChangeDelegate::paintContent(QPainter &painter, const QStyleOptionViewItem &option,
                                  const QRect &rect, const QModelIndex &index) const
{
    const int direction = index.data(CellRole::Direction).toInt();
    const QString number = numberOf(index);
    const DigitCells digits{painter.font()};
    const QFontMetrics metrics{painter.font()};
    const QColor colour =
            direction == 0
                    ? quietColour(option)
                    : pick(option, theme().colour(direction > 0 ? Meaning::Gain : Meaning::Loss));
    painter.setPen(colour);

    const qreal left = rect.right() + 1 - digits.width(number);
    const qreal baseline = rect.top() + (rect.height() - metrics.height()) / 2 + metrics.ascent();
    if (left < rect.left()) {
        painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(index.data().toString(), Qt::ElideRight, rect.width()));
        return;
    }
    digits.draw(painter, {left, baseline}, number);
    if (direction == 0)
        return;

    const qreal width = arrowWidth(digits);
    const qreal height = width * 0.8 * direction; // below zero it points down
    const QPointF middle{left - arrowSpace(digits) - width / 2,
                         baseline - metrics.capHeight() / 2.0};
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(
            QPolygonF{{middle + QPointF{0, -height / 2}, middle + QPointF{width / 2, height / 2},
                       middle + QPointF{-width / 2, height / 2}}});
}

int ChangeDelegate::contentWidth(const QFont &font, const QModelIndex &index) const
{
    const DigitCells digits{font};
    return int(std::ceil(digits.width(numberOf(index)) + arrowSpace(digits) + arrowWidth(digits)));
}
