// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/tables/celldelegate.h"

#include "models/cellrole.h"
#include "views/theme/typescale.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

using namespace Qt::Literals::StringLiterals;

CellDelegate::CellDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate{parent}
    , m_theme{theme}
{}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    QStyleOptionViewItem ground = option;
    initStyleOption(&ground, index);
    const bool isStale = index.data(CellRole::Stale).toBool();
    if (isStale)
        ground.backgroundBrush = m_theme.tint(Meaning::Stale);
    ground.text.clear();
    ground.icon = {};
    ground.features &= ~QStyleOptionViewItem::ViewItemFeatures{QStyleOptionViewItem::HasDisplay |
                                                               QStyleOptionViewItem::HasDecoration};
    const QWidget *widget = option.widget;
    const QStyle *style = widget ? widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &ground, painter, widget);

    const CellTone tone = index.data(CellRole::Tone).value<CellTone>();
    painter->save();
    painter->setClipRect(option.rect);
    painter->setFont(fontOf(option, index));
    const QColor colour = tone == CellTone::Quiet ? quietColour(option)
                          : tone == CellTone::Warning
                                  ? pick(option, m_theme.colour(Meaning::Warning))
                                  : pick(option, option.palette.color(QPalette::Text));
    painter->setPen(colour);
    paintContent(*painter, ground, option.rect.adjusted(Inset, 0, -Inset, 0), index);
    painter->restore();
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {contentWidth(fontOf(option, index), index) + 2 * Inset, rowHeight(option.fontMetrics)};
}

bool CellDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view,
                             const QStyleOptionViewItem &option, const QModelIndex &index)
{
    QString text = index.data(Qt::ToolTipRole).toString();
    if (text.isEmpty() && sizeHint(option, index).width() > option.rect.width())
        text = index.data().toString();
    if (event->type() == QEvent::ToolTip && !text.isEmpty()) {
        // Escaped: what comes from the network is never read as markup.
        QToolTip::showText(event->globalPos(), u"<span>%1</span>"_s.arg(text.toHtmlEscaped()), view,
                           option.rect);
        return true;
    }
    return QStyledItemDelegate::helpEvent(event, view, option, index);
}

void CellDelegate::paintContent(QPainter &painter, const QStyleOptionViewItem &option,
                                const QRect &rect, const QModelIndex &index) const
{
    const QFontMetrics metrics{painter.font()};
    painter.drawText(rect, int(QStyle::visualAlignment(option.direction, option.displayAlignment)),
                     metrics.elidedText(index.data().toString(), Qt::ElideRight, rect.width()));
}

int CellDelegate::contentWidth(const QFont &font, const QModelIndex &index) const
{
    return QFontMetrics{font}.horizontalAdvance(index.data().toString());
}

QColor CellDelegate::pick(const QStyleOptionViewItem &option, const QColor &colour)
{
    return option.state.testFlag(QStyle::State_Selected)
                   ? option.palette.color(QPalette::HighlightedText)
                   : colour;
}

QColor CellDelegate::quietColour(const QStyleOptionViewItem &option)
{
    return pick(option, option.palette.color(QPalette::PlaceholderText));
}

QFont CellDelegate::fontOf(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QFont font = option.font;
    const CellTone tone = index.data(CellRole::Tone).value<CellTone>();
    if (tone == CellTone::Strong || tone == CellTone::Warning)
        font.setWeight(QFont::DemiBold);
    return font;
}
