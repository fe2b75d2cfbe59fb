// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>

// The header of a DataTable: its words stand exactly over the cells, with the same inset, and the
// column that sorts has its arrow behind the word.
class TableHeader final : public QHeaderView
{
    Q_OBJECT

public:
    explicit TableHeader(QWidget *parent = nullptr);

    [[nodiscard]] QSize sectionSizeFromContents(int column) const override;

signals:
    void columnSized(int column); // by the person

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void initStyleOptionForIndex(QStyleOptionHeader *option, int column) const override;
    void paintSection(QPainter *painter, const QRect &rect, int column) const override;

private:
    [[nodiscard]] int arrowWidth() const;
    [[nodiscard]] bool isSorting(int column) const;

    bool m_isPressed = false; // a width that changes meanwhile is the person's
};
