// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tables/tableheader.h"

#include "views/tables/celldelegate.h"

#include <QPainter>
#include <QStyleOptionHeader>

#include <algorithm>

TableHeader::TableHeader(QWidget *parent)
    : QHeaderView{Qt::Horizontal, parent}
{
    setSectionsClickable(true);
    setSectionsMovable(true);
    setHighlightSections(false);
    setStretchLastSection(true);
    setContextMenuPolicy(Qt::CustomContextMenu);
    connect(this, &QHeaderView::sectionResized, this, [this](int column) {
        if (m_isPressed)
            emit columnSized(column);
    });
}

void TableHeader::mousePressEvent(QMouseEvent *event)
{
    m_isPressed = true;
    QHeaderView::mousePressEvent(event);
}

void TableHeader::mouseReleaseEvent(QMouseEvent *event)
{
    QHeaderView::mouseReleaseEvent(event);
    m_isPressed = false;
}

void TableHeader::mouseDoubleClickEvent(QMouseEvent *event)
{
    m_isPressed = true; // on an edge it fits the column to its cells
    QHeaderView::mouseDoubleClickEvent(event);
}

QSize TableHeader::sectionSizeFromContents(int column) const
{
    if (!model()) // it may go before its view
        return QHeaderView::sectionSizeFromContents(column);
    const QString text = model()->headerData(column, Qt::Horizontal).toString();
    const int arrow = isSorting(column) ? arrowWidth() : 0;
    const int rounding = 2; // of advances, which are no whole pixels
    return {fontMetrics().horizontalAdvance(text) + rounding + 2 * CellDelegate::Inset + arrow,
            std::max(26, fontMetrics().height() + 10)};
}

void TableHeader::initStyleOptionForIndex(QStyleOptionHeader *option, int column) const
{
    QHeaderView::initStyleOptionForIndex(option, column);
    option->text.clear(); // the style would write it with its own margin
    option->sortIndicator = QStyleOptionHeader::None;
}

void TableHeader::paintSection(QPainter *painter, const QRect &rect, int column) const
{
    painter->save();
    QHeaderView::paintSection(painter, rect, column);
    painter->restore();

    QRect words = rect.adjusted(CellDelegate::Inset, 0, -CellDelegate::Inset, 0);
    if (!model() || words.width() <= 0)
        return;
    const QVariant given = model()->headerData(column, Qt::Horizontal, Qt::TextAlignmentRole);
    const auto alignment = QStyle::visualAlignment(
            layoutDirection(), given.isValid() ? Qt::Alignment{given.toInt()} : defaultAlignment());
    const bool hasArrow = isSorting(column);
    const int arrow = arrowWidth();
    if (hasArrow)
        words.setWidth(words.width() - arrow);
    const QString text = fontMetrics().elidedText(
            model()->headerData(column, Qt::Horizontal).toString(), Qt::ElideRight, words.width());

    painter->save();
    painter->setFont(font());
    painter->setPen(palette().color(QPalette::ButtonText));
    painter->drawText(words, int(alignment), text);
    if (hasArrow) {
        const QRect written = fontMetrics().boundingRect(words, int(alignment), text);
        const qreal half = arrow * 0.3;
        const qreal down = sortIndicatorOrder() == Qt::DescendingOrder ? half : -half;
        const QPointF middle{written.right() + arrow * 0.6, rect.center().y() + 1.0};
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(palette().color(QPalette::PlaceholderText));
        painter->drawPolygon(
                QPolygonF{{middle + QPointF{-half, -down / 2}, middle + QPointF{half, -down / 2},
                           middle + QPointF{0, down / 2 + down * 0.2}}});
    }
    painter->restore();
}

int TableHeader::arrowWidth() const
{
    return fontMetrics().horizontalAdvance(u'0') + 4;
}

bool TableHeader::isSorting(int column) const
{
    return isSortIndicatorShown() && sortIndicatorSection() == column;
}
