// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/actionbutton.h"

#include "views/shell/withkeys.h"

#include <QAction>
#include <QStyle>

ActionButton::ActionButton(QAction &action, QWidget *parent)
    : QPushButton{parent}
    , m_action{action}
{
    setObjectName(action.objectName() + QStringLiteral("Button"));
    setAutoDefault(false);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(this, &QPushButton::clicked, &action, [this] {
        m_action.trigger();
        follow(); // a chosen one that is clicked again stays chosen
    });
    connect(&action, &QAction::changed, this, &ActionButton::follow);
    follow();
}

void ActionButton::setIconOnly(bool isIconOnly)
{
    if (isIconOnly == m_isIconOnly)
        return;
    m_isIconOnly = isIconOnly;
    follow();
}

QSize ActionButton::sizeHint() const
{
    // With and without a label alike, so that neighbours stand in line.
    return {widthWith(text()), qMax(QPushButton::sizeHint().height(), fontMetrics().height() + 10)};
}

int ActionButton::widthWith(const QString &label) const
{
    constexpr int padding = 10;
    constexpr int least = 28;
    const int arrow =
            menu() ? style()->pixelMetric(QStyle::PM_MenuButtonIndicator, nullptr, this) : 0;
    const int drawing = (icon().isNull() ? 0 : iconSize().width()) + arrow;
    if (label.isEmpty())
        return qMax(drawing + padding + 2, least);
    const int between = icon().isNull() ? 0 : 8;
    return qMax(fontMetrics().horizontalAdvance(label) + drawing + between + 2 * padding, least);
}

void ActionButton::follow()
{
    const bool hasLabel = !m_isIconOnly || m_action.icon().isNull();
    const QString name = QString{m_action.text()}.remove(u'&').remove(u'…');
    setText(hasLabel ? m_action.iconText() : QString{});
    setIcon(m_action.icon());
    setAccessibleName(name);
    setEnabled(m_action.isEnabled());
    setCheckable(m_action.isCheckable());
    setChecked(m_action.isChecked());
    // An action's own tool tip says more: why it cannot be used, for one.
    const bool hasTip = !m_action.toolTip().isEmpty() && m_action.toolTip() != m_action.iconText();
    setToolTip(withKeys(hasTip ? m_action.toolTip() : name, m_action.shortcut()));
}
