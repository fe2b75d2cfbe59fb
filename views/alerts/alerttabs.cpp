// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/alerts/alerttabs.h"

#include "models/alerts/alerttext.h"
#include "views/alerts/entrydetails.h"
#include "views/shell/actionbutton.h"
#include "views/shell/emptystate.h"
#include "views/tables/celldelegate.h"
#include "views/tables/datatable.h"
#include "views/tables/keptselection.h"
#include "views/tables/numberdelegate.h"
#include "views/tables/statedelegate.h"
#include "views/theme/textlabel.h"

#include <QHBoxLayout>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

// By column of each model. Where room is scarce the delay goes first, then severity, rule and
// level: the details below have them all.
const QList<ColumnWidth> LogWidths{{16, 13}, {18, 14},    {10, 5},     {18, 10, 3},
                                   {15, 12}, {15, 10, 4}, {14, 12, 2}, {12, 10, 1}};
// The state stays: it is what the table is looked at for.
const QList<ColumnWidth> RuleWidths{{26, 16},    {22, 10},    {14, 6, 3},
                                    {48, 14, 4}, {14, 13, 2}, {9, 8, 1}};
const QList<ColumnWidth> DeletedWidths{{9, 7}, {14, 9}, {44, 16}, {24, 18, 1}};

} // namespace

AlertTabs::AlertTabs(AlertLogModel &log, RuleTableModel &rules, DeletedAlertModel &deleted,
                     AlertActions &actions, QAction &clearFilter, const Theme &theme,
                     QWidget *parent)
    : QWidget{parent}
    , m_log{log}
    , m_rules{rules}
    , m_deleted{deleted}
    , m_actions{actions}
    , m_clearFilter{clearFilter}
    , m_theme{theme}
    , m_tabs{new QTabWidget{this}}
{
    setObjectName(u"alertTabs"_s);
    m_tabs->setObjectName(u"alertTabBar"_s);
    m_tabs->setDocumentMode(true); // the tables have a frame already
    m_tabs->setAccessibleName(tr("Alerts, rules and what was deleted"));
    addPage(AlertTab::Log, makeTable(AlertTab::Log, log, tr("Log of alerts")));
    addPage(AlertTab::Rules, makeTable(AlertTab::Rules, rules, tr("Rules")));
    addPage(AlertTab::Deleted, makeTable(AlertTab::Deleted, deleted, tr("Deleted")));
    keepSelections();
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] {
        updatePages();
        emit tabChanged();
    });

    m_foot = new TextLabel{TextSize::Body, {}, this};
    m_foot->setObjectName(u"selectedCount"_s);
    m_foot->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addWidget(m_foot, 1);
    for (QAction *action : {actions.showInChart, actions.remove, actions.restore}) {
        m_buttons.append(new ActionButton{*action, this});
        foot->addWidget(m_buttons.constLast());
    }
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    rows->addWidget(m_tabs, 1);
    rows->addLayout(foot);
    // Made before their pages, they would come before the tabs.
    setTabOrder(m_tabs->tabBar(), m_tables[0]);
    setTabOrder(m_tables[0], m_details);
    setTabOrder(m_details, m_tables[1]);
    setTabOrder(m_tables[1], m_tables[2]);

    connect(&log, &AlertLogModel::logAccepted, this, &AlertTabs::updatePages);
    connect(&log, &AlertLogModel::logAccepted, this, &AlertTabs::showDetails);
    connect(&log, &AlertLogModel::dataChanged, this, &AlertTabs::showDetails);
    connect(&rules, &RuleTableModel::modelReset, this, &AlertTabs::updatePages);
    connect(&deleted, &DeletedAlertModel::logAccepted, this, &AlertTabs::updatePages);
    updatePages();
}

DataTable *AlertTabs::makeTable(AlertTab tab, QAbstractItemModel &model, const QString &name)
{
    auto *table = new DataTable{name, this};
    table->setModel(&model);
    table->setItemDelegate(new CellDelegate{m_theme, table});
    connect(table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        updateFoot();
        emit selectionChanged();
    });
    connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this, tab] {
        if (tab == AlertTab::Log)
            showDetails();
        if (tab == this->tab())
            emit currentChanged();
    });
    connect(&m_theme, &Theme::changed, table->viewport(), qOverload<>(&QWidget::update));
    m_tables[size_t(tab)] = table;
    return table;
}

void AlertTabs::addPage(AlertTab tab, DataTable *table)
{
    auto *pages = new QStackedWidget{m_tabs};
    QWidget *content = table;
    if (tab == AlertTab::Log) {
        m_details = new EntryDetails{m_log.locale(), pages};
        auto *splitter = new QSplitter{Qt::Vertical, pages};
        splitter->setHandleWidth(8);
        splitter->addWidget(table);
        splitter->addWidget(m_details);
        splitter->setCollapsible(0, false);
        splitter->setStretchFactor(0, 1);
        splitter->setStretchFactor(1, 0);
        content = splitter;
    }
    m_empty[size_t(tab)] = new EmptyState{
            m_theme, tab == AlertTab::Deleted ? u"recycle-bin"_s : u"alerts"_s, {}, pages};
    pages->addWidget(content);
    pages->addWidget(m_empty[size_t(tab)]);
    m_pages[size_t(tab)] = pages;
    m_tabs->addTab(pages, {});
    const auto states = [&](int column) {
        table->setItemDelegateForColumn(column, new StateDelegate{m_theme, table});
    };
    switch (tab) {
    case AlertTab::Log:
        table->setObjectName(u"logTable"_s);
        states(AlertLogModel::StatusColumn);
        states(AlertLogModel::SeverityColumn);
        for (const int column : {AlertLogModel::ValueColumn, AlertLogModel::LevelColumn})
            table->setItemDelegateForColumn(column, new NumberDelegate{m_theme, 0, table});
        table->setColumnWidths(LogWidths);
        table->addActions({m_actions.acknowledge, m_actions.snooze, m_actions.edit,
                           m_actions.showInChart, m_actions.remove});
        connect(table, &QAbstractItemView::activated, m_actions.showInChart, &QAction::trigger);
        break;
    case AlertTab::Rules:
        table->setObjectName(u"rulesTable"_s);
        states(RuleTableModel::StateColumn);
        states(RuleTableModel::SeverityColumn);
        table->setColumnWidths(RuleWidths);
        table->addActions(
                {m_actions.edit, m_actions.snooze, m_actions.showInChart, m_actions.remove});
        connect(table, &QAbstractItemView::activated, m_actions.edit, &QAction::trigger);
        break;
    case AlertTab::Deleted:
        table->setObjectName(u"deletedTable"_s);
        table->setColumnWidths(DeletedWidths);
        table->addAction(m_actions.restore);
        connect(table, &QAbstractItemView::activated, m_actions.restore, &QAction::trigger);
        break;
    }
}

void AlertTabs::keepSelections()
{
    new KeptSelection{table(AlertTab::Log), [this](int row) { return m_log.entry(row).id; },
                      [this](qint64 id) { return m_log.rowOf(id); }};
    new KeptSelection{table(AlertTab::Rules), [this](int row) { return m_rules.rule(row).id; },
                      [this](qint64 id) { return m_rules.rowOf(id); }};
    // Both kinds have numbers of their own.
    const auto deletedId = [this](int row) {
        const qint64 rule = m_deleted.ruleId(row);
        return rule != 0 ? rule : -m_deleted.entryId(row);
    };
    new KeptSelection{table(AlertTab::Deleted), deletedId, [this, deletedId](qint64 id) {
                          for (int row = 0; row < m_deleted.rowCount(); ++row) {
                              if (deletedId(row) == id)
                                  return row;
                          }
                          return -1;
                      }};
    for (const AlertTab tab : {AlertTab::Log, AlertTab::Rules, AlertTab::Deleted})
        connect(table(tab).model(), &QAbstractItemModel::modelReset, this,
                [this, tab] { selectNext(tab); });
}

void AlertTabs::goOn()
{
    if (const QList<int> rows = selectedRows(); !rows.isEmpty())
        goOn(tab(), *std::ranges::min_element(rows));
}

void AlertTabs::goOn(AlertTab tab, int row)
{
    m_next.at(size_t(tab)) = row;
}

// As long as the current row is there, it was not taken away yet.
void AlertTabs::selectNext(AlertTab tab)
{
    const int count = table(tab).model()->rowCount();
    int &next = m_next.at(size_t(tab));
    if (next < 0 || count == 0 || table(tab).currentIndex().isValid())
        return;
    selectRow(tab, std::min(std::exchange(next, -1), count - 1));
}

AlertTabs::~AlertTabs()
{
    // Tabs and tables go after this, and say so.
    m_tabs->disconnect(this);
    for (const DataTable *table : m_tables)
        table->selectionModel()->disconnect(this);
}

AlertTab AlertTabs::tab() const
{
    return AlertTab(m_tabs->currentIndex());
}

void AlertTabs::setTab(AlertTab tab)
{
    m_tabs->setCurrentIndex(int(tab));
}

void AlertTabs::setOpenCount(int count)
{
    m_openCount = count;
    updateTitles();
}

QList<int> AlertTabs::selectedRows() const
{
    QList<int> rows;
    for (const QModelIndex &index : table().selectionModel()->selectedRows())
        rows.append(index.row());
    std::ranges::sort(rows);
    return rows;
}

AlertSelection AlertTabs::selection() const
{
    const QList<int> rows = selectedRows();
    AlertSelection selection{tab(), int(rows.size())};
    if (selection.tab == AlertTab::Log)
        selection.hasUnacknowledged = std::ranges::any_of(
                rows, [this](int row) { return !m_log.entry(row).acknowledgedAt.isValid(); });
    const QList<qint64> rules = selectedRules();
    selection.hasSnoozed =
            std::ranges::any_of(rules, [this](qint64 id) { return m_rules.isSnoozed(id); });
    selection.hasRule = m_rules.find(currentRule()) != nullptr;
    return selection;
}

qint64 AlertTabs::currentRule() const
{
    const QModelIndex current = table().currentIndex();
    if (!current.isValid() || tab() == AlertTab::Deleted)
        return 0;
    return tab() == AlertTab::Log ? m_log.entry(current.row()).ruleId
                                  : m_rules.rule(current.row()).id;
}

QList<qint64> AlertTabs::selectedRules() const
{
    QList<qint64> rules;
    if (tab() == AlertTab::Deleted)
        return rules;
    for (const int row : selectedRows()) {
        const qint64 id = tab() == AlertTab::Log ? m_log.entry(row).ruleId : m_rules.rule(row).id;
        if (!rules.contains(id))
            rules.append(id);
    }
    return rules;
}

void AlertTabs::selectRow(AlertTab tab, int row)
{
    setTab(tab);
    table(tab).selectRow(row);
    table(tab).setCurrentIndex(table(tab).model()->index(row, 0));
    table(tab).scrollTo(table(tab).currentIndex());
}

void AlertTabs::selectEntries(const QList<qint64> &ids)
{
    QList<int> rows;
    for (const qint64 id : ids) {
        if (const int row = m_log.rowOf(id); row >= 0)
            rows.append(row);
    }
    if (rows.isEmpty())
        return;
    selectRow(AlertTab::Log, *std::ranges::min_element(rows));
    QItemSelectionModel &selection = *table(AlertTab::Log).selectionModel();
    for (const int row : rows)
        selection.select(m_log.index(row, 0),
                         QItemSelectionModel::Select | QItemSelectionModel::Rows);
}

void AlertTabs::showDetails()
{
    const QModelIndex current = table(AlertTab::Log).currentIndex();
    m_details->setEntry(current.isValid() ? std::optional{m_log.entry(current.row())}
                                          : std::nullopt);
}

void AlertTabs::updateTitles()
{
    //: A tab: the log of alerts, and how many of them nobody has seen to.
    m_tabs->setTabText(0, m_openCount > 0 ? tr("Log, %n open", nullptr, m_openCount) : tr("Log"));
    m_tabs->setTabText(1, tr("Rules (%1)").arg(m_rules.rules().size()));
    m_tabs->setTabText(2, tr("Deleted (%1)").arg(m_deleted.total()));
}

void AlertTabs::updatePages()
{
    updateTitles();
    showLogPage();
    const bool hasNoRule = m_rules.hasAnswer() && m_rules.rowCount() == 0;
    const bool hasNoHit = !m_rules.rules().isEmpty();
    showPage(AlertTab::Rules, hasNoRule,
             hasNoHit ? tr("No rule contains '%1'.").arg(m_rules.text())
                      : tr("A rule watches the prices of a symbol and says when something happens. "
                           "There is none yet."),
             hasNoHit ? m_clearFilter : *m_actions.newRule);
    if (tab() == AlertTab::Rules)
        m_clearFilter.setText(tr("Clear filter"));
    const bool isClean = m_deleted.rowCount() == 0;
    showPage(AlertTab::Deleted, isClean,
             tr("Rules and alerts that are deleted can be restored here. Nothing is deleted."),
             m_clearFilter);
    updateFoot();
}

// Without a rule nothing can have fired, whatever is asked for.
void AlertTabs::showLogPage()
{
    const AlertLogRequest &request = m_log.request();
    const bool isFiltered = !request.text.isEmpty() || request.which != AlertLogRequest::Which::All;
    const bool isFresh = m_rules.hasAnswer() && m_rules.rules().isEmpty();
    const bool isEmpty = m_log.hasAnswer() && m_log.rowCount() == 0;
    if (isFresh && !isFiltered)
        return showPage(AlertTab::Log, isEmpty,
                        tr("What rules find is listed here. There is no rule yet: write one that "
                           "watches the prices of a symbol."),
                        *m_actions.newRule);
    if (!isFiltered && !request.from.isValid())
        return showPage(AlertTab::Log, isEmpty,
                        tr("What rules find is listed here. None has fired yet."),
                        *m_actions.newRule);
    m_clearFilter.setText(isFiltered ? tr("Clear filter") : tr("Show all times"));
    showPage(AlertTab::Log, isEmpty,
             !isFiltered ? tr("No rule has fired since %1.")
                                   .arg(editTimeText(request.from, m_log.locale()))
             : request.text.isEmpty()
                     ? tr("No alert is of that status and time.")
                     : tr("No alert of that status and time contains '%1'.").arg(request.text),
             m_clearFilter);
}

void AlertTabs::showPage(AlertTab tab, bool isEmpty, const QString &sentence, QAction &next)
{
    QStackedWidget &pages = *m_pages[size_t(tab)];
    const bool hadFocus = table(tab).hasFocus();
    if (isEmpty) {
        m_empty[size_t(tab)]->setSentence(sentence);
        if (tab != AlertTab::Deleted)
            m_empty[size_t(tab)]->setNextStep(next);
    }
    pages.setCurrentIndex(isEmpty ? 1 : 0);
    if (hadFocus && isEmpty)
        m_tabs->setFocus(Qt::OtherFocusReason);
}

void AlertTabs::updateFoot()
{
    const int total = tab() == AlertTab::Log     ? m_log.total()
                      : tab() == AlertTab::Rules ? m_rules.rowCount()
                                                 : m_deleted.total();
    const auto count = int(table().selectionModel()->selectedRows().size());
    m_foot->setText(tr("%1 of %2 selected").arg(count).arg(total));
    // The window's menus say which actions are visible, so the buttons go by themselves.
    for (int i = 0; i < m_buttons.size(); ++i)
        m_buttons.at(i)->setVisible((i == 2) == (tab() == AlertTab::Deleted));
    m_actions.update(selection());
}
