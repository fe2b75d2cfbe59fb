// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/theme/tokens.h"

#include <QFrame>
#include <QList>

class LeadText;
class QAction;
class QHBoxLayout;
class QLabel;
class QPushButton;
class Theme;

// What a banner says: what happened, what is safe, what to do.
struct BannerMessage {
    Meaning meaning = Meaning::Danger;
    QString headline;  // "CoinSpot asks us to wait 40 s."
    QString text;      // "The next try is at 14:32. Nothing to do."
    QString details;   // technical, for the clipboard; empty when there is nothing more to know
    QString icon = {}; // another than the meaning's own; empty: that one

    friend bool operator==(const BannerMessage &, const BannerMessage &) = default;
};

// A message inside a panel that stays until its cause is solved. Hidden until there is one. It is
// announced to screen readers once, not each time it is set again. GUI thread.
class Banner final : public QFrame
{
    Q_OBJECT

public:
    explicit Banner(const Theme &theme, QWidget *parent = nullptr);

    // Each action becomes a button; they are not owned.
    void showMessage(const BannerMessage &message, const QList<QAction *> &actions = {});

    // The cause is gone.
    void clear();

    [[nodiscard]] const BannerMessage &message() const { return m_message; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void colour();
    void copyDetails();

    const Theme &m_theme;
    BannerMessage m_message;
    QLabel *m_icon;
    LeadText *m_text;
    QHBoxLayout *m_buttons;
    QPushButton *m_details;
};
