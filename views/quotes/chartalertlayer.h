// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/quotes/chartpicture.h"

#include <QGraphicsItem>

class Theme;

// The alerts among the prices: levels of rules with their words and tags, the band down to where
// they clear, and what fired.
class ChartAlertLayer final : public QGraphicsItem
{
public:
    // picture and theme are read at each paint and outlive the item.
    ChartAlertLayer(const ChartPicture &picture, const Theme &theme, QGraphicsItem *parent);

    void pictureChanged();

    [[nodiscard]] QRectF boundingRect() const override { return m_bounds; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    void paintThreshold(QPainter &painter, const PlacedThreshold &placed) const;
    void paintWords(QPainter &painter, const QString &words, double y, bool isAbove) const;
    void paintTags(QPainter &painter, const PlacedThreshold &placed) const;
    void paintLabel(QPainter &painter, const PlacedFiring &placed) const;

    const ChartPicture &m_picture;
    const Theme &m_theme;
    QRectF m_bounds;
};

// The triangle that stands for a firing; its tip is below.
void paintFiringMark(QPainter &painter, const QPointF &tip, const QColor &colour);
