// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

class Theme;

// What the items of the rail answer beyond text and icon.
struct RailRole {
    enum : int {
        IsGroup = Qt::UserRole + 1, // bool
        Panel,                      // int, the panel's number
        Shortcut,                   // QString as people read it
        AttentionCount,             // int; 0 shows the shortcut
        AttentionIcon,              // QIcon in its colour
        AttentionMeaning,           // int of Meaning
    };
};

// Draws groups and panels of the rail; a bar in Highlight marks where one is.
class RailDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    RailDelegate(const Theme &theme, QObject *parent);

    // Icons only; groups become lines.
    void setCompact(bool compact) { m_compact = compact; }

    // What the widest entry needs, in pixels.
    [[nodiscard]] int widthOf(const QModelIndex &index) const;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;

private:
    void paintGroup(QPainter &painter, const QStyleOptionViewItem &option,
                    const QModelIndex &index) const;
    void paintPanel(QPainter &painter, const QStyleOptionViewItem &option,
                    const QModelIndex &index) const;

    const Theme &m_theme;
    bool m_compact = false;
};
