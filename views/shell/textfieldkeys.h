// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QApplication;

// Lets Export (Ctrl+E) through a field of text, for which Qt on X11 and Wayland takes that key as
// "end of the line": End says so as well, and where nothing is exported Ctrl+E still does. One for
// the whole program, dialogs as well. GUI thread.
class TextFieldKeys final : public QObject
{
    Q_OBJECT

public:
    explicit TextFieldKeys(QApplication &application, QObject *parent = nullptr);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};
