// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/credentials/credentialspanel.h"

#include "models/credentials/credentialtext.h"
#include "views/credentials/credentialcard.h"
#include "views/credentials/secretdialog.h"
#include "views/shell/actionbutton.h"
#include "views/shell/banner.h"
#include "views/shell/dangerousactdialog.h"
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

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr quint8 StateVersion = 1;
// By column of CredentialTableModel. In a narrow window the name goes first, then the moment.
const QList<ColumnWidth> Widths{{24, 18}, {16, 14}, {34, 16}, {19, 17, 2}, {22, 16, 1}};

} // namespace

CredentialsPanel::CredentialsPanel(CredentialTableModel &credentials, const Theme &theme,
                                   QWidget *parent)
    : QWidget{parent}
    , m_theme{theme}
    , m_credentials{credentials}
{
    makeActions();
    // Made in the order in which Tab goes through them.
    QWidget *header = makeHeader();
    layOutPanel(*this, header, makeContent());
    setFirstFocus(*this, *m_table);
    m_tableActions = new TableActions{*m_table, theme, *this};
    updateActions();
    updateBanner();
}

void CredentialsPanel::makeActions()
{
    const auto action = [this](const QString &icon, const QString &text, const QString &name) {
        auto *made = new QAction{m_theme.icon(icon), text, this};
        made->setObjectName(name);
        return made;
    };
    m_set = action(u"credentials"_s, tr("&Set…"), u"setCredential"_s);
    m_test = action(u"shield"_s, tr("&Test"), u"testCredential"_s);
    m_remove = action(u"recycle-bin"_s, tr("Re&move…"), u"removeCredential"_s);
    m_unlock = action(u"lock-open"_s, tr("&Unlock"), u"unlockKeychain"_s);
    m_look = action(u"round-arrow"_s, tr("&Look again"), u"lookAtKeychain"_s);
    m_unlock->setToolTip(tr("Lets the keychain ask for its password"));
    m_look->setToolTip(tr("Asks the keychain again"));
    connect(m_set, &QAction::triggered, this, &CredentialsPanel::askForSecret);
    connect(m_test, &QAction::triggered, this, [this] {
        if (const CredentialRow *row = current())
            emit testRequested(row->name);
    });
    connect(m_remove, &QAction::triggered, this, &CredentialsPanel::askToRemove);
    connect(m_unlock, &QAction::triggered, this, &CredentialsPanel::unlockRequested);
    connect(m_look, &QAction::triggered, this, &CredentialsPanel::lookRequested);
}

QWidget *CredentialsPanel::makeHeader()
{
    auto *header = new PanelHeader{tr("Credentials"), this};
    header->addStretch();
    header->addButton(*m_remove);
    header->addButton(*m_test);
    header->addSeparator();
    header->addButton(*m_set)->setDefault(true);
    return header;
}

QWidget *CredentialsPanel::makeContent()
{
    auto *content = new QWidget{this};
    m_keychainBanner = new Banner{m_theme, content};
    m_keychainBanner->setObjectName(u"keychainBanner"_s);
    m_problem = new Banner{m_theme, content};
    m_problem->setObjectName(u"credentialsProblemBanner"_s);
    m_splitter = new QSplitter{Qt::Horizontal, content};
    m_splitter->setObjectName(u"credentialsSplitter"_s);
    m_splitter->setHandleWidth(8);
    m_splitter->addWidget(makeTable());
    m_card = new CredentialCard{m_theme, m_splitter};
    m_card->setObjectName(u"credentialCard"_s);
    m_splitter->addWidget(m_card);
    m_splitter->setCollapsible(0, false);
    m_splitter->setStretchFactor(0, 7);
    m_splitter->setStretchFactor(1, 3);
    m_splitter->setSizes({800, 360});
    stackParts(*content, {m_keychainBanner, m_problem, m_splitter});
    return content;
}

QWidget *CredentialsPanel::makeTable()
{
    m_table = new DataTable{tr("Credentials"), this};
    m_table->setObjectName(u"credentialsTable"_s);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setModel(&m_credentials);
    m_table->setItemDelegate(new CellDelegate{m_theme, m_table});
    auto *states = new StateDelegate{m_theme, m_table};
    for (const int column : {CredentialTableModel::PlaceColumn, CredentialTableModel::TestColumn})
        m_table->setItemDelegateForColumn(column, states);
    m_table->setColumnWidths(Widths);
    m_table->setMinimumWidth(grown(260));
    connect(&m_theme, &Theme::changed, m_table->viewport(), qOverload<>(&QWidget::update));
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &CredentialsPanel::updateActions);
    connect(m_table, &QAbstractItemView::activated, m_set, &QAction::trigger);
    return m_table;
}

QList<QAction *> CredentialsPanel::editActions() const
{
    return QList<QAction *>{m_set, m_test, m_remove, m_look} + m_tableActions->edit();
}

QByteArray CredentialsPanel::saveState() const
{
    return packedState(StateVersion, m_table->saveColumns(), m_splitter->saveState());
}

bool CredentialsPanel::restoreState(const QByteArray &state)
{
    QByteArray columns;
    QByteArray splitter;
    return unpackState(state, StateVersion, columns, splitter) &&
           m_table->restoreColumns(columns) && m_splitter->restoreState(splitter);
}

void CredentialsPanel::setCredentials(const QList<CredentialRow> &rows)
{
    const CredentialRow *before = current();
    const QString shown = before ? before->name : QString{};
    m_credentials.setCredentials(rows);
    if (!m_table->currentIndex().isValid() && !rows.isEmpty())
        m_table->setCurrentIndex(m_credentials.index(qMax(0, m_credentials.rowOf(shown)), 0));
    updateActions();
}

void CredentialsPanel::setKeychain(const KeychainState &state)
{
    m_keychain = state;
    updateBanner();
}

void CredentialsPanel::setProblem(const QString &headline, const QString &text,
                                  const QString &details)
{
    m_problem->showMessage({Meaning::Danger, headline, text, details});
}

void CredentialsPanel::askForSecret()
{
    const CredentialRow *row = current();
    if (row == nullptr || !m_set->isEnabled())
        return;
    m_problem->clear();
    auto *dialog = new SecretDialog{m_theme, *row, m_keychain, this};
    connect(dialog, &SecretDialog::entered, this,
            [this, name = row->name](const QString &secret, bool isForThisRunOnly) {
                if (isForThisRunOnly)
                    emit keepForThisRunRequested(name, secret);
                else
                    emit setRequested(name, secret);
            });
    dialog->open();
}

void CredentialsPanel::askToRemove()
{
    const CredentialRow *row = current();
    if (row == nullptr)
        return;
    m_problem->clear();
    DangerousAct act;
    //: %1 is "EODHD API token".
    act.title = tr("Remove %1?").arg(credentialTitle(*row));
    act.text = row->place == CredentialRow::Place::ThisRun
                       ? tr("It is forgotten at once. What needs it waits until it is set again.")
                       : tr("It is taken out of the keychain. What needs it waits until it is set "
                            "again; what it opens knows it still, so end it there, too.");
    act.undo = tr("Set it again. Tidemark keeps no copy.");
    act.button = tr("Remove");
    auto *dialog = new DangerousActDialog{m_theme, act, this};
    connect(dialog, &QDialog::accepted, this,
            [this, name = row->name] { emit removeRequested(name); });
    dialog->open();
}

void CredentialsPanel::updateActions()
{
    const CredentialRow *row = current();
    const QString none = row ? QString{} : tr("Select a credential first");
    const QString given =
            row && row->place == CredentialRow::Place::Environment ? placeText(*row) : QString{};
    const QString notSet =
            row && row->place == CredentialRow::Place::NotSet ? tr("It is not set") : QString{};
    const auto set = [](QAction &action, QStringList problems, const QString &tip) {
        problems.removeAll(QString{});
        setUsable(action, problems.value(0), tip);
    };
    m_set->setText(row && row->isSet() ? tr("&Replace…") : tr("&Set…"));
    set(*m_set, {none, given}, tr("Asks for the secret, which is not shown"));
    set(*m_test,
        {none, row ? row->untestable : QString{}, notSet,
         row && row->test == CredentialRow::Test::Testing ? tr("It is being tested") : QString{}},
        tr("Tries it where it is used"));
    set(*m_remove, {none, given, notSet}, tr("Takes it out of the keychain"));
    if (row)
        m_card->showCredential(*row);
}

void CredentialsPanel::updateBanner()
{
    const QString headline = keychainHeadline(m_keychain);
    if (headline.isEmpty()) {
        m_keychainBanner->clear();
        return;
    }
    QList<QAction *> actions;
    if (m_keychain.kind == KeychainState::Kind::Locked)
        actions.append(m_unlock);
    actions.append(m_look);
    m_keychainBanner->showMessage({Meaning::Warning, headline, m_keychain.text, m_keychain.details},
                                  actions);
}

const CredentialRow *CredentialsPanel::current() const
{
    const QModelIndex current = m_table->currentIndex();
    return current.isValid() ? &m_credentials.credential(current.row()) : nullptr;
}
