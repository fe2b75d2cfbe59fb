// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/tables/celldelegate.h"

// How old a row is. Stale ones get a clock, semi-bold words and their colour; the whole row is
// tinted by every delegate.
class AgeDelegate final : public CellDelegate
{
    Q_OBJECT

public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter &painter, const QStyleOptionViewItem &option, const QRect &rect,
                      const QModelIndex &index) const override;
    [[nodiscard]] int contentWidth(const QFont &font, const QModelIndex &index) const override;
};
