// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/reports/schedulesdialog.h"

#include "views/shell/actionbutton.h"
#include "views/shell/banner.h"
#include "views/shell/emptystate.h"
#include "views/shell/usableaction.h"
#include "views/tables/celldelegate.h"
#include "views/tables/datatable.h"
#include "views/theme/theme.h"
#include "views/theme/typescale.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace {

// By column of ScheduleTableModel. In a narrow window how often goes first, then the folder, then
// the format.
const QList<ColumnWidth> Widths{{14, 10},   {18, 12}, {22, 12},   {14, 10, 3},
                                {10, 8, 1}, {14, 12}, {30, 16, 2}};

} // namespace

SchedulesDialog::SchedulesDialog(const Theme &theme, const QLocale &locale, QWidget *parent)
    : QDialog{parent}
    , m_theme{theme}
    , m_model{locale}
{
    setObjectName(u"schedulesDialog"_s);
    setWindowTitle(tr("Scheduled reports"));
    resize(grown(980), grown(420));
    makeActions();

    // Made in the order in which Tab goes through them.
    m_banner = new Banner{theme, this};
    m_table = new DataTable{tr("Scheduled reports"), this};
    m_table->setObjectName(u"schedulesTable"_s);
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new CellDelegate{theme, m_table});
    m_table->setColumnWidths(Widths);
    m_table->addAction(m_remove);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &SchedulesDialog::updateActions);
    m_empty = new EmptyState{theme, u"export"_s,
                             tr("No report is scheduled. Export (Ctrl+E) in a panel offers to "
                                "write what it lists every day or week."),
                             this};
    m_pages = new QStackedWidget{this};
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_empty);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (QAction *action : {m_write, m_openFolder, m_remove})
        buttons->addWidget(new ActionButton{*action, this});
    buttons->addStretch(1);
    auto *close = new QDialogButtonBox{QDialogButtonBox::Close, this};
    connect(close, &QDialogButtonBox::rejected, this, &QDialog::reject);
    buttons->addWidget(close);
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(12, 12, 12, 12);
    rows->setSpacing(8);
    rows->addWidget(m_banner);
    rows->addWidget(m_pages, 1);
    rows->addLayout(buttons);
    updateActions(); // and no word on what there is until that is known
}

void SchedulesDialog::makeActions()
{
    m_write = new QAction{m_theme.icon(u"round-arrow"_s), tr("&Write what is due"), this};
    m_write->setObjectName(u"writeSchedules"_s);
    connect(m_write, &QAction::triggered, this, &SchedulesDialog::writeRequested);
    m_openFolder = new QAction{m_theme.icon(u"folder"_s), tr("&Open the folder"), this};
    m_openFolder->setObjectName(u"openScheduleFolder"_s);
    connect(m_openFolder, &QAction::triggered, this,
            [this] { emit folderRequested(current()->folder); });
    m_remove = new QAction{m_theme.icon(u"close"_s), tr("&Remove"), this};
    m_remove->setObjectName(u"removeSchedule"_s);
    m_remove->setShortcut(QKeySequence::Delete);
    m_remove->setShortcutContext(Qt::WidgetShortcut);
    connect(m_remove, &QAction::triggered, this, [this] { emit removeRequested(current()->name); });
}

void SchedulesDialog::setSchedules(const QList<ScheduledReport> &schedules)
{
    const int row = m_table->currentIndex().row();
    m_model.setSchedules(schedules);
    m_pages->setCurrentWidget(schedules.isEmpty() ? static_cast<QWidget *>(m_empty) : m_table);
    if (!schedules.isEmpty() && !m_table->currentIndex().isValid())
        m_table->selectRow(std::clamp(row, 0, int(schedules.size()) - 1));
    updateActions();
}

void SchedulesDialog::updateActions()
{
    const QString problem = current() ? QString{} : tr("Choose a scheduled report first");
    setUsable(*m_openFolder, current() ? current()->problem : problem,
              tr("Shows the files that were written"));
    setUsable(*m_remove, problem, tr("It is not written any more; its files stay"));
    setUsable(*m_write, m_model.rowCount() > 0 ? QString{} : tr("No report is scheduled"),
              tr("Writes the files of the days that are over"));
}

const ScheduledReport *SchedulesDialog::current() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid() && index.row() < m_model.rowCount() ? &m_model.schedule(index.row())
                                                               : nullptr;
}
