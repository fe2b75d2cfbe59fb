// SPDX-License-Identifier: GPL-3.0-or-later
// How PriceChart answers to the mouse, and how it moves; pricechart.cpp is how it draws.
#include "views/quotes/pricechart.h"

#include "views/quotes/chartwords.h"

#include <QApplication>
#include <QMenu>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr double KeyZoom = 0.7;
constexpr double WheelZoom = 0.85;  // a notch
constexpr double NarrowestHole = 6; // px: over narrower ones the crosshair takes the next price

} // namespace

void PriceChart::zoomIn()
{
    zoom(KeyZoom);
}

void PriceChart::zoomOut()
{
    zoom(1 / KeyZoom);
}

void PriceChart::zoom(double factor)
{
    const TimeRange view = m_series.view();
    if (m_picture.crosshair && view.contains(m_picture.crosshair->ms))
        m_series.zoom(factor, m_picture.crosshair->ms);
    else
        m_series.zoom(factor, m_series.isAtLiveEdge() ? view.toMs : view.middle());
}

void PriceChart::setCrosshair(qint64 ms)
{
    m_pointer.reset();
    rebuild();
    placeCrosshair(ms);
}

void PriceChart::placeCrosshair(qint64 ms)
{
    m_crosshairMs = ms;
    m_picture.crosshair = Crosshair{ms, ms, {}, {}, {}, false};
    updateCrosshair();
}

void PriceChart::clearCrosshair()
{
    m_pointer.reset();
    if (!m_picture.crosshair)
        return;
    m_picture.crosshair.reset();
    repaintPicture();
    m_describe.start();
    emit crosshairChanged();
}

void PriceChart::crosshairAt(QPointF position)
{
    rebuild();
    pointAtMarker(markerAt(position));
    pointAtFiring(firingAt(position));
    if (isOnThreshold(position))
        viewport()->setCursor(Qt::SizeVerCursor);
    else
        viewport()->unsetCursor();
    const QRectF room{m_picture.plot.topLeft(),
                      QPointF{m_picture.plot.right(), m_picture.bottom()}};
    if (!room.contains(position)) {
        clearCrosshair();
        return;
    }
    m_pointer = position;
    placeCrosshair(m_picture.timeAt(position.x()));
}

void PriceChart::updateCrosshair()
{
    if (!m_picture.crosshair)
        return;
    const TimeRange view = m_picture.view;
    const qint64 ms = m_pointer ? m_picture.timeAt(m_pointer->x()) : m_crosshairMs;
    const DataGap *gap = m_shown.gapAt(ms);
    std::optional<Crosshair> crosshair;
    // Whoever came to it by the keyboard stands in its middle, however narrow it is.
    if (gap && (m_picture.gapRect(*gap).width() >= NarrowestHole || ms == middleOf(*gap))) {
        crosshair = Crosshair{ms,
                              ms,
                              {},
                              gapTitleText(gap->cause),
                              {{gapSizeText(*gap, m_locale), {}}},
                              m_series.isStock()};
    } else if (const std::optional<PlacedPoint> placed = nearestPoint(m_shown, ms);
               placed && view.contains(placed->drawnMs)) {
        const Bar &bar = placed->point.bar;
        const Price price = placed->traded ? readableStockPrice(bar.close) : bar.close;
        const bool isCandle = m_kind == ChartKind::Candles;
        crosshair = Crosshair{placed->drawnMs,
                              bar.time,
                              price,
                              pointTimeText(*placed, m_locale),
                              pointRows(*placed, isCandle, m_series.currency(), m_locale),
                              placed->isOfDays};
    } else if (m_series.isLoading()) { // what it will stand on is on its way
        crosshair = Crosshair{ms, ms, {}, {}, {}, m_series.isStock()};
    }
    m_picture.crosshair = std::move(crosshair);
    repaintPicture();
    emit crosshairChanged();
}

void PriceChart::moveCrosshair(int steps)
{
    rebuild();
    const TimeRange view = m_picture.view;
    // Without a crosshair it appears on the newest price in view, whatever the direction.
    const std::optional<PlacedPoint> next =
            m_picture.crosshair ? neighbourPoint(m_shown, m_picture.crosshair->ms, steps)
                                : neighbourPoint(m_shown, view.toMs, -1);
    if (!next)
        return;
    const DataGap *gap = m_picture.crosshair
                                 ? m_shown.gapOnTheWay(m_picture.crosshair->ms, next->drawnMs)
                                 : nullptr;
    const qint64 ms = gap ? middleOf(*gap) : next->drawnMs;
    if (!view.contains(ms)) {
        const qint64 outside = steps < 0 ? ms - view.fromMs : ms - view.toMs + 1;
        m_series.pan(outside + steps * view.span() / 10);
    }
    setCrosshair(ms);
    if (m_picture.crosshair) {
        QStringList words{m_picture.crosshair->title};
        for (const auto &[name, value] : m_picture.crosshair->rows)
            words.append(u"%1 %2"_s.arg(name, value).simplified());
        // Who asks point by point wants to hear it; the summary comes back with Esc.
        m_describe.stop();
        setAccessibleDescription(words.join(u", "_s));
    }
}

void PriceChart::wheelEvent(QWheelEvent *event)
{
    rebuild();
    const QPoint turned = event->angleDelta();
    if (std::abs(turned.x()) > std::abs(turned.y())) {
        m_series.pan(-m_picture.view.span() * turned.x() / 1200);
    } else if (turned.y() != 0) {
        const double x =
                std::clamp(event->position().x(), m_picture.plot.left(), m_picture.plot.right());
        m_series.zoom(std::pow(WheelZoom, turned.y() / 120.0), m_picture.timeAt(x));
    }
    event->accept();
}

void PriceChart::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton) {
        event->ignore();
        return;
    }
    m_drag = Drag{event->position(),
                  m_series.view(),
                  m_series.range(),
                  false,
                  markerAt(event->position()),
                  firingAt(event->position())};
    if (isOnThreshold(event->position()))
        m_drag->level = movableThreshold()->threshold.level;
    event->accept();
}

void PriceChart::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_drag) {
        crosshairAt(event->position());
        return;
    }
    if (m_drag->level) {
        m_drag->isMoving = true;
        clearCrosshair();
        dragThreshold(event->position().y());
        return;
    }
    const double moved = event->position().x() - m_drag->from.x();
    if (!m_drag->isMoving && std::abs(moved) < QApplication::startDragDistance())
        return;
    if (!m_drag->isMoving) {
        m_drag->isMoving = true;
        clearCrosshair();
        viewport()->setCursor(Qt::ClosedHandCursor);
    }
    const double msPerPixel = double(m_drag->view.span()) / m_picture.plot.width();
    m_series.setView(m_drag->view.moved(-std::llround(moved * msPerPixel)));
}

void PriceChart::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_drag)
        return;
    const Drag drag = *m_drag;
    m_drag.reset();
    if (drag.level)
        scheduleRebuild(); // its scale was held
    viewport()->unsetCursor();
    crosshairAt(event->position());
    if (drag.isMoving)
        return;
    if (drag.marker)
        openMarker();
    else if (drag.firing && *drag.firing < m_picture.firings.size() &&
             m_picture.firings.at(*drag.firing).firing.id != 0)
        emit firingActivated(m_picture.firings.at(*drag.firing).firing.id);
}

std::optional<qsizetype> PriceChart::markerAt(QPointF position) const
{
    std::optional<qsizetype> nearest;
    const auto distance = [&](qsizetype i) {
        return std::abs(m_picture.markers.at(i).x - position.x());
    };
    for (qsizetype i = 0; i < m_picture.markers.size(); ++i) {
        if (m_picture.markers.at(i).rect.contains(position) &&
            (!nearest || distance(i) < distance(*nearest)))
            nearest = i;
    }
    return nearest;
}

void PriceChart::pointAtMarker(std::optional<qsizetype> marker)
{
    if (marker == m_picture.marker)
        return;
    m_picture.marker = marker;
    if (marker) {
        m_describe.stop();
        setAccessibleDescription(m_picture.markers.at(*marker).sentence);
    } else {
        m_describe.start();
    }
    repaintPicture();
}

void PriceChart::moveMarker(int steps)
{
    rebuild();
    if (m_picture.markers.isEmpty())
        return;
    const qsizetype last = m_picture.markers.size() - 1;
    if (m_picture.marker) {
        pointAtMarker(std::clamp<qsizetype>(*m_picture.marker + steps, 0, last));
        return;
    }
    // The one nearest to the crosshair, or the newest in view.
    qsizetype nearest = last;
    if (m_picture.crosshair) {
        const double x = m_picture.x(m_picture.crosshair->ms);
        for (qsizetype i = 0; i < last; ++i) {
            if (std::abs(m_picture.markers.at(i).x - x) <
                std::abs(m_picture.markers.at(nearest).x - x))
                nearest = i;
        }
    }
    clearCrosshair();
    pointAtMarker(nearest);
}

void PriceChart::openMarker()
{
    if (!m_picture.marker)
        return;
    const ChartMarker marker = m_picture.markers.at(*m_picture.marker);
    if (marker.firing) {
        emit firingActivated(marker.firing->id);
        return;
    }
    auto *menu = new QMenu{this};
    menu->setObjectName(u"markerMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(marker.sentence)->setEnabled(false);
    menu->addSeparator();
    const bool isEnabled = marker.known.action.isEnabled;
    const QAction *change = menu->addAction(isEnabled ? tr("Leave out of the adjusted chart")
                                                      : tr("Take into the adjusted chart"));
    connect(change, &QAction::triggered, this, [this, action = marker.known.action, isEnabled] {
        emit actionSwitched(action, !isEnabled);
    });
    menu->popup(viewport()->mapToGlobal(QPointF{marker.x, marker.rect.top()}.toPoint()));
}

void PriceChart::leaveEvent(QEvent *event)
{
    if (m_pointer)
        clearCrosshair();
    pointAtFiring({});
    if (!hasFocus())
        pointAtMarker({});
    QChartView::leaveEvent(event);
}

bool PriceChart::escape()
{
    if (m_drag) {
        const Drag drag = *m_drag;
        m_drag.reset();
        viewport()->unsetCursor();
        if (drag.level) {
            emit thresholdMoved(*drag.level);
            scheduleRebuild();
        } else if (drag.range) {
            m_series.showRange(*drag.range);
        } else {
            m_series.setView(drag.view);
        }
        return true;
    }
    if (m_picture.marker) {
        pointAtMarker({});
        return true;
    }
    if (!m_picture.crosshair)
        return false;
    clearCrosshair();
    return true;
}

void PriceChart::focusInEvent(QFocusEvent *event)
{
    QChartView::focusInEvent(event);
    m_picture.hasFocus = true;
    repaintPicture();
}

void PriceChart::focusOutEvent(QFocusEvent *event)
{
    QChartView::focusOutEvent(event);
    m_picture.hasFocus = false;
    repaintPicture();
}
