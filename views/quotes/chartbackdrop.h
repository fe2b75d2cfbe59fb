// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/quotes/chartpicture.h"

#include <QGraphicsItem>

class Theme;

// What lies under the prices: grid, hatched holes, the texts of both axes and the event lane.
class ChartBackdrop final : public QGraphicsItem
{
public:
    // picture and theme are read at each paint and outlive the item.
    ChartBackdrop(const ChartPicture &picture, const Theme &theme, QGraphicsItem *parent);

    void pictureChanged();

    [[nodiscard]] QRectF boundingRect() const override { return m_bounds; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    void paintGrid(QPainter &painter) const;
    void paintGaps(QPainter &painter) const;
    void paintTimes(QPainter &painter) const;
    void paintPrices(QPainter &painter) const;
    void paintVolumes(QPainter &painter) const;
    void paintLane(QPainter &painter) const;
    void paintMarkers(QPainter &painter) const;

    const ChartPicture &m_picture;
    const Theme &m_theme;
    QRectF m_bounds;
};
