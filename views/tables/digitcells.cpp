// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tables/digitcells.h"

#include <algorithm>

DigitCells::DigitCells(const QFont &font)
    : m_metrics{font}
    , m_cell{m_metrics.horizontalAdvance(u'0')}
{
    for (QChar digit = u'1'; digit <= u'9'; digit = QChar(digit.unicode() + 1)) {
        const qreal advance = m_metrics.horizontalAdvance(digit);
        m_isTabular = m_isTabular && qFuzzyCompare(advance, m_cell);
        m_cell = std::max(m_cell, advance);
    }
}

qreal DigitCells::width(QChar sign) const
{
    return sign.isDigit() ? std::max(m_cell, m_metrics.horizontalAdvance(sign))
                          : m_metrics.horizontalAdvance(sign);
}

qreal DigitCells::width(QStringView text) const
{
    qreal sum = 0;
    for (const QChar sign : text)
        sum += width(sign);
    return sum;
}

void DigitCells::draw(QPainter &painter, QPointF left, const QString &text) const
{
    const auto isPlain = [](QChar sign) { return sign.unicode() < 128; };
    if (m_isTabular && std::all_of(text.cbegin(), text.cend(), isPlain)) {
        painter.drawText(left, text);
        return;
    }
    for (const QChar sign : text) {
        const qreal advance = width(sign);
        painter.drawText(left + QPointF{(advance - m_metrics.horizontalAdvance(sign)) / 2, 0},
                         QString{sign});
        left.rx() += advance;
    }
}
