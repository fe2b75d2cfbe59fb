// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/migrations/rehearsalview.h"

#include "models/collector/runtext.h"
#include "models/migrations/migrationtext.h"
#include "views/migrations/stagegrid.h"
#include "views/shell/emptystate.h"
#include "views/shell/filedialog.h"
#include "views/tables/datatable.h"
#include "views/tables/fixedtextdelegate.h"
#include "views/tables/numberdelegate.h"
#include "views/tables/statedelegate.h"
#include "views/tables/stateicon.h"
#include "views/theme/textlabel.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

// By column of ProofTableModel. In a narrow pane the checksum goes first.
const QList<ColumnWidth> Widths{{20, 15}, {9, 7}, {9, 7}, {7, 7, 1}, {9, 8}};

} // namespace

RehearsalView::RehearsalView(QAction &rehearse, QLocale locale, const Theme &theme, QWidget *parent)
    : QFrame{parent}
    , m_locale{locale}
    , m_theme{theme}
    , m_proof{locale}
{
    setFrameStyle(int(QFrame::StyledPanel) | int(QFrame::Plain));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    setMinimumSize(grown(270), grown(200)); // it scrolls inside
    m_pages = new QStackedWidget{this};
    auto *empty = new EmptyState{
            theme, u"index-lab"_s,
            tr("A rehearsal runs what waits on a copy of this database: up, down and up again. Its "
               "report proves that no row is lost. There is none yet."),
            this};
    empty->setNextStep(rehearse);
    m_pages->addWidget(empty);
    m_pages->addWidget(makeReport());
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_pages);
    connect(&theme, &Theme::changed, this, [this] {
        if (m_report)
            showState(*m_report);
    });
}

QWidget *RehearsalView::makeReport()
{
    auto *page = new QWidget{this};
    auto *content = new QWidget;
    auto *parts = new QVBoxLayout{content};
    parts->setContentsMargins(14, 10, 14, 4);
    parts->setSpacing(8);
    addHead(*parts);
    m_problem = new TextLabel{TextSize::Body, {}, content};
    m_problem->setObjectName(u"rehearsalProblem"_s);
    m_problem->setWordWrap(true);
    m_problem->setMeaning(m_theme, Meaning::Danger);
    parts->addWidget(m_problem);
    m_stages = new StageGrid{m_locale, m_theme, content};
    parts->addWidget(m_stages);
    addProof(*parts);

    auto *scroll = new QScrollArea{page}; // stages, proof and words are higher than a small window
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus); // the table inside takes it
    content->setBackgroundRole(QPalette::Base);
    scroll->setBackgroundRole(QPalette::Base);
    scroll->setWidget(content);
    auto *rows = new QVBoxLayout{page};
    rows->setContentsMargins(0, 0, 0, 10);
    rows->setSpacing(4);
    rows->addWidget(scroll, 1);
    addFoot(*rows);
    return page;
}

void RehearsalView::addHead(QVBoxLayout &rows)
{
    QWidget *content = rows.parentWidget();
    m_title = new TextLabel{TextSize::Section, {}, content};
    m_title->setObjectName(u"reportTitle"_s);
    m_subject = new TextLabel{TextSize::Secondary, {}, content};
    m_subject->setObjectName(u"reportSubject"_s);
    m_subject->setWordWrap(true);
    m_stateIcon = new QLabel{content};
    m_stateWord = new TextLabel{TextSize::Body, {}, content};
    m_stateWord->setObjectName(u"reportState"_s);
    m_stateWord->setFont(strongFont());
    m_headWords = new QBoxLayout{QBoxLayout::LeftToRight};
    m_headWords->setSpacing(8);
    m_headWords->addWidget(m_title);
    m_headWords->addWidget(m_subject, 1);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addLayout(m_headWords, 1);
    row->addWidget(m_stateIcon, 0, Qt::AlignTop);
    row->addWidget(m_stateWord, 0, Qt::AlignTop);
    rows.addLayout(row);
}

void RehearsalView::addProof(QVBoxLayout &rows)
{
    QWidget *content = rows.parentWidget();
    auto *heading = new TextLabel{TextSize::Body, tr("Proof"), content};
    heading->setFont(strongFont());
    auto *note = new TextLabel{TextSize::Body,
                               tr("rows and checksum of every shared column, before and after"),
                               content};
    note->setQuiet(true);
    note->setWordWrap(true);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(heading, 0, Qt::AlignTop);
    head->addWidget(note, 1);
    rows.addLayout(head);

    m_table = new DataTable{tr("Proof"), content};
    m_table->setObjectName(u"proofTable"_s);
    m_table->setModel(&m_proof);
    m_table->setItemDelegate(new CellDelegate{m_theme, m_table});
    auto *counts = new NumberDelegate{m_theme, 0, m_table};
    m_table->setItemDelegateForColumn(ProofTableModel::BeforeColumn, counts);
    m_table->setItemDelegateForColumn(ProofTableModel::AfterColumn, counts);
    m_table->setItemDelegateForColumn(ProofTableModel::ChecksumColumn,
                                      new FixedTextDelegate{m_theme, m_table});
    m_table->setItemDelegateForColumn(ProofTableModel::ResultColumn,
                                      new StateDelegate{m_theme, m_table});
    m_table->setColumnWidths(Widths);
    m_table->setMinimumHeight(grown(104));
    connect(&m_theme, &Theme::changed, m_table->viewport(), qOverload<>(&QWidget::update));
    rows.addWidget(m_table, 1);

    m_exceptions = new TextLabel{TextSize::Body, {}, content};
    m_exceptions->setObjectName(u"exceptions"_s);
    m_exceptions->setQuiet(true);
    m_exceptions->setWordWrap(true);
    m_quotes = new TextLabel{TextSize::Body, {}, content};
    m_quotes->setObjectName(u"quotesKept"_s);
    m_quotes->setQuiet(true);
    m_quotes->setWordWrap(true);
    m_quotes->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(16);
    foot->addWidget(m_exceptions, 1);
    foot->addWidget(m_quotes, 1);
    rows.addLayout(foot);
}

void RehearsalView::addFoot(QVBoxLayout &rows)
{
    QWidget *page = rows.parentWidget();
    m_save = new QPushButton{m_theme.icon(u"save"_s), tr("Save report…"), page};
    m_save->setObjectName(u"saveReportButton"_s);
    connect(m_save, &QPushButton::clicked, this, &RehearsalView::chooseFile);
    m_kept = new TextLabel{TextSize::Secondary, {}, page};
    m_kept->setWordWrap(true);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(14, 0, 14, 0);
    foot->setSpacing(8);
    foot->addWidget(m_save);
    foot->addWidget(m_kept, 1);
    rows.addLayout(foot);
}

void RehearsalView::setReport(const std::optional<RehearsalReport> &report)
{
    m_report = report;
    m_isOutcome = false;
    m_pages->setCurrentIndex(report ? 1 : 0);
    if (!report)
        return;
    m_title->setText(tr("Rehearsal report"));
    //: When a rehearsal was, and of what: "20 Nov 2026, 14:12, copy of market"
    m_subject->setText(
            tr("%1, copy of %2").arg(momentText(report->at, m_locale), report->database));
    m_stages->setStages(report->stages);
    m_proof.setProof(report->proof);
    m_exceptions->setText(tr("Declared exceptions: %1")
                                  .arg(report->exceptions.isEmpty()
                                               ? tr("none")
                                               : report->exceptions.join(u", "_s)));
    showState(*report);
    showFoot(*report);
}

void RehearsalView::setOutcome(const MigrationReport &outcome, const QList<ProofLine> &proof)
{
    RehearsalReport report;
    report.from = outcome.from;
    report.to = outcome.to;
    report.passed = outcome.verified;
    report.proof = proof;
    for (const MigrationStepReport &step : outcome.steps) {
        const bool isUp = step.direction == Direction::Up;
        report.stages.append({isUp ? RehearsalStage::Kind::Up : RehearsalStage::Kind::Down,
                              isUp ? step.version : step.version - 1, step.durationMs,
                              RehearsalStage::State::Done});
    }
    setReport(report);
    m_isOutcome = true;
    m_title->setText(tr("Migration report"));
    m_subject->setText(tr("from version %1 to %2").arg(outcome.from).arg(outcome.to));
    m_exceptions->clear();
}

void RehearsalView::setBuffered(const std::optional<BufferedQuotes> &quotes)
{
    m_quotes->setText(quotes ? quotesText(*quotes, m_locale)
                             : tr("Nothing was collected meanwhile"));
    m_quotes->setVisible(m_report && m_report->passed);
}

void RehearsalView::showState(const RehearsalReport &report)
{
    const bool hasFailed = !report.problem.isEmpty() ||
                           std::ranges::any_of(report.stages, [](const RehearsalStage &stage) {
                               return stage.state == RehearsalStage::State::Failed;
                           });
    const CellState state = report.passed ? CellState::Ok
                            : hasFailed   ? CellState::Failed
                                          : CellState::Working;
    m_stateIcon->setPixmap(stateIcon(m_theme, state).pixmap(smallIconSize()));
    m_stateWord->setMeaning(m_theme, stateMeaning(state));
    m_stateWord->setText(report.passed ? tr("Passed") : hasFailed ? tr("Failed") : tr("Running"));
    m_problem->setText(report.problem);
    m_problem->setVisible(!report.problem.isEmpty());
}

void RehearsalView::showFoot(const RehearsalReport &report)
{
    m_save->setVisible(!report.file.isEmpty());
    m_quotes->setVisible(report.passed && !m_quotes->text().isEmpty());
    m_kept->setText(
            report.file.isEmpty()
                    ? QString{}
                    : tr("Kept beside the backups, SHA-256 %1")
                              .arg(shortChecksum(report.sha256).replace(u' ', QChar::Nbsp)));
    m_save->setToolTip(tr("Kept as %1, SHA-256 %2").arg(report.file, report.sha256));
    showKept();
}

void RehearsalView::showKept()
{
    // In a narrow pane only the tool tip of Save has it.
    m_kept->setVisible(!m_kept->text().isEmpty() && width() >= grown(430));
}

void RehearsalView::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    const bool isNarrow = width() < grown(430);
    m_headWords->setDirection(isNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    m_headWords->setSpacing(isNarrow ? 2 : 8);
    showKept();
}

void RehearsalView::takeFocus()
{
    m_pages->currentIndex() == 1 ? m_table->setFocus(Qt::OtherFocusReason)
                                 : m_pages->currentWidget()->setFocus(Qt::OtherFocusReason);
}

void RehearsalView::chooseFile()
{
    auto *dialog =
            new FileDialog{this, tr("Save report"), {}, tr("Reports (*.json);;All files (*)")};
    dialog->setObjectName(u"saveReportDialog"_s);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"json"_s);
    dialog->selectFile(tr("rehearsal of %1, %2 to %3.json")
                               .arg(m_report->database)
                               .arg(m_report->from)
                               .arg(m_report->to));
    connect(dialog, &QFileDialog::fileSelected, this, &RehearsalView::saveReportRequested);
    dialog->open();
}
