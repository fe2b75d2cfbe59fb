// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tables/numberdelegate.h"

#include "views/tables/digitcells.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace {

// How many digits stand at the end, behind the point of whatever locale; 0 for a text without one.
qsizetype decimalsOf(const QString &text)
{
    const auto last =
            std::find_if(text.crbegin(), text.crend(), [](QChar sign) { return !sign.isDigit(); });
    return last == text.crend() ? 0 : std::distance(text.crbegin(), last);
}

} // namespace

NumberDelegate::NumberDelegate(const Theme &theme, int decimals, QObject *parent)
    : CellDelegate{theme, parent}
    , m_decimals{decimals}
{}

void NumberDelegate::paintContent(QPainter &painter, const QStyleOptionViewItem &,
                                  const QRect &rect, const QModelIndex &index) const
{
    const QString text = index.data().toString();
    const DigitCells digits{painter.font()};
    const qreal width = digits.width(text);
    const QFontMetrics metrics{painter.font()};
    if (width > rect.width()) {
        painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(text, Qt::ElideRight, rect.width()));
        return;
    }
    // Behind a unit of its own there is no place for more decimals.
    const bool hasUnit = !text.isEmpty() && text.back().isLetter();
    const qreal empty =
            hasUnit ? 0 : std::max<qreal>(0, m_decimals - decimalsOf(text)) * digits.cell();
    const qreal left = std::max<qreal>(rect.left(), rect.right() + 1 - empty - width);
    const qreal baseline = rect.top() + (rect.height() - metrics.height()) / 2 + metrics.ascent();
    digits.draw(painter, {left, baseline}, text);
}

int NumberDelegate::contentWidth(const QFont &font, const QModelIndex &index) const
{
    return int(std::ceil(DigitCells{font}.width(index.data().toString())));
}
