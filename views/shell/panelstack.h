// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QPointer>
#include <QStackedWidget>

// The panels, one in sight. It remembers where the focus was in each, and keeps it in the panel
// when the widget that had it is disabled or hidden. GUI thread.
class PanelStack final : public QStackedWidget
{
    Q_OBJECT

public:
    explicit PanelStack(QWidget *parent = nullptr);
    ~PanelStack() override;

    // Puts the panel in sight; where the focus was in it stays remembered.
    void display(QWidget *panel);
    // Gives the focus to where it was in the current panel; the first time, and where that was a
    // button, to its firstFocus() or else to the first widget that takes it.
    void focusCurrent();

protected:
    bool focusNextPrevChild(bool next) override;

private:
    void remember(QWidget *now);

    QHash<const QWidget *, QPointer<QWidget>> m_lastFocus; // by panel
    bool m_isTurning = false;
};
