// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/tables/celldelegate.h"

// A note in the colour of the state beside it: failed, late or stale; quiet otherwise. GUI thread.
class NoteDelegate final : public CellDelegate
{
    Q_OBJECT

public:
    using CellDelegate::CellDelegate;

protected:
    void paintContent(QPainter &painter, const QStyleOptionViewItem &option, const QRect &rect,
                      const QModelIndex &index) const override;
};
