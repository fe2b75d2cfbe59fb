// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

class QAction;

// A push button that does what an action does and shows its state, as QToolButton can by itself:
// only push buttons are drawn as the chosen one of a group. So the menu and the button are one
// thing. GUI thread.
class ActionButton final : public QPushButton
{
    Q_OBJECT

public:
    // The action outlives the button. iconText() is the label; the whole text is its name.
    explicit ActionButton(QAction &action, QWidget *parent = nullptr);

    // Without a label when the action has an icon.
    void setIconOnly(bool isIconOnly);

    // As wide as icon and label need: Fusion's least width would fill the row with a few buttons.
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] int widthWith(const QString &label) const;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

private:
    void follow();

    QAction &m_action;
    bool m_isIconOnly = false;
};
