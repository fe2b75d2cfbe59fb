// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/wheelguard.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QEvent>

namespace {

QWidget *turnedByWheel(QObject *object)
{
    if (auto *spinBox = qobject_cast<QAbstractSpinBox *>(object))
        return spinBox;
    return qobject_cast<QComboBox *>(object);
}

} // namespace

WheelGuard::WheelGuard(QApplication &application, QObject *parent)
    : QObject{parent}
{
    application.installEventFilter(this);
}

bool WheelGuard::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::Wheel && event->type() != QEvent::Polish)
        return false;
    QWidget *field = turnedByWheel(watched);
    if (!field)
        return false;
    if (event->type() == QEvent::Polish) {
        if (field->focusPolicy() == Qt::WheelFocus) // or the wheel itself would give it the focus
            field->setFocusPolicy(Qt::StrongFocus);
        return false;
    }
    if (field->hasFocus())
        return false;
    event->ignore(); // whoever holds the field is asked next
    return true;
}
