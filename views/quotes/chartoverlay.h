// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/quotes/chartpicture.h"

#include <QGraphicsItem>

class Theme;

// What lies over the prices: ends of the line beside holes, causes in words, the newest price's
// tag, the crosshair with its label and its boxes on both axes, and the focus.
class ChartOverlay final : public QGraphicsItem
{
public:
    // picture and theme are read at each paint and outlive the item.
    ChartOverlay(const ChartPicture &picture, const Theme &theme, QGraphicsItem *parent);

    void pictureChanged();

    [[nodiscard]] QRectF boundingRect() const override { return m_bounds; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    void paintGaps(QPainter &painter) const;
    void paintLastTag(QPainter &painter) const;
    void paintCrosshair(QPainter &painter) const;
    void paintMarkerLabel(QPainter &painter) const;
    void paintAxisBoxes(QPainter &painter, const Crosshair &crosshair) const;
    void paintLabel(QPainter &painter, const Crosshair &crosshair) const;

    const ChartPicture &m_picture;
    const Theme &m_theme;
    QRectF m_bounds;
};
