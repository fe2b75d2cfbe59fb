// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/migrations/backupsdialog.h"

#include "views/shell/actionbutton.h"
#include "views/shell/emptystate.h"
#include "views/tables/datatable.h"
#include "views/tables/numberdelegate.h"
#include "views/tables/statedelegate.h"
#include "views/theme/textlabel.h"

#include <QAction>
#include <QHBoxLayout>
#include <QStackedWidget>

using namespace Qt::Literals::StringLiterals;

namespace {

// By column of BackupTableModel.
const QList<ColumnWidth> Widths{{18, 17}, {22, 14}, {7, 5}, {8, 7}, {13, 12}, {16, 8, 1}, {20, 10}};

} // namespace

BackupsDialog::BackupsDialog(BackupTableModel &backups, const Theme &theme, QWidget *parent)
    : QDialog{parent}
    , m_backups{backups}
{
    setObjectName(u"backupsDialog"_s);
    setWindowTitle(tr("Backups"));
    m_pages = new QStackedWidget{this};
    m_pages->addWidget(makeTable(theme));
    m_pages->addWidget(new EmptyState{
            theme, u"folder"_s,
            tr("A backup is made and verified before each change of the database. There is none "
               "yet."),
            m_pages});
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(16, 16, 16, 12);
    rows->setSpacing(12);
    rows->addWidget(m_pages, 1);
    rows->addWidget(makeButtons(theme));
    resize(grown(860), grown(360));
    connect(&backups, &QAbstractItemModel::modelReset, this, &BackupsDialog::updatePage);
    connect(&backups, &QAbstractItemModel::dataChanged, this, &BackupsDialog::updatePage);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &BackupsDialog::updatePage);
    updatePage();
}

QWidget *BackupsDialog::makeTable(const Theme &theme)
{
    m_table = new DataTable{tr("Backups"), this};
    m_table->setObjectName(u"backupsTable"_s);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setModel(&m_backups);
    m_table->setItemDelegate(new CellDelegate{theme, m_table});
    auto *numbers = new NumberDelegate{theme, 0, m_table};
    m_table->setItemDelegateForColumn(BackupTableModel::VersionColumn, numbers);
    m_table->setItemDelegateForColumn(BackupTableModel::SizeColumn, numbers);
    m_table->setItemDelegateForColumn(BackupTableModel::CheckColumn,
                                      new StateDelegate{theme, m_table});
    m_table->setColumnWidths(Widths);
    connect(&theme, &Theme::changed, m_table->viewport(), qOverload<>(&QWidget::update));
    return m_table;
}

QWidget *BackupsDialog::makeButtons(const Theme &theme)
{
    auto *bar = new QWidget{this};
    const auto action = [this, &theme](const QString &icon, const QString &text,
                                       const QString &name) {
        auto *made = new QAction{theme.icon(icon), text, this};
        made->setObjectName(name);
        return made;
    };
    m_verify = action(u"shield"_s, tr("Verify"), u"verifyBackup"_s);
    m_restore = action(u"undo"_s, tr("Restore…"), u"restoreBackup"_s);
    m_reveal = action(u"folder"_s, tr("Show folder"), u"revealBackup"_s);
    connect(m_verify, &QAction::triggered, this, [this] { emit verifyRequested(currentFile()); });
    connect(m_restore, &QAction::triggered, this, [this] { emit restoreRequested(currentFile()); });
    connect(m_reveal, &QAction::triggered, this, [this] { emit revealRequested(currentFile()); });
    auto *close = new QPushButton{tr("Close"), bar};
    close->setObjectName(u"closeButton"_s);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    auto *row = new QHBoxLayout{bar};
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    for (QAction *each : {m_verify, m_restore, m_reveal})
        row->addWidget(new ActionButton{*each, bar});
    row->addStretch(1);
    row->addWidget(close);
    return bar;
}

void BackupsDialog::setBlocked(const QString &because)
{
    m_blocked = because;
    updatePage();
}

void BackupsDialog::updatePage()
{
    const bool isEmpty = m_backups.rowCount() == 0;
    m_pages->setCurrentIndex(isEmpty && m_backups.hasAnswer() ? 1 : 0);
    if (!isEmpty && !m_table->currentIndex().isValid())
        m_table->setCurrentIndex(m_backups.index(0, 0));
    const QModelIndex current = m_table->currentIndex();
    const QString none = current.isValid() ? QString{} : tr("There is no backup to choose");
    const bool isDamaged =
            current.isValid() && m_backups.backup(current.row()).check == BackupRow::Check::Damaged;
    const auto set = [](QAction &action, const QString &problem, const QString &tip) {
        action.setEnabled(problem.isEmpty());
        action.setToolTip(problem.isEmpty() ? tip : problem);
    };
    const QString blocked = none.isEmpty() ? m_blocked : none;
    set(*m_verify, blocked, tr("Opens the backup, compares its checksums and looks for damage"));
    set(*m_restore,
        blocked.isEmpty() && isDamaged ? tr("This backup is damaged; choose another one") : blocked,
        tr("Puts this backup in the place of the database"));
    set(*m_reveal, none, tr("Shows the file in its folder"));
}

QString BackupsDialog::currentFile() const
{
    const QModelIndex current = m_table->currentIndex();
    return current.isValid() ? m_backups.backup(current.row()).file : QString{};
}
