// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/migrations/migrationrun.h"
#include "views/theme/theme.h"

#include <QFrame>
#include <QLocale>
#include <QTimer>

#include <functional>
#include <optional>

class QProgressBar;
class QPushButton;
class TextLabel;

// Work on the database while it runs: what, how far, how long, and Cancel. Hidden while nothing
// runs. GUI thread.
class RunBar final : public QFrame
{
    Q_OBJECT

public:
    RunBar(QLocale locale, std::function<QDateTime()> clock, const Theme &theme,
           QWidget *parent = nullptr);

    void setRun(const std::optional<MigrationRun> &run);

signals:
    void cancelRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showStep();
    void showStage(const QList<RehearsalStage> &stages);
    void showProgress(const MigrationProgress &progress);
    void showWay(const MigrationProgress &progress);
    void showElapsed();

    QLocale m_locale;
    std::function<QDateTime()> m_clock;
    const Theme &m_theme;
    std::optional<MigrationRun> m_run;
    QTimer m_tick;
    TextLabel *m_title;
    TextLabel *m_step;
    TextLabel *m_elapsed;
    QProgressBar *m_bar;
    QPushButton *m_cancel;
};
