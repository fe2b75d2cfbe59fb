// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/tables/celldelegate.h"

// The name of a connection behind a bar in its own colour (CellRole::LineColour).
class ConnectionNameDelegate final : public CellDelegate
{
    Q_OBJECT

public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter &painter, const QStyleOptionViewItem &option, const QRect &rect,
                      const QModelIndex &index) const override;
    [[nodiscard]] int contentWidth(const QFont &font, const QModelIndex &index) const override;
};
