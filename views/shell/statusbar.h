// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/run.h"
#include "models/collector/collectorstate.h"

#include <QDateTime>
#include <QStatusBar>
#include <QTimer>

#include <functional>

class StatusButton;
class TaskModel;
class Theme;

// The lower edge of the window: what the collector does, the last run, what is stale, open
// alerts; at the right
// the next slot with its countdown, the outbox, the tasks. Each is a button. GUI thread.
class StatusBar final : public QStatusBar
{
    Q_OBJECT

public:
    using Clock = std::function<QDateTime()>; // UTC

    StatusBar(const Theme &theme, const TaskModel &tasks, Clock clock, QWidget *parent = nullptr);

    // State, next slot and outbox. Until the first call it says "Not collecting yet".
    void showCollector(const CollectorState &state);

    void showLastRun(const CollectionRun &run);

    // The symbols whose price is too old; none hides the entry.
    void showStale(const QStringList &symbols);

    // How many alerts nobody has seen to; none hides the entry.
    void showAlerts(int open);

    // The first button, for those who walk by F6.
    void takeFocus();

signals:
    void collectorClicked();
    void lastRunClicked();
    void staleClicked();
    void alertsClicked();
    void nextSlotClicked();
    void outboxClicked();
    void tasksClicked();

protected:
    bool event(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void fit();
    void countDown();
    void showTasks();
    [[nodiscard]] QString localTime(const QDateTime &time) const;

    const Theme &m_theme;
    const TaskModel &m_tasks;
    Clock m_clock;
    QTimer m_tick;
    QDateTime m_nextSlot;
    bool m_hasRun = false;
    StatusButton *m_collector;
    StatusButton *m_lastRun;
    StatusButton *m_stale;
    StatusButton *m_alerts;
    StatusButton *m_next;
    StatusButton *m_outbox;
    StatusButton *m_taskButton;
    QWidget *m_content;
    QWidget *m_lastRunLine;
    QWidget *m_staleLine;
    QWidget *m_alertsLine;
};
