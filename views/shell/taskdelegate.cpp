// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/taskdelegate.h"

#include "models/tasks/taskmodel.h"
#include "views/theme/theme.h"
#include "views/theme/typescale.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int inset = 8;
constexpr int barHeight = 10;

QIcon iconOf(const Theme &theme, TaskModel::State state)
{
    switch (state) {
    case TaskModel::State::Running:
        return theme.icon(u"round-arrow"_s, Meaning::Working);
    case TaskModel::State::Cancelling:
        return theme.icon(u"ring-dots"_s, Meaning::Waiting);
    case TaskModel::State::Finished:
        return theme.icon(u"tick-disc"_s, Meaning::Ok);
    case TaskModel::State::Failed:
        return theme.icon(u"octagon-cross"_s, Meaning::Danger);
    case TaskModel::State::Cancelled:
        return theme.icon(u"dashed-ring"_s, Meaning::Missed);
    }
    Q_UNREACHABLE();
}

} // namespace

TaskDelegate::TaskDelegate(const Theme &theme, QObject *parent)
    : QStyledItemDelegate{parent}
    , m_theme{theme}
{}

QSize TaskDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {0, 2 * option.fontMetrics.height() + 16};
}

void TaskDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const bool isSelected = option.state & QStyle::State_Selected;
    const auto colour = [&option, isSelected](QPalette::ColorRole role) {
        return option.palette.color(isSelected ? QPalette::HighlightedText : role);
    };
    const auto place = [&option](const QRect &part) {
        return QStyle::visualRect(option.direction, option.rect, part);
    };
    const int left = Qt::AlignVCenter |
                     static_cast<int>(QStyle::visualAlignment(option.direction, Qt::AlignLeft));
    painter->save();
    if (isSelected)
        painter->fillRect(option.rect, option.palette.highlight());

    const auto state = index.data(TaskModel::StateRole).value<TaskModel::State>();
    const bool isRunning =
            state == TaskModel::State::Running || state == TaskModel::State::Cancelling;
    const int lineHeight = option.fontMetrics.height();
    QRect line{option.rect.left() + inset, option.rect.top() + 6, option.rect.width() - 2 * inset,
               lineHeight};
    const int icon = smallIconSize();
    iconOf(m_theme, state)
            .paint(painter, place({line.left(), line.top() + (lineHeight - icon) / 2, icon, icon}),
                   Qt::AlignCenter, isSelected ? QIcon::Selected : QIcon::Normal);
    line.setLeft(line.left() + icon + 8);

    const QFont small = textFont(TextSize::Secondary);
    const QFontMetrics smallMetrics{small};
    const QString elapsed = elapsedText(index.data(TaskModel::ElapsedRole).toLongLong());
    const int elapsedWidth = smallMetrics.horizontalAdvance(elapsed);
    painter->setFont(small);
    painter->setPen(colour(QPalette::PlaceholderText));
    painter->drawText(
            place({line.right() - elapsedWidth + 1, line.top(), elapsedWidth, lineHeight}), left,
            elapsed);
    const QFontMetrics strong{strongFont()};
    const int titleWidth = line.width() - elapsedWidth - 8;
    painter->setFont(strongFont());
    painter->setPen(colour(QPalette::Text));
    painter->drawText(place({line.left(), line.top(), titleWidth, lineHeight}), left,
                      strong.elidedText(index.data().toString(), Qt::ElideRight, titleWidth));

    QRect second{line.left(), line.bottom() + 5, line.width(), lineHeight};
    const int percent = index.data(TaskModel::PercentRole).toInt();
    if (isRunning && percent >= 0) {
        const QString figure = QCoreApplication::translate("TaskDelegate", "%1 %").arg(percent);
        const int room = smallMetrics.horizontalAdvance(u"100 %"_s) + 8;
        const int barWidth = qMin(120, second.width() / 3);
        const QRect bar{second.left(), second.center().y() - barHeight / 2, barWidth, barHeight};
        painter->setPen(isSelected ? colour(QPalette::Text) : m_theme.tokens().outline);
        painter->setBrush(isSelected ? QBrush{} : option.palette.base());
        painter->drawRect(place(bar).adjusted(0, 0, -1, -1));
        painter->fillRect(place(QRect{bar.left() + 1, bar.top() + 1,
                                      (bar.width() - 2) * percent / 100, bar.height() - 2}),
                          colour(QPalette::Highlight));
        painter->setFont(small);
        painter->setPen(colour(QPalette::Text));
        painter->drawText(place({bar.right() + 8, second.top(), room, lineHeight}), left, figure);
        second.setLeft(bar.right() + 8 + room);
    }
    painter->setFont(small);
    painter->setPen(colour(QPalette::PlaceholderText));
    const QString summary = index.data(TaskModel::SummaryRole).toString();
    painter->drawText(place(second), left,
                      smallMetrics.elidedText(summary, Qt::ElideRight, second.width()));
    painter->restore();
}

QString elapsedText(qint64 ms)
{
    const QLocale locale;
    if (ms < 1000)
        return QCoreApplication::translate("TaskDelegate", "%1 ms").arg(locale.toString(ms));
    if (ms < 60'000) {
        const double seconds = static_cast<double>(ms / 100) / 10;
        return QCoreApplication::translate("TaskDelegate", "%1 s")
                .arg(locale.toString(seconds, 'f', 1));
    }
    const auto twoDigits = [](qint64 value) {
        return QString::number(value).rightJustified(2, u'0');
    };
    const qint64 minutes = ms / 60'000;
    const QString seconds = twoDigits(ms / 1000 % 60);
    if (minutes < 60)
        return u"%1:%2"_s.arg(QString::number(minutes), seconds);
    return u"%1:%2:%3"_s.arg(QString::number(minutes / 60), twoDigits(minutes % 60), seconds);
}
