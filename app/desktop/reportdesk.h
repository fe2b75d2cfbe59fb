// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/reports/csvpresets.h"
#include "app/reports/reportthread.h"
#include "app/reports/reportworker.h"
#include "db/storagethread.h"
#include "models/tasks/taskmodel.h"

#include <QLocale>
#include <QObject>
#include <QPointer>
#include <QThreadPool>

class ExportDialog;
class SchedulesDialog;
class Theme;

// Between the panels that offer an export, the dialog that asks what and where to, the thread that
// writes, and the task centre that shows how far it is. Scheduled reports are written beside that.
// GUI thread.
class ReportDesk final : public QObject
{
    Q_OBJECT

public:
    using Undo = std::function<void()>;

    // The others outlive this.
    ReportDesk(const ConnectionSpec &database, const QString &dataFolder, QSettings &store,
               TaskModel &tasks, const Theme &theme, std::function<QDateTime()> clock);
    ~ReportDesk() override;

    void start();
    // Asks what is to be written; above this window. What was entered before is there again when
    // nothing came of it.
    void open(const QList<ReportRequest> &offered, QWidget &window);

    // Somebody has read what failed, and wants to hear no more of it.
    void dismiss();

    // Shows what is scheduled; above this window.
    void openSchedules(QWidget &window);

signals:
    void told(const QString &message, const ReportDesk::Undo &undo); // for a toast
    // Also again, when what failed later is solved and this one is not.
    void failed(const QString &headline, const Error &error);
    void solved(); // all of it

private:
    // What failed, until it is solved or tried again. act: what somebody did, or the name of a
    // scheduled report.
    struct Problem {
        QString act;
        QString headline;
        Error error;
    };

    [[nodiscard]] ExportDialog *makeDialog(const QList<ReportRequest> &offered, QWidget &window);
    [[nodiscard]] quint64 write(const ReportRequest &request, const CsvFormat &format,
                                const QString &preset, const QString &file);
    void schedule(const ReportSchedule &schedule, const QString &preset, ExportDialog &dialog);
    void checkPlace(const QString &path, bool isFolder, ExportDialog &dialog);
    void acceptScheduled(const ReportSchedule &schedule, const Result<> &added);
    void keepFailed(ExportDialog *dialog);
    void showSchedules();
    void acceptSchedules(const Result<QList<KeptSchedule>> &kept);
    void removeSchedule(const QString &name);
    void acceptRemoved(const QString &name, const Result<KeptSchedule> &removed);
    void putBack(const KeptSchedule &removed);
    void reportProblem(const QString &headline, const Error &error);
    template <typename Work, typename Answer> void withFiles(Work work, Answer answer);
    void remember(const QString &preset, const QString &folder);
    void acceptWritten(quint64 task, const ReportOutcome &outcome);
    void acceptFailure(quint64 task, const Error &error);
    void wireService();
    void keepProblem(const Problem &problem);
    void forgetProblem(const QString &act);

    CsvPresets m_presets;
    TaskModel &m_tasks;
    const Theme &m_theme;
    QLocale m_locale;
    std::function<QDateTime()> m_clock;
    ReportSchedules m_schedules;
    StorageThread m_storage;
    ReportWorker *m_worker; // on m_storage; its tickets are the tasks' ids
    ReportThread m_service;
    QHash<quint64, QPointer<ExportDialog>> m_running; // by task: who asked for it
    QPointer<ExportDialog> m_failed; // what was entered in vain, until it is shown; null: nothing
    QList<Problem> m_problems;       // the newest last
    QPointer<SchedulesDialog> m_schedulesDialog;
    QThreadPool m_files; // reads and writes the schedules, looks for folders; ends first
};
