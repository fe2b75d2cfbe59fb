// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QueriesView;

// The recorded statements in a window of their own. Not modal: what they tell of goes on beside it.
// GUI thread.
class QueriesDialog final : public QDialog
{
    Q_OBJECT

public:
    // Takes the view over.
    explicit QueriesDialog(QueriesView *view, QWidget *parent = nullptr);
};
