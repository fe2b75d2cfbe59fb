// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/reportdesk.h"

#include "app/reports/reportfile.h"
#include "db/domain/errortext.h"
#include "models/reports/reportwords.h"
#include "views/reports/exportdialog.h"
#include "views/reports/schedulesdialog.h"
#include "views/shell/banner.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QUrl>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

// No scheduled report has such a name.
const QString Exporting = u"an export"_s;
const QString Scheduling = u"a schedule"_s;

ConnectionSpec reading(ConnectionSpec spec)
{
    spec.readOnly = true;
    return spec;
}

// The window that it stands above may have taken it along.
void discard(ExportDialog *dialog)
{
    if (dialog)
        dialog->deleteLater();
}

} // namespace

ReportDesk::ReportDesk(const ConnectionSpec &database, const QString &dataFolder, QSettings &store,
                       TaskModel &tasks, const Theme &theme, std::function<QDateTime()> clock)
    : m_presets{store}
    , m_tasks{tasks}
    , m_theme{theme}
    , m_clock{std::move(clock)}
    , m_schedules{ReportSchedules::folderFor(dataFolder, database.location())}
    , m_storage{reading(database), u"reports"_s}
    , m_worker{m_storage.add<ReportWorker>()}
    , m_service{{database, ReportSchedules::folderFor(dataFolder, database.location()), m_clock}}
{
    connect(m_worker, &ReportWorker::progressed, this,
            [this](quint64 task, const ReportProgress &progress) {
                m_tasks.setProgress(task, progress.rows, 0,
                                    tr("%1 rows, %2")
                                            .arg(m_locale.toString(progress.rows),
                                                 m_locale.formattedDataSize(progress.bytes)));
            });
    connect(m_worker, &ReportWorker::written, this, &ReportDesk::acceptWritten);
    connect(m_worker, &ReportWorker::failed, this, &ReportDesk::acceptFailure);
    connect(&m_tasks, &TaskModel::cancelRequested, this, [this](quint64 task) {
        if (m_running.contains(task))
            m_worker->cancel(task);
    });
    m_files.setMaxThreadCount(1); // one after the other
    wireService();
}

ReportDesk::~ReportDesk()
{
    m_worker->cancelAll();
}

void ReportDesk::wireService()
{
    ReportService *service = &m_service.service();
    connect(service, &ReportService::written, this, [this](const ScheduledOutcome &written) {
        emit told(tr("The scheduled report %1 was written to %2.")
                          .arg(written.schedule, written.outcome.file),
                  {});
        showSchedules();
    });
    connect(service, &ReportService::failed, this,
            [this](const QString &schedule, const Error &error) {
                keepProblem(
                        {schedule,
                         schedule.isEmpty()
                                 ? tr("Scheduled reports are not written; they are tried again.")
                                 : tr("The scheduled report %1 was not written; it is tried "
                                      "again.")
                                           .arg(schedule),
                         error});
            });
    connect(service, &ReportService::solved, this, &ReportDesk::forgetProblem);
}

void ReportDesk::keepProblem(const Problem &problem)
{
    m_problems.removeIf([&](const Problem &known) { return known.act == problem.act; });
    m_problems.append(problem);
    emit failed(problem.headline, problem.error);
}

void ReportDesk::forgetProblem(const QString &act)
{
    if (m_problems.removeIf([&](const Problem &known) { return known.act == act; }) == 0)
        return;
    if (m_problems.isEmpty())
        emit solved();
    else
        emit failed(m_problems.constLast().headline, m_problems.constLast().error);
}

void ReportDesk::dismiss()
{
    m_problems.clear();
    emit solved();
}

void ReportDesk::start()
{
    m_storage.start();
    m_service.start();
}

void ReportDesk::open(const QList<ReportRequest> &offered, QWidget &window)
{
    const bool isAgain = m_failed && m_failed->offerAgain(offered);
    ExportDialog *dialog =
            isAgain ? std::exchange(m_failed, nullptr).data() : makeDialog(offered, window);
    dialog->open();
}

ExportDialog *ReportDesk::makeDialog(const QList<ReportRequest> &offered, QWidget &window)
{
    auto *dialog = new ExportDialog{
            m_theme,
            m_locale,
            {offered, m_presets.all(), m_presets.lastPreset(), m_presets.lastFolder(), m_clock()},
            &window};
    connect(dialog, &QDialog::rejected, dialog, &QObject::deleteLater);
    connect(dialog, &ExportDialog::exportRequested, this,
            [this, dialog](const ReportRequest &request, const CsvFormat &format,
                           const QString &preset, const QString &file) {
                m_running.insert(write(request, format, preset, file), dialog);
            });
    connect(dialog, &ExportDialog::scheduleRequested, this,
            [this, dialog](const ReportSchedule &wanted, const QString &preset) {
                schedule(wanted, preset, *dialog);
            });
    connect(dialog, &ExportDialog::placeEntered, this,
            [this, dialog](const QString &path, bool isFolder) {
                checkPlace(path, isFolder, *dialog);
            });
    connect(dialog, &ExportDialog::presetSaved, this,
            [this](const QString &name, const CsvFormat &format) { m_presets.save(name, format); });
    connect(dialog, &ExportDialog::presetRemoved, this,
            [this](const QString &name) { m_presets.remove(name); });
    return dialog;
}

void ReportDesk::keepFailed(ExportDialog *dialog)
{
    discard(m_failed);
    m_failed = dialog;
}

// preset: empty where each option was chosen by hand, which nobody wants again unseen.
void ReportDesk::remember(const QString &preset, const QString &folder)
{
    if (!preset.isEmpty())
        m_presets.setLastPreset(preset);
    m_presets.setLastFolder(folder);
}

quint64 ReportDesk::write(const ReportRequest &request, const CsvFormat &format,
                          const QString &preset, const QString &file)
{
    remember(preset, QFileInfo{file}.absolutePath());
    forgetProblem(Exporting);
    const quint64 task = m_tasks.start(tr("Export: %1").arg(reportTitle(request.report)), true);
    m_worker->begin(task);
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, task, request, format, file] {
        worker->write(task, request, format, file);
    });
    return task;
}

// The window waits for no disk: work runs beside it, and answer, here, is told what came of it.
template <typename Work, typename Answer> void ReportDesk::withFiles(Work work, Answer answer)
{
    m_files.start([this, work, answer, schedules = m_schedules] {
        QMetaObject::invokeMethod(this, [answer, outcome = work(schedules)] { answer(outcome); });
    });
}

void ReportDesk::schedule(const ReportSchedule &schedule, const QString &preset,
                          ExportDialog &dialog)
{
    remember(preset, schedule.folder);
    forgetProblem(Scheduling);
    withFiles([schedule](const ReportSchedules &schedules) { return schedules.add(schedule); },
              [this, schedule, asked = QPointer{&dialog}](const Result<> &added) {
                  if (added)
                      discard(asked);
                  else
                      keepFailed(asked);
                  acceptScheduled(schedule, added);
              });
}

void ReportDesk::checkPlace(const QString &path, bool isFolder, ExportDialog &dialog)
{
    withFiles(
            [path, isFolder](const ReportSchedules &) {
                return isFolder ? ReportSchedules::checkFolder(path) : ReportFile::check(path);
            },
            [path, asked = QPointer{&dialog}](const Result<> &place) {
                if (asked)
                    asked->acceptPlace(path, place ? QString{} : errorText(place.error()));
            });
}

void ReportDesk::acceptScheduled(const ReportSchedule &schedule, const Result<> &added)
{
    if (!added) {
        keepProblem({Scheduling, tr("The report is not scheduled."), added.error()});
        return;
    }
    emit told(schedule.every == ReportEvery::Day
                      ? tr("%1 is written every day to %2.").arg(schedule.name, schedule.folder)
                      : tr("%1 is written every week to %2.").arg(schedule.name, schedule.folder),
              {});
    QMetaObject::invokeMethod(&m_service.service(), &ReportService::lookNow);
    showSchedules();
}

void ReportDesk::openSchedules(QWidget &window)
{
    m_schedulesDialog = new SchedulesDialog{m_theme, m_locale, &window};
    m_schedulesDialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_schedulesDialog, &SchedulesDialog::removeRequested, this,
            &ReportDesk::removeSchedule);
    connect(m_schedulesDialog, &SchedulesDialog::writeRequested, &m_service.service(),
            &ReportService::lookNow);
    connect(m_schedulesDialog, &SchedulesDialog::folderRequested, this,
            [](const QString &folder) { QDesktopServices::openUrl(QUrl::fromLocalFile(folder)); });
    showSchedules();
    m_schedulesDialog->open();
}

void ReportDesk::showSchedules()
{
    if (!m_schedulesDialog)
        return;
    withFiles([](const ReportSchedules &schedules) { return schedules.list(); },
              [this](const Result<QList<KeptSchedule>> &kept) { acceptSchedules(kept); });
}

void ReportDesk::acceptSchedules(const Result<QList<KeptSchedule>> &kept)
{
    if (!m_schedulesDialog) // closed meanwhile
        return;
    if (!kept) {
        m_schedulesDialog->banner().showMessage({Meaning::Danger,
                                                 tr("The scheduled reports cannot be read."),
                                                 errorText(kept.error()), kept.error().detail});
        return;
    }
    QList<ScheduledReport> reports;
    for (const auto &[schedule, writtenToMs, fault] : *kept) {
        ScheduledReport report{schedule.name,
                               schedule.request.report,
                               rowsWords(schedule.request),
                               formatWords(schedule.format, m_locale),
                               schedule.every,
                               schedule.folder,
                               {}};
        report.problem = fault ? errorText(*fault) : QString{};
        if (writtenToMs)
            report.writtenTo = QDateTime::fromMSecsSinceEpoch(*writtenToMs, Qt::UTC);
        reports.append(report);
    }
    m_schedulesDialog->setSchedules(reports);
}

void ReportDesk::removeSchedule(const QString &name)
{
    withFiles([name](const ReportSchedules &schedules) { return schedules.remove(name); },
              [this, name](const Result<KeptSchedule> &removed) { acceptRemoved(name, removed); });
}

void ReportDesk::acceptRemoved(const QString &name, const Result<KeptSchedule> &removed)
{
    if (!removed)
        reportProblem(tr("%1 is still scheduled.").arg(name), removed.error());
    else
        emit told(tr("%1 is not written any more. Its files stay.").arg(name),
                  removed->fault ? Undo{} : Undo{[this, removed = *removed] { putBack(removed); }});
    QMetaObject::invokeMethod(&m_service.service(), &ReportService::look);
    showSchedules();
}

void ReportDesk::putBack(const KeptSchedule &removed)
{
    withFiles([removed](const ReportSchedules &schedules) { return schedules.putBack(removed); },
              [this, schedule = removed.schedule](const Result<> &isBack) {
                  if (!isBack)
                      reportProblem(tr("%1 is not scheduled again.").arg(schedule.name),
                                    isBack.error());
                  else
                      acceptScheduled(schedule, isBack);
              });
}

// Where it is seen: above the list, or without it in the window.
void ReportDesk::reportProblem(const QString &headline, const Error &error)
{
    if (m_schedulesDialog)
        m_schedulesDialog->banner().showMessage(
                {Meaning::Danger, headline, errorText(error), error.detail});
    else
        emit failed(headline, error);
}

void ReportDesk::acceptWritten(quint64 task, const ReportOutcome &outcome)
{
    discard(m_running.take(task));
    const QString summary = tr("%n row(s) in %1.", nullptr, int(outcome.rows)).arg(outcome.file);
    m_tasks.appendLog(task, m_locale.formattedDataSize(outcome.bytes));
    m_tasks.finish(task, summary);
    emit told(summary, {});
}

void ReportDesk::acceptFailure(quint64 task, const Error &error)
{
    const QPointer<ExportDialog> dialog = m_running.take(task);
    if (error.kind == Error::Kind::Cancelled) {
        discard(dialog);
        m_tasks.acceptCancelled(task, tr("Cancelled. A file that was there is as it was."));
        return;
    }
    keepFailed(dialog);
    m_tasks.fail(task, errorText(error), error.detail);
    keepProblem({Exporting, tr("The rows were not exported."), error});
}
