// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/shell/textfieldkeys.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextEdit>

TextFieldKeys::TextFieldKeys(QApplication &application, QObject *parent)
    : QObject{parent}
{
    application.installEventFilter(this);
}

bool TextFieldKeys::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::ShortcutOverride)
        return false;
    const bool isField = qobject_cast<QLineEdit *>(watched) ||
                         qobject_cast<QPlainTextEdit *>(watched) ||
                         qobject_cast<QTextEdit *>(watched);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (!isField || key->key() != Qt::Key_E || key->modifiers() != Qt::ControlModifier)
        return false;
    event->ignore(); // so that the shortcuts are looked at
    return true;
}
