// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/theme/textlabel.h"

#include <QList>

class QBoxLayout;
class QDialog;
class QPushButton;
class Theme;

// What the dialogs of assets are put together from. All are owned by the dialog.

// The sentence under a field that says what is wrong with it; hidden while empty.
class FieldError final : public TextLabel
{
    Q_OBJECT

public:
    FieldError(const Theme &theme, QWidget &field, QWidget *parent);

    // Also tells screen readers, at the field itself.
    void setError(const QString &error);

private:
    QWidget &m_field;
};

// Text that wraps, in its size; quiet where it only explains.
[[nodiscard]] TextLabel *wrappedLabel(TextSize size, const QString &text, QWidget *parent);

// A row with Cancel and the button that does it, which is the default one.
[[nodiscard]] QBoxLayout *dialogButtons(QDialog &dialog, QPushButton &act);
