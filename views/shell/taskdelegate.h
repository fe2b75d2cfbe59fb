// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

class Theme;

// A task in two lines: state and title with the time it took, then a bar or what came of it.
class TaskDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    TaskDelegate(const Theme &theme, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

// "412 ms", "1.2 s", "3:08": as long as it took, for people.
[[nodiscard]] QString elapsedText(qint64 ms);
