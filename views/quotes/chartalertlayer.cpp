// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/quotes/chartalertlayer.h"

#include "views/theme/theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace {

constexpr double TextGap = 8;
constexpr int BandAlpha = 30; // of 255: the band is a tint, and the line shows through

} // namespace

void paintFiringMark(QPainter &painter, const QPointF &tip, const QColor &colour)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawPolygon(QPolygonF{{tip, tip + QPointF{-5, -9}, tip + QPointF{5, -9}}});
    painter.restore();
}

ChartAlertLayer::ChartAlertLayer(const ChartPicture &picture, const Theme &theme,
                                 QGraphicsItem *parent)
    : QGraphicsItem{parent}
    , m_picture{picture}
    , m_theme{theme}
{}

void ChartAlertLayer::pictureChanged()
{
    if (m_bounds != m_picture.area) {
        prepareGeometryChange();
        m_bounds = m_picture.area;
    }
    update();
}

void ChartAlertLayer::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    painter->setLayoutDirection(Qt::LeftToRight); // time goes right in every language
    painter->setFont(m_picture.font);
    for (const PlacedThreshold &placed : m_picture.thresholds)
        paintThreshold(*painter, placed);
    for (const PlacedFiring &placed : m_picture.firings)
        paintFiringMark(*painter, placed.tip, m_theme.tokens().lines[1]);
    for (const PlacedThreshold &placed : m_picture.thresholds)
        paintTags(*painter, placed);
    if (m_picture.firing && *m_picture.firing < m_picture.firings.size())
        paintLabel(*painter, m_picture.firings.at(*m_picture.firing));
}

void ChartAlertLayer::paintThreshold(QPainter &painter, const PlacedThreshold &placed) const
{
    const QRectF &plot = m_picture.plot;
    const QColor colour = m_theme.tokens().lines[1];
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (placed.clearY) {
        QColor tint = colour;
        tint.setAlpha(BandAlpha);
        const double top = std::max(std::min(placed.y, *placed.clearY), plot.top());
        const double bottom = std::min(std::max(placed.y, *placed.clearY), plot.bottom());
        if (bottom > top)
            painter.fillRect(QRectF{plot.left(), top, plot.width(), bottom - top}, tint);
        painter.setPen(QPen{colour, 1, Qt::DotLine});
        painter.drawLine(QLineF{plot.left(), *placed.clearY, plot.right(), *placed.clearY});
        paintWords(painter, placed.threshold.clearWords, *placed.clearY, *placed.clearY < placed.y);
    }
    painter.setPen(m_theme.tokens().linePen(1, 2));
    painter.drawLine(QLineF{plot.left(), placed.y, plot.right(), placed.y});
    const bool isAbove = !placed.clearY || placed.y <= *placed.clearY;
    paintWords(painter, placed.threshold.words, placed.y, isAbove);
}

void ChartAlertLayer::paintWords(QPainter &painter, const QString &words, double y,
                                 bool isAbove) const
{
    if (words.isEmpty())
        return;
    const Tokens &tokens = m_theme.tokens();
    const QFontMetricsF metrics{m_picture.font};
    const double width = std::min(metrics.horizontalAdvance(words) + 2,
                                  std::max(m_picture.plot.width() - 2 * TextGap, 0.0));
    const double top = isAbove ? y - metrics.height() - 3 : y + 3;
    const QRectF box = m_picture.besideFirings(
            {m_picture.plot.left() + TextGap, top, width, metrics.height()});
    // Readable where the price line passes, too.
    QColor ground = tokens.base;
    ground.setAlpha(210);
    painter.fillRect(box.adjusted(-3, 0, 3, 0), ground);
    painter.setPen(tokens.lines[1]);
    painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter,
                     metrics.elidedText(words, Qt::ElideRight, width));
}

void ChartAlertLayer::paintTags(QPainter &painter, const PlacedThreshold &placed) const
{
    const Tokens &tokens = m_theme.tokens();
    const auto text = [&](const QRectF &tag, Price price, const QColor &colour, bool isStrong) {
        QFont font = m_picture.font;
        font.setWeight(isStrong ? QFont::DemiBold : QFont::Normal);
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(tag.adjusted(0, 0, -TextGap, 0), Qt::AlignRight | Qt::AlignVCenter,
                         m_picture.priceText(price));
        painter.setFont(m_picture.font);
    };
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (!placed.clearTag.isNull() && placed.threshold.clear) {
        painter.setPen(QPen{tokens.lines[1], 1});
        painter.setBrush(tokens.base);
        painter.drawRect(placed.clearTag.adjusted(0.5, 0.5, -1.5, -0.5));
        text(placed.clearTag, *placed.threshold.clear, tokens.lines[1], false);
    }
    painter.fillRect(placed.tag, tokens.lines[1]);
    painter.setBrush(Qt::NoBrush);
    text(placed.tag, placed.threshold.level, tokens.base, true);
}

void ChartAlertLayer::paintLabel(QPainter &painter, const PlacedFiring &placed) const
{
    const Tokens &tokens = m_theme.tokens();
    const QFontMetricsF metrics{m_picture.font};
    const double most =
            std::min(m_picture.area.width() - 2 * TextGap, metrics.averageCharWidth() * 60);
    const QRectF needed = metrics.boundingRect(QRectF{0, 0, most - 2 * TextGap, 1000},
                                               Qt::TextWordWrap, placed.firing.sentence);
    const double width = needed.width() + 2 * TextGap + 2;
    const double height = needed.height() + TextGap;
    const double left = std::clamp(placed.tip.x() - width / 2, m_picture.area.left() + 2,
                                   std::max(m_picture.area.right() - width - 2, 2.0));
    const double above = placed.tip.y() - 16 - height;
    const QRectF box{left, above >= m_picture.area.top() ? above : placed.tip.y() + 6, width,
                     height};
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen{tokens.outline, 0});
    painter.setBrush(tokens.toolTipBase);
    painter.drawRect(box);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(tokens.text);
    painter.drawText(box.adjusted(TextGap, TextGap / 2, -TextGap, 0),
                     Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, placed.firing.sentence);
}
