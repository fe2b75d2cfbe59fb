// SPDX-License-Identifier: GPL-3.0-or-later
// What the Migrations panel is told, and how it shows it.
#include "views/migrations/backupsdialog.h"
#include "views/migrations/dryrundialog.h"
#include "views/migrations/migrationdetails.h"
#include "views/migrations/migrationspanel.h"
#include "views/migrations/rehearsalview.h"
#include "views/migrations/runbar.h"
#include "views/shell/banner.h"
#include "views/shell/emptystate.h"
#include "views/shell/progressline.h"
#include "views/tables/datatable.h"
#include "views/theme/textlabel.h"

#include <QStackedWidget>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

struct Look {
    Meaning meaning = Meaning::Working;
    QString icon; // empty: the meaning's own
};

Look lookOf(MigrationNotice::Kind kind)
{
    switch (kind) {
    case MigrationNotice::Kind::UpToDate:
        return {Meaning::Ok, {}};
    case MigrationNotice::Kind::Rehearsed:
        return {Meaning::Ok, u"shield"_s};
    case MigrationNotice::Kind::Empty:
        return {Meaning::Working, {}};
    case MigrationNotice::Kind::Pending:
        return {Meaning::Waiting, {}};
    case MigrationNotice::Kind::Drift:
    case MigrationNotice::Kind::Changed:
    case MigrationNotice::Kind::Missing:
    case MigrationNotice::Kind::Newer:
    case MigrationNotice::Kind::OldServer:
        return {Meaning::Warning, {}};
    case MigrationNotice::Kind::RehearsalFailed:
    case MigrationNotice::Kind::Unfinished:
        return {Meaning::Danger, {}};
    case MigrationNotice::Kind::None:
        break;
    }
    return {};
}

} // namespace

void MigrationsPanel::setDatabase(const QString &name, bool isReadOnly)
{
    m_state.database = name;
    m_state.isReadOnly = isReadOnly;
    showState();
}

void MigrationsPanel::setStatus(const MigrationStatus &status)
{
    m_state.status = status;
    showState();
}

void MigrationsPanel::setMarks(const QList<int> &baselines,
                               const QList<ValidationFinding> &findings)
{
    m_state.baselines = baselines;
    m_state.findings = findings;
    showState();
}

void MigrationsPanel::setCollecting(bool isCollecting)
{
    if (std::exchange(m_state.isCollecting, isCollecting) != isCollecting)
        updateNotice();
}

void MigrationsPanel::setPreviews(const QList<MigrationPreview> &previews)
{
    m_state.previews = previews;
    showState();
}

void MigrationsPanel::setReport(const std::optional<RehearsalReport> &report)
{
    m_state.rehearsal = report;
    m_rehearsal->setReport(report);
    if (m_run && report) { // told often: the rest of the panel stays as it is
        m_run->rehearsal = report;
        m_runBar->setRun(m_run);
        return;
    }
    showState();
}

void MigrationsPanel::setBackups(const QList<BackupRow> &backups)
{
    m_backups.setBackups(backups);
    showState();
}

void MigrationsPanel::setVerifyingBackup(const QString &file)
{
    m_backups.setVerifying(file);
}

void MigrationsPanel::setLoading(bool isLoading)
{
    m_loading->setBusy(isLoading);
}

void MigrationsPanel::beginRun(const QString &title, std::optional<int> target)
{
    m_run = MigrationRun{};
    m_run->title = title;
    m_run->startedAt = m_migrations.now();
    m_run->from = m_state.current();
    m_run->target = target.value_or(m_run->from);
    m_problem->clear();
    showState();
}

void MigrationsPanel::setProgress(const MigrationProgress &progress)
{
    if (!m_run) // a late report must not begin it again
        return;
    m_run->progress = progress;
    m_run->step.clear();
    m_migrations.setRunning(progress.version, progress.direction);
    m_runBar->setRun(m_run);
}

void MigrationsPanel::setStep(const QString &step)
{
    if (!m_run)
        return;
    m_run->step = step;
    m_runBar->setRun(m_run);
}

void MigrationsPanel::endRun()
{
    m_run.reset();
    if (m_state.rehearsal && !m_state.rehearsal->hasEnded()) // cancelled, or its server is gone
        m_state.rehearsal.reset();
    if (!m_state.rehearsal && !m_rehearsal->showsOutcome())
        m_rehearsal->setReport({});
    m_migrations.setRunning(0);
    showState();
}

void MigrationsPanel::setOutcome(const MigrationReport &outcome, const QList<ProofLine> &proof)
{
    m_state.rehearsal.reset(); // it was of what has happened now
    m_rehearsal->setOutcome(outcome, proof);
    showState();
    const int count = int(outcome.steps.size());
    emit succeeded(
            outcome.to >= outcome.from
                    ? tr("%n migration(s) applied. Every row is proven equal.", nullptr, count)
                    : tr("Back at version %1. Every row that stays is proven equal.")
                              .arg(outcome.to));
}

void MigrationsPanel::setBuffered(const std::optional<BufferedQuotes> &quotes)
{
    m_rehearsal->setBuffered(quotes);
}

void MigrationsPanel::showDryRun(const DryRun &dryRun)
{
    auto *dialog = new DryRunDialog{m_theme, dryRun, m_state, m_migrations.locale(), window()};
    dialog->show();
}

void MigrationsPanel::showValidated()
{
    const MigrationNotice::Kind kind =
            migrationNotice(m_state, m_migrations.now(), m_migrations.locale()).kind;
    using Kind = MigrationNotice::Kind;
    if (kind == Kind::UpToDate || kind == Kind::Pending || kind == Kind::Rehearsed ||
        kind == Kind::RehearsalFailed) {
        emit succeeded(tr("Validated: the history, every table, column and index are as the "
                          "migrations made them."));
    }
}

void MigrationsPanel::setProblem(const QString &headline, const QString &text,
                                 const QString &details)
{
    m_problem->showMessage({Meaning::Danger, headline, text, details}, {m_actions->validate});
    updatePage();
}

void MigrationsPanel::clearProblem()
{
    m_problem->clear();
    updatePage();
}

void MigrationsPanel::showState()
{
    m_migrations.setState(m_state);
    //: The present version of the database, and the newest: "Version 7 of 9"
    m_version->setText(m_state.status
                               ? tr("Version %1 of %2")
                                         .arg(m_migrations.locale().toString(m_state.current()),
                                              m_migrations.locale().toString(m_state.head()))
                               : QString{});
    m_runBar->setRun(m_run);
    updateNotice();
    updatePage();
    showCurrent();
}

void MigrationsPanel::updateNotice()
{
    const MigrationNotice notice =
            migrationNotice(m_state, m_migrations.now(), m_migrations.locale());
    if (m_run || notice.kind == MigrationNotice::Kind::None) { // the run bar says it
        m_notice->clear();
        return;
    }
    QList<QAction *> actions;
    switch (notice.kind) {
    case MigrationNotice::Kind::Rehearsed:
    case MigrationNotice::Kind::RehearsalFailed:
        actions = {m_actions->showReport};
        break;
    case MigrationNotice::Kind::Drift:
    case MigrationNotice::Kind::Missing:
    case MigrationNotice::Kind::Changed:
        actions = {m_actions->showDrift};
        break;
    case MigrationNotice::Kind::Unfinished:
        actions = {m_actions->resume, m_actions->undo};
        break;
    default:
        break;
    }
    const Look look = lookOf(notice.kind);
    m_notice->showMessage({look.meaning, notice.headline, notice.text, {}, look.icon}, actions);
}

void MigrationsPanel::updatePage()
{
    const bool isUnread = !m_state.status.has_value();
    m_empty->setSentence(
            m_problem->isHidden()
                    ? tr("The versions of this database are listed here once it was read.")
                    : tr("The migrations of this database could not be read."));
    m_tablePages->setCurrentIndex(isUnread && !m_problem->isHidden() ? 1 : 0);
}

void MigrationsPanel::showCurrent()
{
    const int selected = currentVersion();
    const QString busy = m_run ? tr("Wait until this has ended: %1").arg(m_run->title) : QString{};
    m_details->setMigration(m_state, selected);
    m_actions->update(m_state, selected, busy, m_backups.rowCount(), m_migrations.locale());
    if (m_backupsDialog)
        m_backupsDialog->setBlocked(busy);
}

void MigrationsPanel::selectWhatMatters()
{
    // The next one to run; where none waits, the present one.
    const int version = m_state.pending() > 0 ? m_state.current() + 1 : m_state.current();
    if (const int row = m_migrations.rowOf(version); row >= 0)
        m_table->setCurrentIndex(m_migrations.index(row, MigrationTableModel::NameColumn));
}
