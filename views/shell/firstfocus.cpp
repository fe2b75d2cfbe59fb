// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/firstfocus.h"

#include <QVariant>
#include <QWidget>

namespace {

constexpr const char *Property = "firstFocus";

} // namespace

void setFirstFocus(QWidget &panel, QWidget &child)
{
    panel.setProperty(Property, QVariant::fromValue(&child));
}

QWidget *firstFocus(const QWidget &panel)
{
    return panel.property(Property).value<QWidget *>();
}
