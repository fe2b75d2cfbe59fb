// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "views/theme/theme.h"

#include <QAction>
#include <QDateTime>
#include <QObject>

class QMenu;

// What the tab at the left of the Alerts panel shows.
enum class AlertTab { Log, Rules, Deleted };

// What is selected there, as far as actions care.
struct AlertSelection {
    AlertTab tab = AlertTab::Log;
    int count = 0;
    bool hasUnacknowledged = false;
    bool hasSnoozed = false;
    bool hasRule = false; // one that is not deleted
};

// How long nobody is told of a rule.
enum class AlertSnooze { QuarterHour, Hour, Tomorrow, Week };

// When that is over; tomorrow begins at eight in the morning.
[[nodiscard]] QDateTime snoozeEnd(AlertSnooze length, const QDateTime &now);

// What can be done in the Alerts panel. GUI thread.
class AlertActions final : public QObject
{
    Q_OBJECT

public:
    AlertActions(const Theme &theme, QWidget *parent);

    // Each is enabled, or its tool tip says why it is not.
    void update(const AlertSelection &selection);

    QAction *newRule;
    QAction *edit;
    QAction *acknowledge;
    QAction *snooze; // of snoozeMenu
    QAction *endSnooze;
    QAction *showInChart;
    QAction *remove;
    QAction *restore;
    QAction *focusFilter;
    QAction *copyRows;
    QMenu *snoozeMenu; // how long, and the end of it

signals:
    void snoozeChosen(AlertSnooze length);

private:
    void makeSnoozes(QWidget *parent);
    [[nodiscard]] QAction *make(const QString &icon, const QString &text, const QString &name);

    const Theme &m_theme;
};
