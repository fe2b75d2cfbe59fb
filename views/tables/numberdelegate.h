// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/tables/celldelegate.h"

// A number at the right of its cell, digits below digits. With decimals the points stand below each
// other, and places that a value does not use stay empty. A number that is too long for that gives
// up the empty places first and is elided last: it is never shown as another number.
class NumberDelegate : public CellDelegate
{
    Q_OBJECT

public:
    // decimals: places behind the point that are kept; 0 aligns the last digits.
    NumberDelegate(const Theme &theme, int decimals, QObject *parent = nullptr);

protected:
    void paintContent(QPainter &painter, const QStyleOptionViewItem &option, const QRect &rect,
                      const QModelIndex &index) const override;
    [[nodiscard]] int contentWidth(const QFont &font, const QModelIndex &index) const override;

private:
    int m_decimals;
};
