// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/widgetkeys.h"

#include <QKeyEvent>
#include <QWidget>

#include <algorithm>

WidgetKeys::WidgetKeys(const QString &group, QList<Act> acts, QWidget &widget)
    : QObject{&widget}
    , m_group{group}
    , m_acts{std::move(acts)}
{}

bool WidgetKeys::press(const QKeyEvent &event) const
{
    const auto found = std::ranges::find_if(
            m_acts, [&](const Act &act) { return act.keys.contains(Qt::Key(event.key())); });
    return found != m_acts.cend() && found->act();
}
