// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/theme/theme.h"

#include <QStyledItemDelegate>

// A cell of text as every table draws it: tint of stale rows, weight and colour by CellRole::Tone,
// 8 px inset, elided with the whole text as tool tip. The other delegates draw their own content on
// the same ground. GUI thread.
class CellDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    static constexpr int Inset = 8;

    explicit CellDelegate(const Theme &theme, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const final;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

protected:
    // What is inside the cell. The painter has the font and pen of the cell's tone.
    virtual void paintContent(QPainter &painter, const QStyleOptionViewItem &option,
                              const QRect &rect, const QModelIndex &index) const;
    // The width of what paintContent draws, without inset.
    [[nodiscard]] virtual int contentWidth(const QFont &font, const QModelIndex &index) const;

    // The colour for content in this cell, unless the row is selected: then HighlightedText.
    [[nodiscard]] static QColor pick(const QStyleOptionViewItem &option, const QColor &colour);
    [[nodiscard]] static QColor quietColour(const QStyleOptionViewItem &option);
    [[nodiscard]] const Theme &theme() const { return m_theme; }

private:
    [[nodiscard]] QFont fontOf(const QStyleOptionViewItem &option, const QModelIndex &index) const;

    const Theme &m_theme;
};
