// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/migrationrunner.h"
#include "models/migrations/migrationtext.h"
#include "models/migrations/prooftablemodel.h"
#include "views/theme/theme.h"

#include <QFrame>

#include <optional>

class DataTable;
class EmptyState;
class QAction;
class QBoxLayout;
class QLabel;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;
class StageGrid;
class TextLabel;

// What a rehearsal did to the copy, stage by stage, and the proof that no row was lost; after a
// change to the database itself, the proof of that. GUI thread.
class RehearsalView final : public QFrame
{
    Q_OBJECT

public:
    // rehearse: the next step while there is no report. Not owned.
    RehearsalView(QAction &rehearse, QLocale locale, const Theme &theme, QWidget *parent = nullptr);

    // Nothing takes the report away.
    void setReport(const std::optional<RehearsalReport> &report);
    // A change of the database itself ended well.
    void setOutcome(const MigrationReport &outcome, const QList<ProofLine> &proof);
    [[nodiscard]] bool showsOutcome() const { return m_isOutcome; }
    void setBuffered(const std::optional<BufferedQuotes> &quotes);
    void takeFocus();

signals:
    void saveReportRequested(const QString &path);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QWidget *makeReport();
    void addHead(QVBoxLayout &rows);
    void addProof(QVBoxLayout &rows);
    void addFoot(QVBoxLayout &rows);
    void showState(const RehearsalReport &report);
    void showFoot(const RehearsalReport &report);
    void showKept();
    void chooseFile();

    QLocale m_locale;
    const Theme &m_theme;
    ProofTableModel m_proof;
    std::optional<RehearsalReport> m_report;
    bool m_isOutcome = false; // of a change of the database itself
    QStackedWidget *m_pages = nullptr;
    QBoxLayout *m_headWords = nullptr; // title and subject, in a narrow pane below each other
    TextLabel *m_title = nullptr;
    TextLabel *m_subject = nullptr;
    QLabel *m_stateIcon = nullptr;
    TextLabel *m_stateWord = nullptr;
    TextLabel *m_problem = nullptr;
    StageGrid *m_stages = nullptr;
    DataTable *m_table = nullptr;
    TextLabel *m_exceptions = nullptr;
    TextLabel *m_quotes = nullptr;
    TextLabel *m_kept = nullptr;
    QPushButton *m_save = nullptr;
};
