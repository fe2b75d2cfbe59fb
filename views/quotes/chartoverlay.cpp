// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/quotes/chartoverlay.h"

#include "views/quotes/chartwords.h"
#include "views/theme/theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double TextGap = 8;
constexpr double RingRadius = 2.5;

QFont secondary(QFont font)
{
    if (font.pointSizeF() > 0) // else its size is in pixels
        font.setPointSizeF(font.pointSizeF() * 0.92);
    return font;
}

QFont semiBold(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

void paintBox(QPainter &painter, const QRectF &box, const QColor &fill, const QColor &frame)
{
    painter.setPen(QPen{frame, 0});
    painter.setBrush(fill);
    painter.drawRect(box);
    painter.setBrush(Qt::NoBrush);
}

} // namespace

ChartOverlay::ChartOverlay(const ChartPicture &picture, const Theme &theme, QGraphicsItem *parent)
    : QGraphicsItem{parent}
    , m_picture{picture}
    , m_theme{theme}
{}

void ChartOverlay::pictureChanged()
{
    if (m_bounds != m_picture.area) {
        prepareGeometryChange();
        m_bounds = m_picture.area;
    }
    update();
}

void ChartOverlay::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    painter->setLayoutDirection(Qt::LeftToRight); // time goes right in every language
    painter->setFont(m_picture.font);
    paintGaps(*painter);
    paintLastTag(*painter);
    paintCrosshair(*painter);
    paintMarkerLabel(*painter);
    if (m_picture.hasFocus) {
        painter->setRenderHint(QPainter::Antialiasing, false);
        painter->setPen(QPen{m_theme.tokens().highlight, 2});
        painter->drawRect(m_picture.area.adjusted(1, 1, -1, -1));
    }
}

void ChartOverlay::paintGaps(QPainter &painter) const
{
    const Tokens &tokens = m_theme.tokens();
    const QFontMetricsF metrics{m_picture.font};
    const QFont small = secondary(m_picture.font);
    const QFontMetricsF smallMetrics{small};
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const DataGap &gap : m_picture.gaps) {
        if (!m_picture.hasWords(gap))
            continue;
        const QRectF hole = m_picture.gapRect(gap);
        painter.setPen(QPen{tokens.secondaryText, 0, Qt::DotLine});
        if (hole.left() > m_picture.plot.left())
            painter.drawLine(hole.topLeft(), hole.bottomLeft());
        if (hole.right() < m_picture.plot.right())
            painter.drawLine(hole.topRight(), hole.bottomRight());

        const QString cause = gapTitleText(gap.cause);
        const QString size = gapSizeText(gap, m_picture.locale);
        const double width =
                std::max(metrics.horizontalAdvance(cause), smallMetrics.horizontalAdvance(size)) +
                2 * TextGap;
        const double height = metrics.height() + smallMetrics.height() + TextGap;
        if (width > hole.width() || height > hole.height() - 2 * TextGap)
            continue;
        const QRectF box{hole.center().x() - width / 2, hole.bottom() - height - TextGap - 4, width,
                         height};
        paintBox(painter, box, tokens.base, tokens.separator);
        painter.setPen(tokens.text);
        painter.drawText(box.adjusted(0, TextGap / 2, 0, 0), Qt::AlignHCenter | Qt::AlignTop,
                         cause);
        painter.setFont(small);
        painter.setPen(tokens.secondaryText);
        painter.drawText(box.adjusted(0, 0, 0, -TextGap / 2), Qt::AlignHCenter | Qt::AlignBottom,
                         size);
        painter.setFont(m_picture.font);
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen{tokens.lines[0], 1.2});
    painter.setBrush(tokens.base);
    for (const QPointF &end : m_picture.lineEnds)
        painter.drawEllipse(end, RingRadius, RingRadius);
    painter.setBrush(Qt::NoBrush);
}

void ChartOverlay::paintLastTag(QPainter &painter) const
{
    if (!m_picture.last)
        return;
    const Tokens &tokens = m_theme.tokens();
    const QRectF tag = m_picture.lastTag();
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (m_picture.lastPoint.x() < tag.left()) {
        painter.setPen(QPen{tokens.lines[0], 0, Qt::DotLine});
        painter.drawLine(m_picture.lastPoint, QPointF{tag.left(), m_picture.lastPoint.y()});
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens.lines[0]);
    painter.drawPolygon(QPolygonF{{{tag.left(), tag.center().y()},
                                   {tag.left() + 6, tag.top()},
                                   tag.topRight(),
                                   tag.bottomRight(),
                                   {tag.left() + 6, tag.bottom()}}});
    painter.setBrush(Qt::NoBrush);
    painter.setPen(tokens.base);
    painter.setFont(semiBold(m_picture.font));
    painter.drawText(tag.adjusted(0, 0, -TextGap, 0), Qt::AlignRight | Qt::AlignVCenter,
                     m_picture.priceText(*m_picture.last));
    painter.setFont(m_picture.font);
}

void ChartOverlay::paintCrosshair(QPainter &painter) const
{
    if (!m_picture.crosshair)
        return;
    const Crosshair &crosshair = *m_picture.crosshair;
    const Tokens &tokens = m_theme.tokens();
    const QRectF &plot = m_picture.plot;
    const double x = m_picture.x(crosshair.ms);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen{tokens.secondaryText, 0, Qt::DashLine});
    painter.drawLine(QLineF{x, plot.top(), x, m_picture.bottom()});
    if (crosshair.price) {
        const double y = m_picture.y(*crosshair.price);
        painter.drawLine(QLineF{plot.left(), y, plot.right(), y});
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(tokens.lines[0]);
        painter.drawEllipse(QPointF{x, y}, 3, 3);
        painter.setBrush(Qt::NoBrush);
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
    paintAxisBoxes(painter, crosshair);
    const auto said = [&](const DataGap &gap) {
        return m_picture.hasWords(gap) && crosshair.ms >= gap.from.toMSecsSinceEpoch() &&
               crosshair.ms < gap.to.toMSecsSinceEpoch();
    };
    // What is pointed at says more than the price there, and both have no room.
    if (!crosshair.title.isEmpty() && !m_picture.firing &&
        std::none_of(m_picture.gaps.begin(), m_picture.gaps.end(), said))
        paintLabel(painter, crosshair);
}

void ChartOverlay::paintMarkerLabel(QPainter &painter) const
{
    if (!m_picture.marker || *m_picture.marker >= m_picture.markers.size())
        return;
    const ChartMarker &marker = m_picture.markers.at(*m_picture.marker);
    const Tokens &tokens = m_theme.tokens();
    const QFontMetricsF metrics{m_picture.font};
    const double most =
            std::min(m_picture.area.width() - 2 * TextGap, metrics.averageCharWidth() * 60);
    const QRectF needed = metrics.boundingRect(QRectF{0, 0, most - 2 * TextGap, 1000},
                                               Qt::TextWordWrap, marker.sentence);
    const double width = needed.width() + 2 * TextGap + 2;
    const double height = needed.height() + TextGap;
    const double left = std::clamp(marker.x - width / 2, m_picture.area.left() + 2,
                                   std::max(m_picture.area.right() - width - 2, 2.0));
    const QRectF box{left, m_picture.lane().top() - height - 4, width, height};
    painter.setRenderHint(QPainter::Antialiasing, false);
    paintBox(painter, box, tokens.toolTipBase, tokens.outline);
    painter.setPen(tokens.text);
    painter.drawText(box.adjusted(TextGap, TextGap / 2, -TextGap, 0),
                     Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, marker.sentence);
}

void ChartOverlay::paintAxisBoxes(QPainter &painter, const Crosshair &crosshair) const
{
    const Tokens &tokens = m_theme.tokens();
    const QRectF timeBox = m_picture.crosshairTimeBox();
    painter.fillRect(timeBox, tokens.text);
    painter.setPen(tokens.base);
    painter.drawText(timeBox, Qt::AlignCenter, m_picture.crosshairTime());
    if (!crosshair.price)
        return;
    const QRectF priceBox = m_picture.crosshairPriceBox();
    painter.fillRect(priceBox, tokens.text);
    painter.drawText(priceBox.adjusted(0, 0, -TextGap, 0), Qt::AlignRight | Qt::AlignVCenter,
                     m_picture.priceText(*crosshair.price));
}

void ChartOverlay::paintLabel(QPainter &painter, const Crosshair &crosshair) const
{
    const Tokens &tokens = m_theme.tokens();
    const QFont bold = semiBold(m_picture.font);
    const QFontMetricsF boldMetrics{bold};
    const QFontMetricsF metrics{m_picture.font};
    const double rowHeight = metrics.height() + 2;
    double names = 0;
    double values = 0;
    for (const auto &[name, value] : crosshair.rows) {
        names = std::max(names, metrics.horizontalAdvance(name));
        values = std::max(values, metrics.horizontalAdvance(value));
    }
    const double width =
            std::max(boldMetrics.horizontalAdvance(crosshair.title), names + values + 3 * TextGap) +
            2 * TextGap;
    const double height = double(crosshair.rows.size() + 1) * rowHeight + TextGap;
    // On the side with more room; above or below the price line, where it fits.
    const QRectF &plot = m_picture.plot;
    const double x = m_picture.x(crosshair.ms);
    const bool isRight = plot.right() - x >= x - plot.left();
    const double left = isRight ? x + 12 : x - 12 - width;
    const double middle = crosshair.price ? m_picture.y(*crosshair.price) : plot.center().y();
    const double below = middle + 12;
    const double top = below + height <= plot.bottom() ? below : middle - 12 - height;
    const QRectF box{std::clamp(left, 0.0, std::max(m_picture.area.right() - width, 0.0)),
                     std::max(top, m_picture.area.top() + 2), width, height};
    paintBox(painter, box, tokens.toolTipBase, tokens.outline);

    const QRectF text = box.adjusted(TextGap, TextGap / 2, -TextGap, 0);
    painter.setFont(bold);
    painter.setPen(tokens.text);
    painter.drawText(text, Qt::AlignLeft | Qt::AlignTop, crosshair.title);
    painter.setFont(m_picture.font);
    double y = text.top() + rowHeight;
    for (const auto &[name, value] : crosshair.rows) {
        const QRectF line{text.left(), y, text.width(), rowHeight};
        painter.setPen(tokens.secondaryText);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, name);
        painter.setPen(tokens.text);
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, value);
        y += rowHeight;
    }
}
