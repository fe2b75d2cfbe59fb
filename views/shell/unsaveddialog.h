// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

// Asks before the program ends and would lose what somebody wrote: what it is, and whether to save
// it, to go without it, or to stay. Open it with open(); rejected() means to stay. Deletes itself.
// GUI thread.
class UnsavedDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit UnsavedDialog(const QStringList &names, QWidget *parent = nullptr);

signals:
    void saveChosen();
    void discardChosen();
};
