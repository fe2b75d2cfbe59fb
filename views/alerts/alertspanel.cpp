// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/alerts/alertspanel.h"

#include "views/alerts/alertactions.h"
#include "views/alerts/alerttabs.h"
#include "views/alerts/ruleeditor.h"
#include "views/reports/exportaction.h"
#include "views/reports/offeredreports.h"
#include "views/shell/actionbutton.h"
#include "views/shell/banner.h"
#include "views/shell/emptystate.h"
#include "views/shell/firstfocus.h"
#include "views/shell/panelheader.h"
#include "views/shell/withkeys.h"
#include "views/tables/columnmenu.h"
#include "views/tables/datatable.h"
#include "views/theme/typescale.h"

#include <QComboBox>
#include <QDataStream>
#include <QIODevice>
#include <QKeyEvent>
#include <QLineEdit>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr quint8 StateVersion = 2; // the log has one more column
constexpr int NarrowPanel = 1060;  // below this width not all buttons have room for words
constexpr int AllTimes = 0;        // days

} // namespace

AlertsPanel::AlertsPanel(Models models, const Theme &theme, const QLocale &locale, QWidget *parent)
    : QWidget{parent}
    , m_models{models}
    , m_theme{theme}
    , m_locale{locale}
    , m_actions{new AlertActions{theme, this}}
    , m_clearFilter{new QAction{tr("Clear filter"), this}}
{
    // Their keys work while the panel shows; that of Delete in a table alone.
    addActions({m_actions->newRule, m_actions->edit, m_actions->focusFilter, m_actions->copyRows});
    m_clearFilter->setObjectName(u"clearFilter"_s);
    // Made in the order in which Tab goes through them.
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(makeHeader());
    rows->addWidget(makeContent(), 1);
    auto *columns = new ColumnMenu{m_tabs->table(AlertTab::Log), this};
    columns->setTitle(tr("Col&umns of the log"));
    m_columns = columns->menuAction();
    m_columns->setIcon(theme.icon(u"columns"_s));
    connectActions();
    showTab();
}

QWidget *AlertsPanel::makeHeader()
{
    auto *header = new PanelHeader{tr("Alerts"), this};
    m_filterEdit = new QLineEdit{header};
    m_filterEdit->setObjectName(u"filterEdit"_s);
    m_filterEdit->setClearButtonEnabled(true);
    m_filterEdit->addAction(m_theme.icon(u"search"_s), QLineEdit::LeadingPosition);
    m_filterEdit->setFixedWidth(grown(170));
    connect(m_filterEdit, &QLineEdit::textChanged, this, &AlertsPanel::applyFilter);
    header->addWidget(m_filterEdit);

    using Which = AlertLogRequest::Which;
    m_statuses = new QComboBox{header};
    m_statuses->setObjectName(u"statusChoice"_s);
    m_statuses->setAccessibleName(tr("Show alerts by status"));
    m_statuses->addItem(tr("All statuses"), int(Which::All));
    m_statuses->addItem(tr("Open"), int(Which::Open));
    m_statuses->addItem(tr("Triggered"), int(Which::Triggered));
    m_statuses->addItem(tr("Notified"), int(Which::Notified));
    m_statuses->addItem(tr("Acknowledged"), int(Which::Acknowledged));
    m_statuses->addItem(tr("Resolved"), int(Which::Resolved));
    connect(m_statuses, &QComboBox::currentIndexChanged, this, &AlertsPanel::applyFilter);
    m_statusPlace = header->addWidget(m_statuses);
    m_times = new QComboBox{header};
    m_times->setObjectName(u"timeChoice"_s);
    m_times->setAccessibleName(tr("Show alerts of a time"));
    m_times->addItem(tr("Last 24 hours"), 1);
    m_times->addItem(tr("Last 7 days"), 7);
    m_times->addItem(tr("Last 30 days"), 30);
    m_times->addItem(tr("Last year"), 365);
    m_times->addItem(tr("All times"), AllTimes);
    m_times->setCurrentIndex(2);
    connect(m_times, &QComboBox::currentIndexChanged, this, &AlertsPanel::applyFilter);
    m_timePlace = header->addWidget(m_times);
    header->addStretch();

    m_export = new ExportAction{m_theme, *this,
                                [this] { return QList{exportOf(m_models.log.request())}; }};
    m_export->setToolTip(tr("Write the log to a CSV file"));
    m_rareButtons << header->addButton(*m_actions->acknowledge);
    m_rareButtons << header->addButton(*m_actions->snooze);
    m_rareButtons.constLast()->setMenu(m_actions->snoozeMenu);
    m_exportPlace = header->addWidget(new ActionButton{*m_export, header});
    header->addSeparator();
    header->addButton(*m_actions->newRule);
    return header;
}

QWidget *AlertsPanel::makeContent()
{
    auto *content = new QWidget{this};
    m_banner = new Banner{m_theme, content};
    m_pages = new QStackedWidget{content};
    m_splitter = new QSplitter{Qt::Horizontal, m_pages};
    m_splitter->setObjectName(u"alertsSplitter"_s);
    m_splitter->setHandleWidth(8);
    m_tabs = new AlertTabs{m_models.log,   m_models.rules, m_models.deleted, *m_actions,
                           *m_clearFilter, m_theme,        m_splitter};
    m_editor = new RuleEditor{m_models.trial, m_models.series, m_theme, m_locale, m_splitter};
    m_splitter->addWidget(m_tabs);
    m_splitter->addWidget(m_editor);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 57);
    m_splitter->setStretchFactor(1, 61);
    m_splitter->setSizes({570, 610});

    m_behind = new EmptyState{m_theme, u"migrations"_s, {}, m_pages};
    m_pages->addWidget(m_splitter);
    m_pages->addWidget(m_behind);

    auto *parts = new QVBoxLayout{content};
    parts->setContentsMargins(12, 8, 12, 12);
    parts->setSpacing(8);
    parts->addWidget(m_banner);
    parts->addWidget(m_pages, 1);
    return content;
}

void AlertsPanel::connectActions()
{
    connect(m_actions->focusFilter, &QAction::triggered, this, [this] {
        m_filterEdit->setFocus(Qt::ShortcutFocusReason);
        m_filterEdit->selectAll();
    });
    m_filterEdit->installEventFilter(this);
    connect(m_actions->copyRows, &QAction::triggered, this, [this] { m_tabs->table().copyRows(); });
    connect(m_clearFilter, &QAction::triggered, this, &AlertsPanel::clearFilter);
    connect(m_actions->newRule, &QAction::triggered, this, [this] { beginRule({}); });
    connect(m_actions->edit, &QAction::triggered, this, [this] {
        showCurrent();
        m_editor->focusName();
    });
    connect(m_actions->acknowledge, &QAction::triggered, this, &AlertsPanel::acknowledge);
    connect(m_actions, &AlertActions::snoozeChosen, this,
            [this](AlertSnooze length) { snooze(snoozeEnd(length, m_models.log.now())); });
    connect(m_actions->endSnooze, &QAction::triggered, this,
            [this] { snooze(m_models.log.now()); });
    connect(m_actions->showInChart, &QAction::triggered, this, &AlertsPanel::showInChart);
    connect(m_actions->remove, &QAction::triggered, this, &AlertsPanel::remove);
    connect(m_actions->restore, &QAction::triggered, this, &AlertsPanel::restore);

    connect(m_tabs, &AlertTabs::tabChanged, this, &AlertsPanel::showTab);
    connect(m_tabs, &AlertTabs::currentChanged, this, &AlertsPanel::showCurrent);
    connect(&m_models.rules, &RuleTableModel::rulesAccepted, this, &AlertsPanel::followRules);
    // Where the oldest is gone, the others may be there.
    connect(&m_models.log, &AlertLogModel::sought, this,
            [this] { m_tabs->selectEntries(std::exchange(m_wanted, {})); });
    connect(m_editor, &RuleEditor::saveRequested, this, &AlertsPanel::saveRequested);
    connect(m_editor, &RuleEditor::versionsRequested, this, &AlertsPanel::versionsRequested);
    connect(m_editor, &RuleEditor::draftsChanged, &m_models.rules, &RuleTableModel::setDrafts);
    connect(m_editor, &RuleEditor::removeRequested, this, [this](qint64 id) {
        m_tabs->goOn(AlertTab::Rules, m_models.rules.rowOf(id));
        emit removeRulesRequested({id});
    });
}

QList<QAction *> AlertsPanel::editActions() const
{
    return {m_actions->newRule, m_actions->edit,    m_actions->acknowledge, m_actions->snooze,
            m_actions->remove,  m_actions->restore, m_actions->focusFilter, m_actions->copyRows};
}

QList<QAction *> AlertsPanel::viewActions() const
{
    return {m_actions->showInChart, m_columns};
}

QByteArray AlertsPanel::saveState() const
{
    QByteArray state;
    QDataStream stream{&state, QIODevice::WriteOnly};
    stream << StateVersion << m_tabs->table(AlertTab::Log).saveColumns()
           << m_tabs->table(AlertTab::Rules).saveColumns()
           << m_tabs->table(AlertTab::Deleted).saveColumns() << m_splitter->saveState()
           << m_times->currentData().toInt();
    return state;
}

bool AlertsPanel::restoreState(const QByteArray &state)
{
    QDataStream stream{state};
    quint8 version = 0;
    stream >> version;
    if (version != StateVersion)
        return false;
    QByteArray log;
    QByteArray rules;
    QByteArray deleted;
    QByteArray splitter;
    int days = 0;
    stream >> log >> rules >> deleted >> splitter >> days;
    if (stream.status() != QDataStream::Ok)
        return false;
    m_times->setCurrentIndex(std::max(m_times->findData(days), 0));
    return m_tabs->table(AlertTab::Log).restoreColumns(log) &&
           m_tabs->table(AlertTab::Rules).restoreColumns(rules) &&
           m_tabs->table(AlertTab::Deleted).restoreColumns(deleted) &&
           m_splitter->restoreState(splitter);
}

void AlertsPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    // The main action keeps its words; what is rare gives way.
    for (ActionButton *button : std::as_const(m_rareButtons))
        button->setIconOnly(width() < grown(NarrowPanel));
    m_exportPlace->setVisible(width() >= grown(NarrowPanel)); // the menu has it, too
}

bool AlertsPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_filterEdit || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Escape:
        if (!m_filterEdit->text().isEmpty()) {
            m_filterEdit->clear();
            return true;
        }
        [[fallthrough]];
    case Qt::Key_Down:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        m_tabs->table().setFocus(Qt::OtherFocusReason);
        return true;
    default:
        return QWidget::eventFilter(watched, event);
    }
}

void AlertsPanel::showTab()
{
    const AlertTab tab = m_tabs->tab();
    const QString name = tab == AlertTab::Log     ? tr("Filter log")
                         : tab == AlertTab::Rules ? tr("Filter rules")
                                                  : tr("Filter deleted");
    m_filterEdit->setAccessibleName(name);
    m_filterEdit->setPlaceholderText(withKeys(name, QKeySequence::Find));
    m_filterEdit->setToolTip(tr("Finds by symbol, name or what it says"));
    setFirstFocus(*this, m_tabs->table(tab));
    m_statusPlace->setVisible(tab == AlertTab::Log);
    m_timePlace->setVisible(tab == AlertTab::Log);
    applyFilter();
    showCurrent();
}
