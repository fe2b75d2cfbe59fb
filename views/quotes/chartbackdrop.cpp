// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/quotes/chartbackdrop.h"

#include "views/quotes/chartalertlayer.h"
#include "views/quotes/chartwords.h"
#include "views/theme/theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace {

// A closed market is no hole: its line breaks, and nothing is hatched.
bool isHatched(const DataGap &gap)
{
    return gap.cause != GapCause::MarketClosed;
}

constexpr double TextGap = 8;
constexpr double HatchStep = 8;
constexpr double NarrowHatchStep = 5;

// Lines, not Qt::BDiagPattern: filling a large area with a pattern takes a path of the raster
// engine that hands the work to other threads and waits for them, 10 to 60 ms on a busy machine.
// The lines keep their distance from originX, so that they move with the hole.
void hatch(QPainter &painter, const QRectF &area, double originX, double step)
{
    const double first = area.left() + area.top();
    const double origin = originX + area.top();
    QList<QLineF> lines;
    for (double sum = origin + std::ceil((first - origin) / step) * step;
         sum < area.right() + area.bottom(); sum += step) {
        const double top = std::max(area.top(), sum - area.right());
        const double bottom = std::min(area.bottom(), sum - area.left());
        lines.append({sum - top, top, sum - bottom, bottom});
    }
    painter.drawLines(lines);
}

} // namespace

ChartBackdrop::ChartBackdrop(const ChartPicture &picture, const Theme &theme, QGraphicsItem *parent)
    : QGraphicsItem{parent}
    , m_picture{picture}
    , m_theme{theme}
{}

void ChartBackdrop::pictureChanged()
{
    if (m_bounds != m_picture.area) {
        prepareGeometryChange();
        m_bounds = m_picture.area;
    }
    update();
}

void ChartBackdrop::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setLayoutDirection(Qt::LeftToRight); // time goes right in every language
    painter->setFont(m_picture.font);
    paintGaps(*painter);
    paintGrid(*painter);
    paintTimes(*painter);
    paintPrices(*painter);
    paintVolumes(*painter);
    paintLane(*painter);
    paintMarkers(*painter);
    if (!m_picture.message.isEmpty()) {
        painter->setPen(m_theme.tokens().secondaryText);
        painter->drawText(m_picture.plot, Qt::AlignCenter | Qt::TextWordWrap, m_picture.message);
    }
}

void ChartBackdrop::paintGrid(QPainter &painter) const
{
    const QRectF &plot = m_picture.plot;
    painter.setPen(QPen{m_theme.tokens().grid, 0});
    for (const TimeTick &tick : m_picture.times) {
        const double x = m_picture.x(tick.ms);
        painter.drawLine(QLineF{x, plot.top(), x, m_picture.bottom()});
    }
    for (const Price price : m_picture.prices.prices) {
        const double y = m_picture.y(price);
        painter.drawLine(QLineF{plot.left(), y, plot.right(), y});
    }
}

void ChartBackdrop::paintGaps(QPainter &painter) const
{
    painter.setPen(QPen{m_theme.tokens().separator, 0});
    for (const DataGap &gap : m_picture.gaps) {
        if (isHatched(gap)) {
            hatch(painter, m_picture.gapRect(gap), m_picture.x(gap.from.toMSecsSinceEpoch()),
                  HatchStep);
        }
    }
}

void ChartBackdrop::paintTimes(QPainter &painter) const
{
    const Tokens &tokens = m_theme.tokens();
    const QRectF row = m_picture.timeRow();
    QFont bold = m_picture.font;
    bold.setBold(true);
    const QFontMetricsF cornerMetrics{m_picture.font};
    const double end = row.right() - TextGap - cornerMetrics.horizontalAdvance(m_picture.corner);

    painter.setPen(tokens.secondaryText);
    painter.drawText(row.adjusted(0, 0, -TextGap, 0), Qt::AlignRight | Qt::AlignVCenter,
                     m_picture.corner);
    const QRectF taken = m_picture.crosshairTimeBox();
    double free = row.left();
    for (const TimeTick &tick : m_picture.times) {
        const QFont &font = tick.isMajor ? bold : m_picture.font;
        const double width = QFontMetricsF{font}.horizontalAdvance(tick.text);
        const double left = m_picture.x(tick.ms) - width / 2;
        // A text that would touch its neighbour, the edge or a box is left out; its line stays.
        const QRectF text{left, row.top(), width + 1, row.height()};
        if (left < free || left + width + TextGap > end || taken.intersects(text))
            continue;
        painter.setFont(font);
        painter.setPen(tick.isMajor ? tokens.text : tokens.secondaryText);
        painter.drawText(text, Qt::AlignCenter, tick.text);
        free = left + width + TextGap;
    }
    painter.setFont(m_picture.font);
}

void ChartBackdrop::paintPrices(QPainter &painter) const
{
    const QFontMetricsF metrics{m_picture.font};
    const QRectF tag = m_picture.lastTag();
    const QRectF taken = m_picture.crosshairPriceBox();
    painter.setPen(m_theme.tokens().secondaryText);
    for (const Price price : m_picture.prices.prices) {
        const QRectF text{m_picture.plot.right(), m_picture.y(price) - metrics.height() / 2,
                          m_picture.area.right() - m_picture.plot.right() - TextGap,
                          metrics.height()};
        const bool isUnderTag =
                std::ranges::any_of(m_picture.thresholds, [&](const PlacedThreshold &placed) {
                    return placed.tag.intersects(text) || placed.clearTag.intersects(text);
                });
        const bool isHidden = text.top() < m_picture.area.top() ||
                              text.bottom() > m_picture.plot.bottom() + 2 || tag.intersects(text) ||
                              taken.intersects(text) || isUnderTag;
        if (!isHidden)
            painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter, m_picture.priceText(price));
    }
}

void ChartBackdrop::paintVolumes(QPainter &painter) const
{
    const QRectF &room = m_picture.volumes;
    if (room.isNull() || m_picture.mostVolume <= 0)
        return;
    const Tokens &tokens = m_theme.tokens();
    for (const VolumeBar &bar : m_picture.volumeBars) {
        const double left = m_picture.x(bar.fromMs);
        const double whole = m_picture.x(bar.toMs) - left;
        const double width = std::clamp(whole * 0.7, 1.0, 24.0);
        const double height = double(bar.volume) / double(m_picture.mostVolume) * room.height();
        QRectF rect{left + (whole - width) / 2, room.bottom() - height, width, height};
        rect = rect.intersected(room);
        if (rect.isEmpty())
            continue;
        // Hollow where the price rose, as candles are.
        const QColor &colour = bar.isRising ? tokens.gain : tokens.loss;
        if (bar.isRising && width >= 4) {
            painter.setPen(QPen{colour, 0});
            painter.drawRect(rect.adjusted(0, 0, -1, -1));
        } else {
            painter.fillRect(rect, colour);
        }
    }
    painter.setPen(QPen{tokens.grid, 0});
    painter.drawLine(QLineF{room.left(), room.bottom(), room.right(), room.bottom()});
    painter.setPen(tokens.secondaryText);
    const QFontMetricsF metrics{m_picture.font};
    const QRectF text{room.right(), room.top() - metrics.descent(),
                      m_picture.area.right() - room.right() - TextGap, metrics.height()};
    painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter,
                     volumeText(m_picture.mostVolume, m_picture.locale));
}

void ChartBackdrop::paintMarkers(QPainter &painter) const
{
    if (m_picture.laneHeight <= 0)
        return;
    const Tokens &tokens = m_theme.tokens();
    for (qsizetype i = 0; i < m_picture.markers.size(); ++i) {
        const ChartMarker &marker = m_picture.markers.at(i);
        const bool isPointedAt = m_picture.marker == i;
        const bool isUsed = marker.firing || marker.known.use == ActionUse::Used;
        const QColor &quiet = marker.firing ? tokens.lines[1] : tokens.secondaryText;
        painter.setPen(
                QPen{isPointedAt ? tokens.text : quiet, 0, isUsed ? Qt::SolidLine : Qt::DotLine});
        if (isPointedAt)
            painter.drawLine(QLineF{marker.x, m_picture.plot.top(), marker.x, m_picture.bottom()});
        if (marker.form == ChartMarker::Form::Tick) {
            painter.drawLine(
                    QLineF{marker.x, marker.rect.top() + 4, marker.x, marker.rect.bottom() - 4});
            continue;
        }
        const QRect icon{int(marker.rect.left()), int(marker.rect.center().y()) - 7, 16, 16};
        if (marker.firing)
            paintFiringMark(painter, QPointF{icon.center()} + QPointF{0.5, 5}, tokens.lines[1]);
        else
            m_theme.icon(marker.known.action.type == CorporateAction::Type::Split
                                 ? QStringLiteral("share-split")
                                 : QStringLiteral("dividend"))
                    .paint(&painter, icon, Qt::AlignCenter,
                           isUsed ? QIcon::Normal : QIcon::Disabled);
        if (marker.form != ChartMarker::Form::Text)
            continue;
        QFont font = m_picture.font;
        font.setStrikeOut(!isUsed);
        painter.setFont(font);
        painter.setPen(isPointedAt ? tokens.text : tokens.secondaryText);
        painter.drawText(marker.rect, Qt::AlignRight | Qt::AlignVCenter, marker.text);
        painter.setFont(m_picture.font);
    }
}

void ChartBackdrop::paintLane(QPainter &painter) const
{
    if (m_picture.laneHeight <= 0)
        return;
    const Tokens &tokens = m_theme.tokens();
    const QRectF lane = m_picture.lane();
    painter.setPen(QPen{tokens.separator, 0});
    painter.drawLine(QLineF{lane.left() + TextGap, lane.top(), lane.right() - TextGap, lane.top()});
    painter.setPen(QPen{tokens.secondaryText, 0});
    for (const DataGap &gap : m_picture.gaps) {
        const QRectF hole = m_picture.gapRect(gap);
        if (hole.isNull() || !isHatched(gap))
            continue;
        const QRectF mark{hole.left(), lane.center().y() - 3, std::max(hole.width(), 2.0), 6};
        hatch(painter, mark, mark.left(), NarrowHatchStep);
        painter.drawRect(mark);
    }
}
