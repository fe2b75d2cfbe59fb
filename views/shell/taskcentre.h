// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDockWidget>
#include <QTimer>

class QListView;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class TaskModel;
class Theme;

// The dock with what runs and what came of it: progress, time, log, Cancel. GUI thread.
class TaskCentre final : public QDockWidget
{
    Q_OBJECT

public:
    TaskCentre(const Theme &theme, TaskModel &tasks, QWidget *parent);

    void takeFocus();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    [[nodiscard]] QWidget *makeTitle(const Theme &theme);
    [[nodiscard]] QWidget *makeList(const Theme &theme);
    void showCurrent();
    void copyLog();

    TaskModel &m_tasks;
    QTimer m_tick;
    QStackedWidget *m_pages;
    QListView *m_list = nullptr;
    QPlainTextEdit *m_log = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_copy = nullptr;
    QPushButton *m_clear = nullptr;
};
