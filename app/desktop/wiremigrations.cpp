// SPDX-License-Identifier: GPL-3.0-or-later
// How the composition root connects the Migrations panel with the worker that migrates.
#include "app/desktop/compositionroot.h"

#include "db/domain/errortext.h"
#include "migrations/backups/backuphook.h"
#include "models/migrations/migrationtext.h"
#include "views/collector/collectorpanel.h"
#include "views/migrations/migrationspanel.h"
#include "views/quotes/pricespanel.h"
#include "views/shell/banner.h"
#include "views/shell/toast.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QUrl>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

BackupRow rowOf(const Backup &backup)
{
    BackupRow row;
    row.file = backup.file;
    row.madeAt = backup.madeAt;
    row.version = backup.version;
    row.bytes = backup.bytes;
    row.reason = backup.reason;
    row.isKept = backup.isKept;
    row.check = BackupRow::Check::Verified; // or it would not be listed
    row.verifiedAt = backup.madeAt;
    return row;
}

struct MigrationSteps {
    Q_DECLARE_TR_FUNCTIONS(MigrationSteps)
};

QString stepText(const CopyProgress &progress)
{
    if (progress.phase == CopyProgress::Phase::Proving)
        return MigrationSteps::tr("Comparing %1").arg(progress.table);
    if (progress.table.isEmpty())
        return MigrationSteps::tr("Putting the database back");
    return MigrationSteps::tr("Putting %1 back").arg(progress.table);
}

// The target may be the report itself.
bool saveReport(const QString &report, const QString &path)
{
    QFile source{report};
    if (!source.open(QIODevice::ReadOnly))
        return false;
    const QByteArray text = source.readAll();
    QSaveFile target{path};
    return source.error() == QFile::NoError && target.open(QIODevice::WriteOnly) &&
           target.write(text) == text.size() && target.commit();
}

} // namespace

void CompositionRoot::wireMigrations()
{
    m_migrator->configure(m_options.database,
                          backupFolderFor(m_options.dataFolder, m_options.database.location()));
    m_migrationsPanel->setDatabase(m_options.isDemo ? tr("demo") : m_options.database.displayName(),
                                   m_options.database.readOnly);
    m_window.addPanelActions(m_migrationsPanel, MenuPlace::Edit, m_migrationsPanel->editActions());
    m_window.addPanelActions(m_migrationsPanel, MenuPlace::View, m_migrationsPanel->viewActions());
    m_window.addPanelActions(m_migrationsPanel, MenuPlace::Database,
                             m_migrationsPanel->databaseActions());

    connect(&m_openMigrations, &QAction::triggered, this,
            [this] { m_window.showPanel(m_migrationsPanel); });
    connect(m_migrator, &MigrationWorker::looked, this, &CompositionRoot::acceptLook);
    connect(m_migrator, &MigrationWorker::progressed, m_migrationsPanel,
            &MigrationsPanel::setProgress);
    connect(m_migrator, &MigrationWorker::rehearsed, m_migrationsPanel,
            [panel = m_migrationsPanel](const RehearsalReport &report) {
                panel->setReport(report);
            });
    connect(m_migrator, &MigrationWorker::migrated, this, &CompositionRoot::acceptMigrated);
    connect(m_migrator, &MigrationWorker::lookedDown, this, &CompositionRoot::acceptWayDown);
    connect(m_migrator, &MigrationWorker::dryRunDone, this, [this](const DryRun &dryRun) {
        m_migrationsPanel->setLoading(false);
        m_migrationsPanel->showDryRun(dryRun);
    });
    connect(m_migrator, &MigrationWorker::rehearsalEnded, this, [this](const auto &report) {
        endMigration();
        m_migrationsPanel->setReport(report);
        showBuffered();
        if (report.passed)
            m_tasks.finish(m_migrationTask, tr("Rehearsed: every row is proven equal."));
        else
            m_tasks.fail(m_migrationTask, report.problem, {});
    });
    connect(m_migrator, &MigrationWorker::backupVerified, this, [this](const QString &file) {
        noteBackup(file, BackupRow::Check::Verified);
        m_window.toast().showMessage(tr("The backup is whole: every table is as it was made."));
    });
    connect(m_migrator, &MigrationWorker::restoring, this, [this](const CopyProgress &progress) {
        m_migrationsPanel->setStep(stepText(progress));
    });
    connect(m_migrator, &MigrationWorker::restored, this, [this](const QString &file) {
        endMigration();
        const QString summary = tr("Restored from %1.").arg(QFileInfo{file}.fileName());
        m_tasks.finish(m_migrationTask, summary);
        m_window.toast().showMessage(summary);
        refreshAll();
    });
    connect(m_migrator, &MigrationWorker::failed, this, &CompositionRoot::acceptMigrationFailure);
    connect(&m_tasks, &TaskModel::cancelRequested, this, [this](quint64 id) {
        if (id == m_migrationTask)
            m_migrator->cancel();
    });
    wireMigrationsPanel();
}

void CompositionRoot::wireMigrationsPanel()
{
    MigrationsPanel *panel = m_migrationsPanel;
    connect(panel, &MigrationsPanel::validateRequested, this, [this] {
        m_isValidating = true;
        m_hasRunProblem = false;
        m_migrationsPanel->clearProblem();
        lookAtMigrations();
    });
    connect(panel, &MigrationsPanel::dryRunRequested, this, [this](int target) {
        m_migrationsPanel->setLoading(true);
        QMetaObject::invokeMethod(m_migrator,
                                  [worker = m_migrator, target] { worker->dryRun(target); });
    });
    connect(panel, &MigrationsPanel::backupsRequested, this, &CompositionRoot::lookAtMigrations);
    connect(panel, &MigrationsPanel::cancelRequested, this,
            [this] { m_tasks.requestCancel(m_migrationTask); });
    connect(panel, &MigrationsPanel::applyRequested, this, [this](int target) {
        beginMigration({tr("Apply migrations up to %1").arg(target), target},
                       [target](MigrationWorker &worker) { worker.apply(target); });
    });
    connect(panel, &MigrationsPanel::wayDownRequested, this, [this](int target) {
        m_migrationsPanel->setLoading(true);
        QMetaObject::invokeMethod(m_migrator,
                                  [worker = m_migrator, target] { worker->lookDown(target); });
    });
    connect(panel, &MigrationsPanel::revertRequested, this,
            [this](int target, const QList<MigrationLoss> &named) {
                beginMigration({tr("Go back to version %1").arg(target), target},
                               [=](MigrationWorker &worker) { worker.revert(target, named); });
            });
    connect(panel, &MigrationsPanel::rehearsalRequested, this, [this](int target) {
        beginMigration({tr("Rehearse up to version %1").arg(target), target,
                        tr("Cancelled. Only a copy was changed, and it is gone.")},
                       [target](MigrationWorker &worker) { worker.rehearse(target); });
    });
    connect(panel, &MigrationsPanel::resumeRequested, this, [this] {
        beginMigration({tr("Go on with the unfinished migration"), {}},
                       [](MigrationWorker &worker) { worker.resume(false); });
    });
    connect(panel, &MigrationsPanel::undoRequested, this, [this] {
        beginMigration({tr("Take back the unfinished migration"), {}},
                       [](MigrationWorker &worker) { worker.resume(true); });
    });
    connect(panel, &MigrationsPanel::restoreRequested, this, [this](const QString &file) {
        beginMigration({tr("Restore a backup"),
                        {},
                        tr("Cancelled. No row of the backup was put back; the newest backup has "
                           "all that was there.")},
                       [file](MigrationWorker &worker) { worker.restore(file); });
    });
    connect(panel, &MigrationsPanel::verifyBackupRequested, this, [this](const QString &file) {
        m_verifyingBackup = file;
        m_migrationsPanel->setVerifyingBackup(file);
        m_migrator->allow();
        QMetaObject::invokeMethod(m_migrator,
                                  [worker = m_migrator, file] { worker->verifyBackup(file); });
    });
    connect(panel, &MigrationsPanel::revealRequested, this, [](const QString &file) {
        QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo{file}.absolutePath()));
    });
    connect(panel, &MigrationsPanel::saveReportRequested, this, [this](const QString &path) {
        const std::optional<RehearsalReport> &report = m_migrationsPanel->state().rehearsal;
        if (report && saveReport(report->file, path))
            m_window.toast().showMessage(tr("Report saved as %1.").arg(path));
        else
            m_migrationsPanel->setProblem(tr("The report was not saved."),
                                          tr("%1 cannot be written.").arg(path), {});
    });
    connect(panel, &MigrationsPanel::succeeded, this,
            [this](const QString &sentence) { m_window.toast().showMessage(sentence); });
}

void CompositionRoot::lookAtMigrations()
{
    m_migrationsPanel->setLoading(true);
    QMetaObject::invokeMethod(m_migrator, &MigrationWorker::look);
}

void CompositionRoot::beginMigration(const MigrationJob &job,
                                     const std::function<void(MigrationWorker &)> &work)
{
    m_hasRunProblem = false;
    m_migrationsPanel->clearProblem();
    m_migrationsPanel->beginRun(job.title, job.target);
    m_outboxCount.begin();
    m_migrationJob = job;
    m_migrationTask = m_tasks.start(job.title, true);
    m_migrator->allow();
    QMetaObject::invokeMethod(m_migrator, [worker = m_migrator, work] { work(*worker); });
}

void CompositionRoot::endMigration()
{
    m_migrationsPanel->endRun();
    m_outboxCount.end();
    m_migrationJob.reset();
}

void CompositionRoot::noteBackup(const QString &file, BackupRow::Check check)
{
    m_backupChecks.insert(file, {check, QDateTime::currentDateTimeUtc()});
    m_verifyingBackup.clear();
    m_migrationsPanel->setVerifyingBackup({});
    lookAtMigrations();
}

// The last change of the database, and what was collected during it.
void CompositionRoot::showBuffered()
{
    m_migrationsPanel->setBuffered(m_collector ? std::optional{m_outboxCount.quotes()}
                                               : std::nullopt);
}

void CompositionRoot::acceptLook(const MigrationLook &look)
{
    m_migrationsPanel->setLoading(false);
    m_migrationsPanel->setCollecting(m_collector != nullptr);
    if (!m_hasRunProblem) // that it can be read again does not solve what failed
        m_migrationsPanel->clearProblem();
    m_migrationsPanel->setStatus(look.status);
    if (!std::exchange(m_isCancelTold, true))
        tellCancelled(cancelledText(look.status));
    m_migrationsPanel->setMarks(look.baselines, look.findings);
    m_migrationsPanel->setPreviews(look.previews);
    QList<BackupRow> rows;
    for (const Backup &backup : look.backups) {
        BackupRow row = rowOf(backup);
        if (const auto check = m_backupChecks.constFind(backup.file);
            check != m_backupChecks.cend()) {
            row.check = check->first;
            row.verifiedAt = check->second;
        }
        rows.append(row);
    }
    m_migrationsPanel->setBackups(rows);
    if (std::exchange(m_isValidating, false))
        m_migrationsPanel->showValidated();
    showDatabase(look.status.current);
    showBehind(look.status);
}

void CompositionRoot::tellCancelled(const QString &sentence)
{
    m_tasks.acceptCancelled(m_migrationTask, sentence);
    m_window.toast().showMessage(sentence);
}

void CompositionRoot::acceptWayDown(const WayDown &way)
{
    m_migrationsPanel->setLoading(false);
    if (way.from == m_migrationsPanel->state().current()) {
        m_migrationsPanel->askRevert(way);
        return;
    }
    m_window.toast().showMessage(
            tr("Another program brought the database to version %1 meanwhile. Look at it again "
               "before you revert.")
                    .arg(way.from));
    lookAtMigrations();
}

void CompositionRoot::acceptMigrated(const MigrationReport &report)
{
    endMigration();
    m_migrationsPanel->setOutcome(report, report.steps.isEmpty() ? QList<ProofLine>{}
                                                                 : report.steps.constLast().proof);
    showBuffered();
    m_tasks.finish(m_migrationTask, tr("Version %1. Every row is there.").arg(report.to));
    refreshAll();
    // A database that was behind is collected into from now on.
    if (!m_collector && !m_options.isDemo) {
        m_prices->banner().clear();
        m_collectorPanel->banner().clear();
        startCollecting(m_options.priceServer);
    }
}

void CompositionRoot::acceptMigrationFailure(const Error &error)
{
    m_migrationsPanel->setLoading(false);
    m_isValidating = false;
    if (!m_verifyingBackup.isEmpty()) {
        const bool isDamaged =
                error.kind == Error::Kind::Corrupt || error.kind == Error::Kind::NotFound;
        noteBackup(m_verifyingBackup,
                   isDamaged ? BackupRow::Check::Damaged : BackupRow::Check::NotVerified);
        m_hasRunProblem = true;
        m_migrationsPanel->setProblem(tr("The backup was not verified."), errorText(error),
                                      error.detail);
        return;
    }
    if (!std::exchange(m_isCancelTold, true))
        tellCancelled(tr("Cancelled. What it left could not be read."));
    if (!m_migrationJob) { // it was only looked at
        m_migrationsPanel->setProblem(tr("The migrations cannot be read."), errorText(error),
                                      error.detail);
        return;
    }
    const MigrationJob job = *m_migrationJob;
    endMigration();
    if (error.kind == Error::Kind::Cancelled) {
        m_isCancelTold = !job.cancelled.isEmpty();
        if (m_isCancelTold) // otherwise the look that follows tells
            tellCancelled(job.cancelled);
        return;
    }
    m_tasks.fail(m_migrationTask, errorText(error), error.detail);
    m_hasRunProblem = true;
    m_migrationsPanel->setProblem(tr("This did not work: %1.").arg(job.title), errorText(error),
                                  error.detail);
}
