// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/raildelegate.h"

#include "views/theme/theme.h"
#include "views/theme/typescale.h"

#include <QPainter>

namespace {

constexpr int leastHeight = 28;
constexpr int inset = 12;
constexpr int rightInset = 9;
constexpr int textGap = 8;
constexpr int barWidth = 3;
constexpr int ringWidth = 2;

} // namespace

RailDelegate::RailDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate{parent}
    , m_theme{theme}
{}

int RailDelegate::widthOf(const QModelIndex &index) const
{
    const QFontMetrics strong{strongFont()};
    const QFontMetrics small{textFont(TextSize::Secondary)};
    return inset + smallIconSize() + textGap + strong.horizontalAdvance(index.data().toString()) +
           inset + small.horizontalAdvance(index.data(RailRole::Shortcut).toString()) + rightInset;
}

QSize RailDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int height = qMax(leastHeight, option.fontMetrics.height() + 12);
    if (m_compact && index.data(RailRole::IsGroup).toBool())
        return {0, index.row() == 0 ? 8 : 17};
    return {0, height};
}

void RailDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    painter->save();
    if (index.data(RailRole::IsGroup).toBool())
        paintGroup(*painter, option, index);
    else
        paintPanel(*painter, option, index);
    painter->restore();
}

void RailDelegate::paintGroup(QPainter &painter, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const
{
    if (m_compact) {
        if (index.row() > 0)
            painter.fillRect(QRect{option.rect.left() + 8, option.rect.center().y(),
                                   option.rect.width() - 16, 1},
                             m_theme.tokens().separator);
        return;
    }
    painter.setFont(textFont(TextSize::Group));
    painter.setPen(m_theme.tokens().secondaryText);
    // Nearer to what it heads than to what stands above.
    const QRect room = option.rect.adjusted(inset, 6, -inset, 0);
    painter.drawText(room,
                     QStyle::visualAlignment(option.direction, Qt::AlignLeft) | Qt::AlignVCenter,
                     index.data().toString());
}

void RailDelegate::paintPanel(QPainter &painter, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const
{
    const Tokens &tokens = m_theme.tokens();
    const QRect row = option.rect;
    const auto place = [&option, &row](const QRect &part) {
        return QStyle::visualRect(option.direction, row, part);
    };
    const bool isCurrent = option.state & QStyle::State_Selected;
    if (isCurrent)
        painter.fillRect(row, tokens.railSelected);
    else if (option.state & QStyle::State_MouseOver)
        painter.fillRect(row, tokens.separator);
    if (isCurrent)
        painter.fillRect(place({row.left(), row.top(), barWidth, row.height()}), tokens.highlight);
    if (isCurrent && (option.state & QStyle::State_HasFocus)) {
        painter.setPen(QPen{tokens.highlight, ringWidth});
        painter.drawRect(row.adjusted(1, 1, -1, -1));
    }

    const int icon = smallIconSize();
    const int iconLeft = m_compact ? row.left() + (row.width() - icon) / 2 : row.left() + inset;
    const QRect iconRect{iconLeft, row.top() + (row.height() - icon) / 2, icon, icon};
    index.data(Qt::DecorationRole).value<QIcon>().paint(&painter, place(iconRect));

    const int count = index.data(RailRole::AttentionCount).toInt();
    const auto meaning = static_cast<Meaning>(index.data(RailRole::AttentionMeaning).toInt());
    if (m_compact) {
        if (count > 0) { // a dot; the number stands in the tool tip
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(Qt::NoPen);
            painter.setBrush(m_theme.colour(meaning));
            painter.drawEllipse(place({iconRect.right() - 1, iconRect.top() - 3, 7, 7}));
        }
        return;
    }

    int right = row.right() + 1 - rightInset;
    const int alignLeft =
            QStyle::visualAlignment(option.direction, Qt::AlignLeft) | Qt::AlignVCenter;
    if (count > 0) {
        const QFont font = strongFont();
        const QString text = option.locale.toString(count);
        const int width = QFontMetrics{font}.horizontalAdvance(text);
        painter.setFont(font);
        painter.setPen(m_theme.colour(meaning));
        painter.drawText(place({right - width, row.top(), width, row.height()}), alignLeft, text);
        right -= width + 4 + icon;
        index.data(RailRole::AttentionIcon)
                .value<QIcon>()
                .paint(&painter, place({right, iconRect.top(), icon, icon}));
    } else {
        const QFont font = textFont(TextSize::Secondary);
        const QString text = index.data(RailRole::Shortcut).toString();
        const int width = QFontMetrics{font}.horizontalAdvance(text);
        painter.setFont(font);
        painter.setPen(tokens.secondaryText);
        painter.drawText(place({right - width, row.top(), width, row.height()}),
                         alignLeft | Qt::TextForceLeftToRight, text);
        right -= width;
    }

    const QFont font = isCurrent ? strongFont() : textFont(TextSize::Body);
    const QRect textRect{row.left() + inset + icon + textGap, row.top(),
                         right - 4 - row.left() - inset - icon - textGap, row.height()};
    painter.setFont(font);
    painter.setPen(tokens.text);
    painter.drawText(place(textRect), alignLeft,
                     QFontMetrics{font}.elidedText(index.data().toString(), Qt::ElideRight,
                                                   textRect.width()));
}
