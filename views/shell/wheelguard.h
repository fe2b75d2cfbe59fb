// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QApplication;

// Keeps the mouse wheel from changing a number, a date or a choice that somebody only scrolls past:
// the wheel turns such a field while it has the focus, and scrolls what it lies in otherwise. One
// for the whole program, dialogs as well. GUI thread.
class WheelGuard final : public QObject
{
    Q_OBJECT

public:
    explicit WheelGuard(QApplication &application, QObject *parent = nullptr);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};
