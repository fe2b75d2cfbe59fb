// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/connections/connectionspanel.h"

#include "models/connections/connectiontext.h"
#include "views/connections/connectionformview.h"
#include "views/connections/connectionnamedelegate.h"
#include "views/shell/actionbutton.h"
#include "views/shell/banner.h"
#include "views/shell/emptystate.h"
#include "views/shell/firstfocus.h"
#include "views/shell/panelheader.h"
#include "views/shell/panellayout.h"
#include "views/shell/panelstate.h"
#include "views/shell/usableaction.h"
#include "views/tables/datatable.h"
#include "views/tables/statedelegate.h"
#include "views/theme/typescale.h"

#include <QAction>
#include <QItemSelectionModel>
#include <QSplitter>
#include <QStackedWidget>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr quint8 StateVersion = 1;
// By column of ConnectionTableModel. In a narrow window the location goes first: the form has it.
const QList<ColumnWidth> Widths{{18, 12},    {17, 14},    {18, 14},   {21, 18},
                                {13, 12, 3}, {17, 15, 2}, {40, 16, 1}};

} // namespace

ConnectionsPanel::ConnectionsPanel(ConnectionTableModel &connections, const Theme &theme,
                                   QWidget *parent)
    : QWidget{parent}
    , m_theme{theme}
    , m_connections{connections}
{
    m_add = new QAction{theme.icon(u"add"_s), tr("&Add connection"), this};
    m_add->setObjectName(u"addConnection"_s);
    m_add->setShortcut(QKeySequence::New);
    connect(m_add, &QAction::triggered, this, &ConnectionsPanel::addConnection);
    addAction(m_add);
    m_use = new QAction{theme.icon(u"database"_s), tr("Use this data&base"), this};
    m_use->setObjectName(u"useConnection"_s);
    connect(m_use, &QAction::triggered, this, [this] { emit useRequested(currentId()); });

    // Made in the order in which Tab goes through them.
    QWidget *header = makeHeader();
    layOutPanel(*this, header, makeContent());
    setFirstFocus(*this, *m_table);
    m_tableActions = new TableActions{*m_table, theme, *this};
    connectForm();
    updatePage();
}

QWidget *ConnectionsPanel::makeHeader()
{
    auto *header = new PanelHeader{tr("Connections"), this};
    header->addStretch();
    header->addButton(*m_add);
    header->addSeparator();
    header->addButton(*m_use)->setDefault(true);
    return header;
}

QWidget *ConnectionsPanel::makeContent()
{
    auto *content = new QWidget{this};
    m_banner = new Banner{m_theme, content};
    m_splitter = new QSplitter{Qt::Horizontal, content};
    m_splitter->setObjectName(u"connectionsSplitter"_s);
    m_splitter->setHandleWidth(8);
    m_splitter->addWidget(makeTable());
    m_form = new ConnectionFormView{m_connections.locale(), m_theme, m_splitter};
    m_form->setObjectName(u"connectionForm"_s);
    m_splitter->addWidget(m_form);
    m_splitter->setCollapsible(0, false);
    m_splitter->setStretchFactor(0, 7);
    m_splitter->setStretchFactor(1, 3);
    m_splitter->setSizes({800, 360});
    stackParts(*content, {m_banner, m_splitter});
    return content;
}

QWidget *ConnectionsPanel::makeTable()
{
    m_table = new DataTable{tr("Connections"), this};
    m_table->setObjectName(u"connectionsTable"_s);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setModel(&m_connections);
    m_table->setItemDelegate(new CellDelegate{m_theme, m_table});
    m_table->setItemDelegateForColumn(ConnectionTableModel::NameColumn,
                                      new ConnectionNameDelegate{m_theme, m_table});
    auto *states = new StateDelegate{m_theme, m_table};
    for (const int column :
         {ConnectionTableModel::StateColumn, ConnectionTableModel::ProtectionColumn,
          ConnectionTableModel::AccessColumn})
        m_table->setItemDelegateForColumn(column, states);
    m_table->setColumnWidths(Widths);
    connect(&m_theme, &Theme::changed, m_table->viewport(), qOverload<>(&QWidget::update));
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &ConnectionsPanel::showCurrent);

    m_empty = new EmptyState{
            m_theme, u"connections"_s,
            tr("The databases that Tidemark knows are listed here. There is none yet."), this};
    m_empty->setNextStep(*m_add);
    m_tablePages = new QStackedWidget{this};
    m_tablePages->setMinimumWidth(grown(260));
    m_tablePages->addWidget(m_table);
    m_tablePages->addWidget(m_empty);
    return m_tablePages;
}

void ConnectionsPanel::connectForm()
{
    connect(m_form, &ConnectionFormView::testRequested, this, &ConnectionsPanel::testRequested);
    connect(m_form, &ConnectionFormView::saveRequested, this, &ConnectionsPanel::saveRequested);
    connect(m_form, &ConnectionFormView::removeRequested, this, &ConnectionsPanel::removeRequested);
    connect(m_form, &ConnectionFormView::discarded, this, [this] {
        m_drafts.remove(m_shown);
        m_shown.isEmpty() ? showUsed() : showConnection(m_shown);
    });
}

QList<QAction *> ConnectionsPanel::editActions() const
{
    return QList<QAction *>{m_add} + m_tableActions->edit();
}

QByteArray ConnectionsPanel::saveState() const
{
    return packedState(StateVersion, m_table->saveColumns(), m_splitter->saveState());
}

bool ConnectionsPanel::restoreState(const QByteArray &state)
{
    QByteArray columns;
    QByteArray splitter;
    return unpackState(state, StateVersion, columns, splitter) &&
           m_table->restoreColumns(columns) && m_splitter->restoreState(splitter);
}

void ConnectionsPanel::setConnections(const QList<ConnectionRow> &connections)
{
    m_connections.setConnections(connections);
    updatePage();
    if (m_connections.rowOf(m_shown) >= 0) {
        m_table->setCurrentIndex(m_connections.index(m_connections.rowOf(m_shown), 0));
        refreshForm();
        return;
    }
    if (m_isNew) // somebody writes a new one
        return;
    showUsed();
}

void ConnectionsPanel::setUseHint(const QString &hint)
{
    m_useHint = hint;
    updateUse();
}

void ConnectionsPanel::setTesting()
{
    m_form->setTesting(true);
}

void ConnectionsPanel::setTestResult(const QString &id, const ConnectionTest &test)
{
    if (id == m_shown)
        m_form->showTest(test);
}

void ConnectionsPanel::setSaved(const QString &id)
{
    m_drafts.remove(m_shown);
    m_shown = id;
    m_isNew = false;
    m_form->acceptSaved(id);
    if (const int row = m_connections.rowOf(id); row >= 0)
        m_table->setCurrentIndex(m_connections.index(row, 0));
    updateUse();
}

void ConnectionsPanel::setSaveProblem(const QString &problem)
{
    m_form->setProblem(problem);
}

void ConnectionsPanel::addConnection()
{
    showNew();
    m_form->takeFocus();
}

void ConnectionsPanel::showNew()
{
    keepDraft();
    m_table->setCurrentIndex({}); // so that the same row can be chosen again
    showConnection({});
    m_isNew = true;
}

// The one in the form first: its password is in its field alone, and goes with it.
QStringList ConnectionsPanel::unsavedIds() const
{
    QStringList ids = m_drafts.keys();
    ids.removeIf([this](const QString &id) {
        return id == m_shown || (!id.isEmpty() && m_connections.rowOf(id) < 0);
    });
    ids.sort();
    if (m_form->isChanged())
        ids.prepend(m_shown);
    return ids;
}

QStringList ConnectionsPanel::unsaved() const
{
    QStringList names;
    for (const QString &id : unsavedIds()) {
        const int row = m_connections.rowOf(id);
        names.append(row < 0 ? tr("New connection")
                             : tr("Connection %1").arg(m_connections.connection(row).name));
    }
    return names;
}

bool ConnectionsPanel::saveUnsaved()
{
    for (const QString &id : unsavedIds()) {
        if (id != m_shown && id.isEmpty())
            showNew();
        else if (id != m_shown)
            m_table->setCurrentIndex(m_connections.index(m_connections.rowOf(id), 0));
        if (!m_form->save())
            return false;
    }
    return true;
}

void ConnectionsPanel::showCurrent()
{
    if (const QString id = currentId(); !id.isEmpty() && id != m_shown) {
        keepDraft();
        showConnection(id);
    }
    updateUse();
}

void ConnectionsPanel::showConnection(const QString &id)
{
    m_shown = id;
    m_isNew = false;
    const int row = m_connections.rowOf(id);
    const bool isKnown = row >= 0;
    const bool hasPassword = isKnown && m_connections.connection(row).hasPassword;
    const bool isCurrent = isKnown && m_connections.connection(row).isCurrent;
    m_form->showForm(isKnown ? formOf(m_connections.connection(row)) : ConnectionForm{},
                     hasPassword, isCurrent);
    if (m_drafts.contains(id))
        m_form->showDraft(m_drafts.value(id));
    showFacts(isKnown ? m_connections.connection(row) : ConnectionRow{});
    updateUse();
}

// The one in use, or the first; where there is none, the form of a new one.
void ConnectionsPanel::showUsed()
{
    int used = m_connections.rowCount() > 0 ? 0 : -1;
    for (int row = 0; row < m_connections.rowCount(); ++row) {
        if (m_connections.connection(row).isCurrent)
            used = row;
    }
    m_shown.clear();
    m_table->setCurrentIndex(used < 0 ? QModelIndex{} : m_connections.index(used, 0));
    showConnection(currentId());
}

void ConnectionsPanel::keepDraft()
{
    if (!m_form->isChanged())
        return;
    ConnectionForm draft = m_form->form();
    draft.password.reset();
    m_drafts.insert(m_shown, draft);
}

// News about the connection that is shown: what the person changed stays.
void ConnectionsPanel::refreshForm()
{
    const ConnectionRow &row = m_connections.connection(m_connections.rowOf(m_shown));
    m_form->refresh(formOf(row), row.hasPassword, row.isCurrent);
    showFacts(row);
    updateUse();
}

void ConnectionsPanel::showFacts(const ConnectionRow &row)
{
    QList<QPair<QString, QString>> facts;
    if (!row.id.isEmpty()) {
        facts = {{tr("Location"), row.location}};
        if (row.protection != ConnectionRow::Protection::NotKnown)
            facts.append({tr("Protection"), protectionText(row)});
        if (row.poolMost > 0)
            facts.append({tr("Pool"), poolText(row, m_connections.locale())});
    }
    m_form->setFacts(facts, row.problem);
}

void ConnectionsPanel::updateUse()
{
    const int row = m_connections.rowOf(currentId());
    const QString problem = row < 0 ? tr("Select a connection first")
                            : m_connections.connection(row).isCurrent
                                    ? tr("This database is in use already")
                                    : QString{};
    setUsable(*m_use, problem,
              m_useHint.isEmpty() ? tr("Works with this database from now on") : m_useHint);
}

void ConnectionsPanel::updatePage()
{
    const bool isEmpty = m_connections.hasAnswer() && m_connections.rowCount() == 0;
    m_tablePages->setCurrentIndex(isEmpty ? 1 : 0);
    updateUse();
}

QString ConnectionsPanel::currentId() const
{
    const QModelIndex current = m_table->currentIndex();
    return current.isValid() ? m_connections.connection(current.row()).id : QString{};
}

ConnectionForm ConnectionsPanel::formOf(const ConnectionRow &row)
{
    ConnectionForm form;
    form.id = row.id;
    form.name = row.name;
    form.engine = row.engine;
    form.path = row.path;
    form.host = row.host;
    form.port = row.port;
    form.databaseName = row.databaseName;
    form.user = row.user;
    form.tls = row.tls;
    form.tlsRootCertificate = row.tlsRootCertificate;
    form.isReadOnly = row.isReadOnly;
    form.asksToWrite = row.asksToWrite;
    form.line = row.line;
    return form;
}
