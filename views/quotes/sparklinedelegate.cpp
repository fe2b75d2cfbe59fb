// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/quotes/sparklinedelegate.h"

#include "db/domain/price.h"
#include "models/cellrole.h"
#include "views/theme/typescale.h"

#include <QPainter>

#include <algorithm>
#include <optional>

namespace {

using Line = QList<std::optional<Price>>;

QSize lineSize()
{
    return {grown(96), grown(16)};
}

// Where the points come to lie in the rectangle, one list for each unbroken stretch. Prices become
// pixels here, so a double is good enough.
QList<QPolygonF> stretches(const Line &line, const QRectF &rect)
{
    std::optional<Price> low;
    std::optional<Price> high;
    for (const std::optional<Price> &point : line) {
        if (!point)
            continue;
        low = low ? std::min(*low, *point) : *point;
        high = high ? std::max(*high, *point) : *point;
    }
    if (!low)
        return {};
    const double range = high->toDouble() - low->toDouble();
    const qreal step = line.size() > 1 ? rect.width() / qreal(line.size() - 1) : 0;

    QList<QPolygonF> stretches;
    bool isOpen = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const std::optional<Price> &point = line.at(i);
        if (point && !isOpen)
            stretches.append(QPolygonF{});
        isOpen = point.has_value();
        if (!point)
            continue;
        const double height = range > 0 ? (point->toDouble() - low->toDouble()) / range : 0.5;
        stretches.last().append(
                QPointF{rect.left() + qreal(i) * step, rect.bottom() - height * rect.height()});
    }
    return stretches;
}

} // namespace

void SparklineDelegate::paintContent(QPainter &painter, const QStyleOptionViewItem &option,
                                     const QRect &rect, const QModelIndex &index) const
{
    const qreal dot = grown(2);
    const QSize size = lineSize().boundedTo(rect.size());
    QRectF area{QPointF{}, size};
    area.moveCenter(QRectF{rect}.center());
    area.adjust(dot, dot, -dot, -dot); // the dot at the end stays inside
    const QList<QPolygonF> lines = stretches(index.data(CellRole::Line).value<Line>(), area);
    if (lines.isEmpty())
        return;

    const QColor colour = quietColour(option);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen{colour, 1.3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin});
    for (const QPolygonF &line : lines) {
        if (line.size() == 1)
            painter.drawPoint(line.constFirst());
        else
            painter.drawPolyline(line);
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawEllipse(lines.constLast().constLast(), dot, dot);
}

int SparklineDelegate::contentWidth(const QFont &, const QModelIndex &) const
{
    return lineSize().width();
}
