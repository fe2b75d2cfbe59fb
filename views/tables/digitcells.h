// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QFontMetricsF>
#include <QPainter>
#include <QString>

// Writes numbers so that digits stand below each other in any font: each digit in a cell as wide
// as the widest one. Qt 6.4 cannot ask a font for its own tabular digits.
class DigitCells final
{
public:
    explicit DigitCells(const QFont &font);

    [[nodiscard]] qreal cell() const { return m_cell; }
    [[nodiscard]] qreal width(QStringView text) const;
    // From left, on the baseline, in the painter's pen; the painter must have the same font.
    void draw(QPainter &painter, QPointF left, const QString &text) const;

private:
    [[nodiscard]] qreal width(QChar sign) const;

    QFontMetricsF m_metrics;
    qreal m_cell = 0;
    bool m_isTabular = true; // all digits of the font are equally wide already
};
