// SPDX-License-Identifier: GPL-3.0-or-later
// How the composition root connects the Migrations panel with the worker that migrates.
#include "app/desktop/compositionroot.h"

#include "db/domain/errortext.h"
#include "migrations/backups/backuphook.h"
#include "views/migrations/migrationspanel.h"
#include "views/shell/toast.h"

#include <QDesktopServices>
#include <QFile>
#include <QFileInfo>
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
    return row;
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

    connect(m_migrator, &MigrationWorker::looked, this, &CompositionRoot::acceptLook);
    connect(m_migrator, &MigrationWorker::progressed, m_migrationsPanel,
            &MigrationsPanel::setProgress);
    connect(m_migrator, &MigrationWorker::rehearsed, m_migrationsPanel,
            [panel = m_migrationsPanel](const RehearsalReport &report) {
                panel->setReport(report);
            });
    connect(m_migrator, &MigrationWorker::migrated, this, &CompositionRoot::acceptMigrated);
    connect(m_migrator, &MigrationWorker::dryRunDone, this, [this](const DryRun &dryRun) {
        m_migrationsPanel->setLoading(false);
        m_migrationsPanel->showDryRun(dryRun);
    });
    connect(m_migrator, &MigrationWorker::rehearsalEnded, this, [this](const auto &report) {
        m_migrationsPanel->endRun();
        m_migrationsPanel->setReport(report);
        m_outboxCount.end();
        showBuffered();
        if (report.passed)
            m_tasks.finish(m_migrationTask, tr("Rehearsed: every row is proven equal."));
        else
            m_tasks.fail(m_migrationTask, report.problem, {});
    });
    connect(m_migrator, &MigrationWorker::backupVerified, this, [this](const QString &file) {
        m_verifiedBackups.insert(file, QDateTime::currentDateTimeUtc());
        m_migrationsPanel->setVerifyingBackup({});
        lookAtMigrations();
    });
    connect(m_migrator, &MigrationWorker::restored, this, [this](const QString &file) {
        m_migrationsPanel->endRun();
        m_tasks.finish(m_migrationTask, tr("Restored from %1.").arg(QFileInfo{file}.fileName()));
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
        beginMigration(tr("Apply migrations up to %1").arg(target), target,
                       [target](MigrationWorker &worker) { worker.apply(target); });
    });
    connect(panel, &MigrationsPanel::revertRequested, this, [this](int target, bool acceptLoss) {
        const LossPolicy policy = acceptLoss ? LossPolicy::Accept : LossPolicy::Refuse;
        beginMigration(tr("Go back to version %1").arg(target), target,
                       [=](MigrationWorker &worker) { worker.revert(target, policy); });
    });
    connect(panel, &MigrationsPanel::rehearsalRequested, this, [this](int target) {
        beginMigration(tr("Rehearse up to version %1").arg(target), target,
                       [target](MigrationWorker &worker) { worker.rehearse(target); });
    });
    connect(panel, &MigrationsPanel::resumeRequested, this, [this] {
        beginMigration(tr("Go on with the unfinished migration"), {},
                       [](MigrationWorker &worker) { worker.resume(false); });
    });
    connect(panel, &MigrationsPanel::undoRequested, this, [this] {
        beginMigration(tr("Take back the unfinished migration"), {},
                       [](MigrationWorker &worker) { worker.resume(true); });
    });
    connect(panel, &MigrationsPanel::restoreRequested, this, [this](const QString &file) {
        beginMigration(tr("Restore a backup"), {},
                       [file](MigrationWorker &worker) { worker.restore(file); });
    });
    connect(panel, &MigrationsPanel::verifyBackupRequested, this, [this](const QString &file) {
        m_migrationsPanel->setVerifyingBackup(file);
        QMetaObject::invokeMethod(m_migrator,
                                  [worker = m_migrator, file] { worker->verifyBackup(file); });
    });
    connect(panel, &MigrationsPanel::revealRequested, this, [](const QString &file) {
        QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo{file}.absolutePath()));
    });
    connect(panel, &MigrationsPanel::saveReportRequested, this, [this](const QString &path) {
        const std::optional<RehearsalReport> &report = m_migrationsPanel->state().rehearsal;
        QFile::remove(path);
        if (report && QFile::copy(report->file, path))
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

void CompositionRoot::beginMigration(const QString &title, std::optional<int> target,
                                     const std::function<void(MigrationWorker &)> &work)
{
    m_migrationsPanel->clearProblem();
    m_migrationsPanel->beginRun(title, target);
    m_outboxCount.begin();
    m_migrationTask = m_tasks.start(title, true);
    QMetaObject::invokeMethod(m_migrator, [worker = m_migrator, work] { work(*worker); });
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
    m_migrationsPanel->setStatus(look.status);
    m_migrationsPanel->setMarks(look.baselines, look.findings);
    m_migrationsPanel->setPreviews(look.previews);
    QList<BackupRow> rows;
    for (const Backup &backup : look.backups) {
        BackupRow row = rowOf(backup);
        if (const auto verified = m_verifiedBackups.constFind(backup.file);
            verified != m_verifiedBackups.cend()) {
            row.check = BackupRow::Check::Verified;
            row.verifiedAt = *verified;
        }
        rows.append(row);
    }
    m_migrationsPanel->setBackups(rows);
    if (std::exchange(m_isValidating, false))
        m_migrationsPanel->showValidated();
    showDatabase(look.status.current);
}

void CompositionRoot::acceptMigrated(const MigrationReport &report)
{
    m_migrationsPanel->endRun();
    m_migrationsPanel->setOutcome(report, report.steps.isEmpty() ? QList<ProofLine>{}
                                                                 : report.steps.constLast().proof);
    m_outboxCount.end();
    showBuffered();
    m_tasks.finish(m_migrationTask, tr("Version %1. Every row is there.").arg(report.to));
    refreshAll();
    // A database that was behind is collected into from now on.
    if (!m_collector && !m_options.isDemo)
        startCollecting(m_options.priceServer);
}

void CompositionRoot::acceptMigrationFailure(const Error &error)
{
    m_migrationsPanel->setLoading(false);
    m_migrationsPanel->setVerifyingBackup({});
    m_migrationsPanel->endRun();
    m_outboxCount.end();
    m_isValidating = false;
    if (error.kind == Error::Kind::Cancelled) {
        m_tasks.acceptCancelled(m_migrationTask, tr("Cancelled. The database is as before."));
        return;
    }
    m_tasks.fail(m_migrationTask, errorText(error), error.detail);
    m_migrationsPanel->setProblem(tr("That did not work."), errorText(error), error.detail);
}
