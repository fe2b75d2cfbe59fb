// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/migrationrunner.h"
#include "migrations/proof/migrationloss.h"
#include "models/migrations/backuptablemodel.h"
#include "models/migrations/migrationrun.h"
#include "models/migrations/migrationtablemodel.h"
#include "models/migrations/migrationtext.h"
#include "views/migrations/migrationactions.h"
#include "views/tables/tableactions.h"
#include "views/theme/theme.h"

#include <QPointer>
#include <QWidget>

#include <optional>

class ActionButton;
class BackupsDialog;
class Banner;
class ExportAction;
class DangerousActDialog;
class DataTable;
class EmptyState;
class MigrationDetails;
class ProgressLine;
class QSplitter;
class QStackedWidget;
class RehearsalView;
class RunBar;
class TextLabel;
struct DangerousAct;

// Migrations: which versions the database has been through, what waits, what that would do, and the
// proof that nothing is lost. It asks the person before a dangerous act and everybody else by
// signal. GUI thread.
class MigrationsPanel final : public QWidget
{
    Q_OBJECT

public:
    MigrationsPanel(MigrationTableModel &migrations, BackupTableModel &backups, const Theme &theme,
                    QWidget *parent = nullptr);

    // For the window's menus.
    [[nodiscard]] QList<QAction *> editActions() const { return m_tableActions->edit(); }
    // Asks for the rows that the panel lists, as it lists them.
    [[nodiscard]] ExportAction &exportAction() { return *m_export; }
    [[nodiscard]] QList<QAction *> viewActions() const { return m_tableActions->view(); }
    [[nodiscard]] QList<QAction *> databaseActions() const { return m_actions->all(); }

    // Columns and the sizes of the parts, for settings.
    [[nodiscard]] QByteArray saveState() const;
    bool restoreState(const QByteArray &state);

    [[nodiscard]] const MigrationsState &state() const { return m_state; }

public slots:
    // The name that people know the database by; without the right to write nothing is applied.
    void setDatabase(const QString &name, bool isReadOnly);
    void setStatus(const MigrationStatus &status);
    // Versions that were adopted, and what is not as it should be in the history or the engine.
    void setMarks(const QList<int> &baselines, const QList<ValidationFinding> &findings);
    void setCollecting(bool isCollecting);
    void setPreviews(const QList<MigrationPreview> &previews);
    // The last rehearsal, and the present one stage by stage. Nothing when there is none.
    void setReport(const std::optional<RehearsalReport> &report);
    void setBackups(const QList<BackupRow> &backups);
    void setVerifyingBackup(const QString &file); // empty: none
    // While the database is read.
    void setLoading(bool isLoading);

    // Work began: "Applying 2 migrations". Until endRun() nothing else can be asked for. target:
    // the version that it goes to; nothing where it goes to none.
    void beginRun(const QString &title, std::optional<int> target = {});
    void setProgress(const MigrationProgress &progress);
    void setStep(const QString &step); // of a run that is no migration: "Comparing assets"
    void endRun();
    // Apply, revert or resume ended well: shows the proof and says so in a toast.
    void setOutcome(const MigrationReport &outcome, const QList<ProofLine> &proof);

    // Quotes that waited in the outbox while the last change ran; nothing: none were collected.
    void setBuffered(const std::optional<BufferedQuotes> &quotes);
    // Answers wayDownRequested(): asks the person, and names what would be lost. Nothing when
    // something runs or is asked already.
    void askRevert(const WayDown &way);
    // Answers dryRunRequested().
    void showDryRun(const DryRun &dryRun);
    // Answers validateRequested(), after the rest was set: says in a toast that all is well.
    void showValidated();

    // Something failed: what happened; what is safe and what to do; for the clipboard. Stays until
    // clearProblem() or the next run.
    void setProblem(const QString &headline, const QString &text, const QString &details);
    void clearProblem();

signals:
    void validateRequested();
    void dryRunRequested(int target);
    void rehearsalRequested(int target);
    void applyRequested(int target);
    void wayDownRequested(int target);
    // named: what the person agreed to lose.
    void revertRequested(int target, const QList<MigrationLoss> &named);
    void cancelRequested();
    void resumeRequested();
    void undoRequested();
    void backupsRequested(); // answered by setBackups()
    void verifyBackupRequested(const QString &file);
    void restoreRequested(const QString &file);
    void revealRequested(const QString &file); // show it in its folder
    void saveReportRequested(const QString &path);
    void succeeded(const QString &sentence); // for a toast

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QWidget *makeHeader();
    [[nodiscard]] QWidget *makeContent();
    [[nodiscard]] QWidget *makeTable();
    void connectActions();
    void connectParts();
    void showState();
    void updateNotice();
    void updatePage();
    void showCurrent();
    void fitHeader();
    void selectWhatMatters();
    [[nodiscard]] int currentVersion() const; // of the selected row; 0: none
    void askApply(int target);
    void askRestore(const QString &file);
    void openBackups();
    void showReport();
    template <typename Accepted> void ask(const DangerousAct &act, Accepted accepted);

    const Theme &m_theme;
    MigrationTableModel &m_migrations;
    BackupTableModel &m_backups;
    MigrationsState m_state;
    std::optional<MigrationRun> m_run;
    MigrationActions *m_actions = nullptr;
    ExportAction *m_export = nullptr;
    TableActions *m_tableActions = nullptr;
    TextLabel *m_version = nullptr;
    QAction *m_versionPlace = nullptr;
    QList<ActionButton *> m_rareButtons;
    ProgressLine *m_loading = nullptr;
    Banner *m_problem = nullptr;
    Banner *m_notice = nullptr;
    RunBar *m_runBar = nullptr;
    DataTable *m_table = nullptr;
    EmptyState *m_empty = nullptr;
    QStackedWidget *m_tablePages = nullptr;
    MigrationDetails *m_details = nullptr;
    RehearsalView *m_rehearsal = nullptr;
    QSplitter *m_rows = nullptr;
    QSplitter *m_columns = nullptr;
    QPointer<BackupsDialog> m_backupsDialog; // while it is open
    QPointer<DangerousActDialog> m_question; // while it is open
};
