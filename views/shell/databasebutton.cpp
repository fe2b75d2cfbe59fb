// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/databasebutton.h"

#include "views/theme/theme.h"
#include "views/theme/typescale.h"

#include <QMenu>
#include <QPainter>
#include <QStyleOptionButton>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int inset = 8;
constexpr int compactInset = 5;
constexpr int barWidth = 8;

} // namespace

DatabaseButton::DatabaseButton(const Theme &theme, QWidget *parent)
    : QToolButton{parent}
    , m_theme{theme}
{
    setObjectName(u"databaseButton"_s);
    setPopupMode(QToolButton::InstantPopup);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    setAccessibleName(tr("Database"));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void DatabaseButton::setDatabase(const DatabaseLabel &database)
{
    m_database = database;
    //: %1 is the name of a database, %2 its engine and version.
    QString all = tr("Database %1, %2").arg(database.name, secondLine());
    if (database.isReadOnly) // what the lock says
        all = tr("%1, read-only").arg(all);
    setAccessibleName(all);
    setToolTip(all + u'\n' + database.location);
    update();
}

void DatabaseButton::setCompact(bool compact)
{
    m_compact = compact;
    update();
}

QString DatabaseButton::secondLine() const
{
    QStringList parts{m_database.engine};
    if (m_database.version > 0)
        parts << tr("v%1").arg(m_database.version);
    return parts.join(u" · "_s);
}

QSize DatabaseButton::sizeHint() const
{
    const int lines = QFontMetrics{strongFont()}.height() +
                      QFontMetrics{textFont(TextSize::Secondary)}.height();
    return {156, qMax(46, lines + 12)};
}

QSize DatabaseButton::minimumSizeHint() const
{
    return {28, sizeHint().height()};
}

void DatabaseButton::paintEvent(QPaintEvent *)
{
    QPainter painter{this};
    QStyleOptionButton frame;
    frame.initFrom(this);
    frame.state |= isDown() || (menu() && menu()->isVisible()) ? QStyle::State_Sunken
                                                               : QStyle::State_Raised;
    style()->drawPrimitive(QStyle::PE_PanelButtonCommand, &frame, &painter, this);

    const int side = m_compact ? compactInset : inset;
    const int bar = m_compact ? barWidth / 2 : barWidth;
    QRect free = rect().adjusted(side, 6, -side, -6);
    const auto place = [this](const QRect &part) {
        return QStyle::visualRect(layoutDirection(), rect(), part);
    };
    const QColor own = m_theme.tokens().lines.at(static_cast<std::size_t>(m_database.line));
    painter.fillRect(place({free.left(), free.top(), bar, free.height()}), own);
    free.setLeft(free.left() + bar + inset);

    const int icon = iconSize().width();
    const auto drawIcon = [this, &painter, &free, place, icon](const QString &name) {
        const QRect room{free.right() - icon + 1, free.top(), icon, free.height()};
        m_theme.icon(name, Meaning::Missed).paint(&painter, place(room), Qt::AlignCenter);
        free.setRight(room.left() - 4);
    };
    drawIcon(u"chevron-down"_s);
    if (m_compact)
        return;
    if (m_database.isReadOnly)
        drawIcon(u"lock"_s);

    const QFontMetrics strong{strongFont()};
    const QFontMetrics small{textFont(TextSize::Secondary)};
    const int gap = qMax(0, (free.height() - strong.height() - small.height()) / 2);
    const int align = QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) | Qt::AlignVCenter;
    const QRect first{free.left(), free.top() + gap, free.width(), strong.height()};
    painter.setFont(strongFont());
    painter.setPen(palette().color(QPalette::ButtonText));
    painter.drawText(place(first), align,
                     strong.elidedText(m_database.name, Qt::ElideRight, first.width()));
    const QRect second{free.left(), first.bottom() + 1, free.width(), small.height()};
    painter.setFont(textFont(TextSize::Secondary));
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(place(second), align,
                     small.elidedText(secondLine(), Qt::ElideRight, second.width()));
}
