// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/tables/celldelegate.h"

// A change in percent: ▲ or ▼ by CellRole::Direction and the size, in the colours of gain and loss.
// On a selected row both are HighlightedText, and the arrow still says which.
class ChangeDelegate final : public CellDelegate
{
    Q_OBJECT

public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter &painter, const QStyleOptionViewItem &option, const QRect &rect,
                      const QModelIndex &index) const override;
    [[nodiscard]] int contentWidth(const QFont &font, const QModelIndex &index) const override;
};
