// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/tables/celldelegate.h"

// The points of CellRole::Line as a small line, 96 x 16 at the default font: lowest at the bottom,
// a hole where points are missing, a dot at the newest. Its words are the cell's accessible text.
class SparklineDelegate final : public CellDelegate
{
    Q_OBJECT

public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter &painter, const QStyleOptionViewItem &option, const QRect &rect,
                      const QModelIndex &index) const override;
    [[nodiscard]] int contentWidth(const QFont &font, const QModelIndex &index) const override;
};
