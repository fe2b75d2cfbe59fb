// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/migrations/migrationspanel.h"

#include "views/migrations/backupsdialog.h"
#include "views/migrations/migrationacts.h"
#include "views/migrations/migrationdetails.h"
#include "views/migrations/rehearsalview.h"
#include "views/migrations/runbar.h"
#include "views/reports/exportaction.h"
#include "views/shell/actionbutton.h"
#include "views/shell/banner.h"
#include "views/shell/emptystate.h"
#include "views/shell/firstfocus.h"
#include "views/shell/panelheader.h"
#include "views/shell/panellayout.h"
#include "views/shell/panelstate.h"
#include "views/shell/progressline.h"
#include "views/tables/datatable.h"
#include "views/tables/fixedtextdelegate.h"
#include "views/tables/numberdelegate.h"
#include "views/tables/statedelegate.h"
#include "views/theme/textlabel.h"

#include <QSplitter>
#include <QStackedWidget>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr quint8 StateVersion = 1;
// By column of MigrationTableModel. In a narrow window who applied it goes first.
const QList<ColumnWidth> Widths{{4, 4}, {62, 20},    {13, 13},   {18, 17},
                                {9, 8}, {14, 12, 1}, {12, 11, 2}};

} // namespace

MigrationsPanel::MigrationsPanel(MigrationTableModel &migrations, BackupTableModel &backups,
                                 const Theme &theme, QWidget *parent)
    : QWidget{parent}
    , m_theme{theme}
    , m_migrations{migrations}
    , m_backups{backups}
    , m_actions{new MigrationActions{theme, this}}
{
    // Made in the order in which Tab goes through them.
    QWidget *header = makeHeader();
    m_loading = new ProgressLine{this};
    layOutPanel(*this, header, makeContent(), m_loading);
    setFirstFocus(*this, *m_table);
    m_tableActions = new TableActions{*m_table, theme, *this};
    m_export = new ExportAction{
            theme, *this, [] {
                // Newest first, as the table has them.
                return QList{
                        ReportRequest{.report = Report::Migrations, .sort = {{u"version"_s, true}}},
                        ReportRequest{.report = Report::Events, .sort = {{u"time"_s, true}}}};
            }};
    connectActions();
    connectParts();
    showState();
}

QWidget *MigrationsPanel::makeHeader()
{
    auto *header = new PanelHeader{tr("Migrations"), this};
    m_version = new TextLabel{TextSize::Body, {}, header};
    m_version->setObjectName(u"versionLabel"_s);
    m_version->setQuiet(true);
    m_versionPlace = header->addWidget(m_version);
    header->addStretch();
    m_rareButtons << header->addButton(*m_actions->validate)
                  << header->addButton(*m_actions->backups)
                  << header->addButton(*m_actions->revert);
    header->addSeparator();
    m_rareButtons << header->addButton(*m_actions->dryRun)
                  << header->addButton(*m_actions->rehearse);
    header->addButton(*m_actions->apply)->setDefault(true);
    return header;
}

QWidget *MigrationsPanel::makeContent()
{
    auto *content = new QWidget{this};
    m_problem = new Banner{m_theme, content};
    m_problem->setObjectName(u"problemBanner"_s);
    m_notice = new Banner{m_theme, content};
    m_notice->setObjectName(u"noticeBanner"_s);
    m_runBar = new RunBar{m_migrations.locale(), [this] { return m_migrations.now(); }, m_theme,
                          content};

    m_rows = new QSplitter{Qt::Vertical, content};
    m_rows->setObjectName(u"rowsSplitter"_s);
    m_rows->setHandleWidth(8);
    m_rows->addWidget(makeTable());
    m_columns = new QSplitter{Qt::Horizontal, m_rows};
    m_columns->setObjectName(u"columnsSplitter"_s);
    m_columns->setHandleWidth(8);
    m_details = new MigrationDetails{*m_actions->dryRun, m_migrations.locale(), m_theme, m_columns};
    m_rehearsal =
            new RehearsalView{*m_actions->rehearse, m_migrations.locale(), m_theme, m_columns};
    m_columns->addWidget(m_details);
    m_columns->addWidget(m_rehearsal);
    m_columns->setCollapsible(0, false);
    m_columns->setStretchFactor(0, 7);
    m_columns->setStretchFactor(1, 6);
    m_columns->setSizes({620, 536});
    m_columns->setMinimumHeight(grown(210));
    m_rows->addWidget(m_columns);
    m_rows->setChildrenCollapsible(false);
    m_rows->setStretchFactor(0, 2);
    m_rows->setStretchFactor(1, 3);
    m_rows->setSizes({275, 392});
    // A scroll area gives what it holds its wanted height where text wraps: this wants no more than
    // it needs.
    m_rows->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored);
    m_rows->setMinimumHeight(grown(310));

    stackParts(*content, {m_problem, m_notice, m_runBar, m_rows});
    return scrollingWhole(content, this);
}

QWidget *MigrationsPanel::makeTable()
{
    m_table = new DataTable{tr("Migrations"), this};
    m_table->setObjectName(u"migrationsTable"_s);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setModel(&m_migrations);
    m_table->setItemDelegate(new CellDelegate{m_theme, m_table});
    auto *numbers = new NumberDelegate{m_theme, 0, m_table};
    m_table->setItemDelegateForColumn(MigrationTableModel::NumberColumn, numbers);
    m_table->setItemDelegateForColumn(MigrationTableModel::DurationColumn, numbers);
    m_table->setItemDelegateForColumn(MigrationTableModel::StateColumn,
                                      new StateDelegate{m_theme, m_table});
    m_table->setItemDelegateForColumn(MigrationTableModel::ChecksumColumn,
                                      new FixedTextDelegate{m_theme, m_table});
    m_table->setColumnWidths(Widths);
    m_table->setMinimumHeight(grown(84));
    connect(&m_theme, &Theme::changed, m_table->viewport(), qOverload<>(&QWidget::update));

    m_empty = new EmptyState{m_theme, u"migrations"_s, {}, this};
    m_tablePages = new QStackedWidget{this};
    m_tablePages->addWidget(m_table);
    m_tablePages->addWidget(m_empty);
    return m_tablePages;
}

void MigrationsPanel::connectActions()
{
    const auto on = [this](QAction *action, auto what) {
        connect(action, &QAction::triggered, this, what);
    };
    on(m_actions->validate, [this] { emit validateRequested(); });
    on(m_actions->dryRun, [this] { emit dryRunRequested(m_state.head()); });
    on(m_actions->rehearse, [this] { emit rehearsalRequested(m_state.head()); });
    on(m_actions->apply, [this] { askApply(m_state.head()); });
    on(m_actions->applySelected, [this] { askApply(currentVersion()); });
    on(m_actions->revert, [this] {
        emit wayDownRequested(MigrationActions::revertTarget(m_state, currentVersion()));
    });
    on(m_actions->resume, [this] { emit resumeRequested(); });
    on(m_actions->undo, [this] { emit undoRequested(); });
    on(m_actions->backups, [this] { openBackups(); });
    on(m_actions->showReport, [this] { showReport(); });
    on(m_actions->showDrift, [this] { m_details->showDrift(); });
}

void MigrationsPanel::connectParts()
{
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &MigrationsPanel::showCurrent);
    connect(&m_migrations, &QAbstractItemModel::modelReset, this,
            &MigrationsPanel::selectWhatMatters);
    connect(m_rehearsal, &RehearsalView::saveReportRequested, this,
            &MigrationsPanel::saveReportRequested);
    connect(m_runBar, &RunBar::cancelRequested, this, [this] {
        m_run->isCancelling = true; // said at once; the worker may need a moment
        m_runBar->setRun(m_run);
        emit cancelRequested();
    });
}

QByteArray MigrationsPanel::saveState() const
{
    return packedState(StateVersion, m_table->saveColumns(), m_rows->saveState(),
                       m_columns->saveState());
}

bool MigrationsPanel::restoreState(const QByteArray &state)
{
    QByteArray columns;
    QByteArray rowSizes;
    QByteArray columnSizes;
    return unpackState(state, StateVersion, columns, rowSizes, columnSizes) &&
           m_table->restoreColumns(columns) && m_rows->restoreState(rowSizes) &&
           m_columns->restoreState(columnSizes);
}

int MigrationsPanel::currentVersion() const
{
    const QModelIndex current = m_table->currentIndex();
    return current.isValid() ? m_migrations.version(current.row()) : 0;
}

template <typename Accepted> void MigrationsPanel::ask(const DangerousAct &act, Accepted accepted)
{
    m_question = new DangerousActDialog{m_theme, act, m_backupsDialog ? m_backupsDialog : window()};
    connect(m_question, &QDialog::accepted, this, accepted);
    m_question->open();
}

// Apply is never the one that does not fit: the rare ones give up their labels first.
void MigrationsPanel::fitHeader()
{
    m_versionPlace->setVisible(width() > grown(950));
    for (ActionButton *button : std::as_const(m_rareButtons))
        button->setIconOnly(width() < grown(button == m_rareButtons.constLast() ? 640 : 860));
}

void MigrationsPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitHeader();
}

void MigrationsPanel::askApply(int target)
{
    ask(applyAct(m_state, target, m_migrations.locale()),
        [this, target] { emit applyRequested(target); });
}

void MigrationsPanel::askRevert(const WayDown &way)
{
    if (m_run || (m_question && m_question->isVisible()))
        return;
    ask(revertAct(m_state, way, m_migrations.locale()),
        [this, way] { emit revertRequested(way.to, way.losses); });
}

void MigrationsPanel::askRestore(const QString &file)
{
    for (int row = 0; row < m_backups.rowCount(); ++row) {
        if (m_backups.backup(row).file == file) {
            ask(restoreAct(m_state, m_backups.backup(row), m_migrations.locale()),
                [this, file] { emit restoreRequested(file); });
        }
    }
}

void MigrationsPanel::openBackups()
{
    if (!m_backupsDialog) {
        m_backupsDialog = new BackupsDialog{m_backups, m_theme, window()};
        m_backupsDialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_backupsDialog, &BackupsDialog::verifyRequested, this,
                &MigrationsPanel::verifyBackupRequested);
        connect(m_backupsDialog, &BackupsDialog::restoreRequested, this,
                &MigrationsPanel::askRestore);
        connect(m_backupsDialog, &BackupsDialog::revealRequested, this,
                &MigrationsPanel::revealRequested);
    }
    showCurrent();
    m_backupsDialog->show();
    m_backupsDialog->raise();
    emit backupsRequested();
}

void MigrationsPanel::showReport()
{
    if (m_columns->sizes().constLast() == 0) { // the person closed it
        const int width = m_columns->width();
        m_columns->setSizes({width * 7 / 13, width * 6 / 13});
    }
    m_rehearsal->takeFocus();
}
