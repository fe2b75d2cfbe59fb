// SPDX-License-Identifier: GPL-3.0-or-later
// What PriceChart shows beside the prices: splits and dividends, levels of alerts and what fired.
#include "views/quotes/pricechart.h"

#include "models/quotes/pricetext.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>
#include <utility>

namespace {

constexpr double FiringGap = 4;     // px from the tip of its triangle to the line
constexpr double LineReach = 5;     // px: so near the mouse takes a level
constexpr Price::Units Reach = 2;   // a level is worth showing a half of the prices' span away
constexpr Price::Units MostFar = 4; // one that is moved: so many spans away

bool isNear(const PriceBounds &bounds, const ChartThreshold &threshold)
{
    const Price::Units span = std::max<Price::Units>(bounds.high.units() - bounds.low.units(),
                                                     bounds.high.units() / 50);
    const Price::Units reach = threshold.isMovable ? span * MostFar : span / Reach;
    const Price::Units level = threshold.level.units();
    return level >= bounds.low.units() - reach && level <= bounds.high.units() + reach;
}

} // namespace

void PriceChart::setAlerts(const ChartAlerts &alerts)
{
    if (alerts == m_alerts)
        return;
    m_alerts = alerts;
    scheduleRebuild();
}

// The prices, and the levels that are near enough to be shown with them.
PriceBounds PriceChart::withThresholds(PriceBounds bounds) const
{
    const PriceBounds prices = bounds;
    for (const ChartThreshold &threshold : m_alerts.thresholds) {
        if (!isNear(prices, threshold))
            continue;
        for (const Price level : {threshold.level, threshold.clear.value_or(threshold.level)}) {
            bounds.low = std::min(bounds.low, level);
            bounds.high = std::max(bounds.high, level);
        }
    }
    return bounds;
}

void PriceChart::layOutMarkers()
{
    std::optional<ChartMarker> pointedAt;
    if (m_picture.marker && *m_picture.marker < m_picture.markers.size())
        pointedAt = m_picture.markers.at(*m_picture.marker);
    QRectF lane = m_picture.lane();
    lane.setLeft(m_picture.plot.left());
    lane.setRight(m_picture.plot.right());
    QList<QRectF> holes;
    for (const DataGap &gap : m_picture.gaps)
        holes.append(m_picture.gapRect(gap).adjusted(-2, 0, 2, 0));
    const LaneEvents events{m_series.actions(),
                            m_alerts.isInLane ? m_alerts.firings : QList<ChartFiring>{}};
    m_picture.markers.clear();
    if (m_picture.laneHeight > 0)
        m_picture.markers = chartMarkers(
                events, lane, holes, [this](qint64 ms) { return m_picture.x(ms); }, m_picture.font,
                m_locale);
    m_picture.marker.reset();
    for (qsizetype i = 0; pointedAt && i < m_picture.markers.size(); ++i) {
        if (m_picture.markers.at(i).isSame(*pointedAt))
            m_picture.marker = i;
    }
}

void PriceChart::layOutThresholds(bool hasPrices)
{
    m_picture.thresholds.clear();
    const PriceScale &scale = m_picture.scale;
    for (const ChartThreshold &threshold : m_alerts.thresholds) {
        const bool isShown =
                hasPrices && threshold.level >= scale.low && threshold.level <= scale.high;
        if (!isShown)
            continue;
        PlacedThreshold placed;
        placed.threshold = threshold;
        placed.y = m_picture.y(threshold.level);
        const double height = QFontMetricsF{m_picture.font}.height() + 4;
        const double left = m_picture.plot.right();
        const double width = m_picture.area.right() - left;
        placed.tag = {left, placed.y - height / 2, width, height};
        if (threshold.clear && *threshold.clear >= scale.low && *threshold.clear <= scale.high) {
            placed.clearY = m_picture.y(*threshold.clear);
            placed.clearTag = {left, *placed.clearY - height / 2, width, height};
            // Beside each other they would hide one another.
            if (*placed.clearY >= placed.y)
                placed.clearTag.moveTop(std::max(placed.clearTag.top(), placed.tag.bottom() + 1));
            else
                placed.clearTag.moveBottom(
                        std::min(placed.clearTag.bottom(), placed.tag.top() - 1));
        }
        // While a level is moved its tags matter more than the newest price.
        const QRectF last = m_picture.lastTag();
        if (threshold.isMovable &&
            (placed.tag.intersects(last) || placed.clearTag.intersects(last)))
            m_picture.last.reset();
        m_picture.thresholds.append(placed);
    }
}

void PriceChart::layOutFirings(const SeriesSlice &slice)
{
    std::optional<ChartFiring> pointedAt;
    if (m_picture.firing && *m_picture.firing < m_picture.firings.size())
        pointedAt = m_picture.firings.at(*m_picture.firing).firing;
    m_picture.firings.clear();
    m_picture.firing.reset();
    std::optional<double> level;
    for (const PlacedThreshold &placed : m_picture.thresholds) {
        if (placed.threshold.isMovable)
            level = placed.y;
    }
    for (const ChartFiring &firing : m_alerts.firings) {
        if (!m_picture.view.contains(firing.timeMs))
            continue;
        std::optional<double> y = level;
        if (!y) {
            const std::optional<PlacedPoint> point = nearestPoint(slice, firing.timeMs);
            if (!point)
                continue;
            y = m_picture.y(point->point.bar.high);
        }
        const double top = m_picture.plot.top() + 10;
        m_picture.firings.append(
                {firing, {m_picture.x(firing.timeMs), std::max(*y - FiringGap, top)}});
        if (pointedAt == firing)
            m_picture.firing = m_picture.firings.size() - 1;
    }
}

const PlacedThreshold *PriceChart::movableThreshold() const
{
    const auto found = std::ranges::find_if(m_picture.thresholds, [](const PlacedThreshold &each) {
        return each.threshold.isMovable;
    });
    return found == m_picture.thresholds.cend() ? nullptr : &*found;
}

bool PriceChart::isOnThreshold(QPointF position) const
{
    const PlacedThreshold *placed = movableThreshold();
    if (!placed)
        return false;
    const bool isOnLine = std::abs(position.y() - placed->y) <= LineReach &&
                          position.x() >= m_picture.plot.left();
    return isOnLine || placed->tag.contains(position);
}

void PriceChart::dragThreshold(double y)
{
    const QRectF &plot = m_picture.plot;
    const double share = (plot.bottom() - std::clamp(y, plot.top(), plot.bottom())) / plot.height();
    const PriceScale &scale = m_picture.scale;
    const auto range = double(scale.high.units() - scale.low.units());
    const Price::Units step = levelStep(scale, plot.height()).units();
    // Only the place on the screen is a double: the level is a whole number of steps.
    const Price::Units steps =
            (scale.low.units() + Price::Units(std::llround(share * range)) + step / 2) / step;
    emit thresholdMoved(Price::fromUnits(std::max<Price::Units>(steps, 1) * step));
}

bool PriceChart::stepThreshold(int steps)
{
    rebuild();
    const PlacedThreshold *placed = movableThreshold();
    if (!placed)
        return false;
    const Price::Units step = levelStep(m_picture.scale, m_picture.plot.height()).units();
    const Price::Units wanted = placed->threshold.level.units() + steps * step;
    emit thresholdMoved(Price::fromUnits(std::max<Price::Units>(wanted, step)));
    m_describe.stop();
    setAccessibleDescription(
            tr("Level %1")
                    .arg(localPrice(Price::fromUnits(std::max<Price::Units>(wanted, step)),
                                    m_locale)));
    return true;
}

std::optional<qsizetype> PriceChart::firingAt(QPointF position) const
{
    for (qsizetype i = m_picture.firings.size() - 1; i >= 0; --i) {
        if (m_picture.firings.at(i).rect().contains(position))
            return i;
    }
    return {};
}

void PriceChart::pointAtFiring(std::optional<qsizetype> firing)
{
    if (std::exchange(m_picture.firing, firing) != firing)
        repaintPicture();
}
