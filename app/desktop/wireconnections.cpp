// SPDX-License-Identifier: GPL-3.0-or-later
// How the composition root connects the Connections panel with the list of known databases.
#include "app/desktop/compositionroot.h"

#include "app/desktop/secondwindow.h"
#include "db/domain/errortext.h"
#include "views/connections/connectionspanel.h"
#include "views/connections/passworddialog.h"
#include "views/shell/banner.h"
#include "views/shell/toast.h"

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace {

const QString CurrentId = u"current"_s;

bool isLocal(const ConnectionSpec &spec)
{
    return !spec.isServer() || spec.host.isEmpty() || spec.host.startsWith(u'/');
}

ConnectionRow rowOf(const KnownConnection &known)
{
    ConnectionRow row;
    row.id = known.id;
    row.name = known.name;
    row.line = known.line;
    const ConnectionSpec &spec = known.spec;
    row.engine = spec.engine;
    row.location = spec.location();
    row.isReadOnly = spec.readOnly;
    row.asksToWrite = known.asksToWrite;
    row.path = spec.path;
    row.host = spec.host;
    row.port = spec.port;
    row.databaseName = spec.databaseName;
    row.user = spec.user;
    row.tls = spec.tls;
    row.tlsRootCertificate = spec.tlsRootCertificate;
    if (isLocal(spec))
        row.protection = ConnectionRow::Protection::NotNeeded;
    return row;
}

ConnectionSpec specOf(const ConnectionForm &form)
{
    ConnectionSpec spec;
    spec.engine = form.engine;
    spec.path = form.path;
    spec.host = form.host;
    spec.port = form.port;
    spec.databaseName = form.databaseName;
    spec.user = form.user;
    spec.password = form.password.value_or(QString{});
    spec.tls = form.tls;
    spec.tlsRootCertificate = form.tlsRootCertificate;
    spec.readOnly = form.isReadOnly;
    return spec;
}

// "TLSv1.3" of the clients' libraries.
QString tlsText(const QString &version)
{
    return QString{version}.replace("TLSv"_L1, "TLS "_L1);
}

void addAttempt(ConnectionRow &row, const ConnectionAttempt &attempt, const ConnectionSpec &spec)
{
    if (!attempt.server) {
        row.state = ConnectionRow::State::Unreachable;
        row.problem = errorText(attempt.server.error());
        return;
    }
    row.state = ConnectionRow::State::Reachable;
    row.product = attempt.server->product + u' ' + attempt.server->version;
    row.tlsVersion = tlsText(attempt.server->tls);
    if (!row.tlsVersion.isEmpty())
        row.protection = spec.tls >= TlsMode::VerifyCa ? ConnectionRow::Protection::Verified
                                                       : ConnectionRow::Protection::Unchecked;
    else if (!isLocal(spec))
        row.protection = ConnectionRow::Protection::None;
}

void addPool(ConnectionRow &row, const PoolState &pool)
{
    row.poolOpen = pool.open;
    row.poolBusy = pool.busy;
    row.poolMost = pool.size + pool.overflow;
    row.poolWaiting = pool.waiting;
    row.poolReplaced = pool.replaced;
    if (row.problem.isEmpty() && pool.open == 0 && pool.lastProblem)
        row.problem = errorText(*pool.lastProblem);
}

} // namespace

void CompositionRoot::wireConnections()
{
    ConnectionsPanel *panel = m_connectionsPanel;
    m_window.addPanelActions(panel, MenuPlace::Edit, panel->editActions());
    m_window.addPanelActions(panel, MenuPlace::View, panel->viewActions());
    m_window.addPanelActions(panel, MenuPlace::Database, panel->databaseActions());
    panel->setUseHint(tr("Opens it in a window of its own."));
    m_passwords.keep(m_options.database);
    connect(panel, &ConnectionsPanel::testRequested, this,
            [this](const ConnectionForm &form) { tryConnection(form.id, specOf(form)); });
    connect(&m_connectionTester, &ConnectionTester::tested, this,
            &CompositionRoot::acceptConnectionTest);
    connect(panel, &ConnectionsPanel::saveRequested, this, &CompositionRoot::saveConnection);
    connect(panel, &ConnectionsPanel::removeRequested, this, [this](const QString &id) {
        const std::optional<KnownConnection> gone = m_connectionBook.find(id);
        if (!gone)
            return;
        m_connectionBook.remove(id);
        showConnections();
        m_credentialDesk.refresh();
        m_window.toast().showMessage(tr("%1 removed from the list.").arg(gone->name), [this, gone] {
            m_connectionBook.save(*gone);
            showConnections();
            m_credentialDesk.refresh();
        });
    });
    connect(panel, &ConnectionsPanel::useRequested, this, [this](const QString &id) {
        const std::optional<KnownConnection> known = m_connectionBook.find(id);
        if (!known)
            return;
        m_toOpen = id; // once it is known that it can be opened
        tryConnection(id, known->spec);
    });
    m_enterPassword.setObjectName(u"enterPassword"_s);
    connect(&m_enterPassword, &QAction::triggered, this,
            [this] { askForPassword(currentConnection(), {}); });
    connect(&m_reading, &ConnectionPool::stateChanged, this, &CompositionRoot::acceptPool);
    showConnections();
    m_connectionTester.test(CurrentId, m_options.database);
}

void CompositionRoot::tryConnection(const QString &id, const ConnectionSpec &spec)
{
    m_passwords.keep(spec);
    m_trying.insert(id, spec.location());
    showConnections();
    m_connectionsPanel->setTesting();
    if (!spec.isServer() || m_passwords.has(spec)) {
        m_connectionTester.test(id, m_passwords.completed(spec));
        return;
    }
    // The keychain before the person. What it does not have may not be needed.
    const Credential credential = Credential::database(spec.location(), spec.location());
    m_credentials.readAttended(credential, this, [this, id, spec](const Result<QString> &password) {
        ConnectionSpec complete = spec;
        complete.password = password.value_or(QString{});
        m_passwords.keep(complete);
        m_connectionTester.test(id, complete);
    });
}

void CompositionRoot::rememberPassword(const KnownConnection &connection)
{
    const auto credential = Credential::database(connection.name, connection.spec.location());
    const QString password = m_passwords.completed(connection.spec).password;
    m_credentials.set(credential, password, this, [this, connection](const Result<> &remembered) {
        if (!remembered)
            m_connectionsPanel->banner().showMessage(
                    {Meaning::Warning,
                     tr("The password of %1 is not in the keychain.").arg(connection.name),
                     errorText(remembered.error()), remembered.error().detail});
    });
}

void CompositionRoot::saveConnection(const ConnectionForm &form)
{
    const ConnectionSpec spec = specOf(form);
    m_passwords.keep(spec);
    const bool isCurrent = spec.location() == m_options.database.location();
    QString id = form.id == CurrentId ? QString{} : form.id;
    if (const auto known = m_connectionBook.findAt(spec.location()); known && id.isEmpty())
        id = known->id;
    id = m_connectionBook.save({id, form.name, spec, form.line, form.asksToWrite});
    m_connectionsPanel->setSaved(isCurrent ? CurrentId : id);
    showConnections();
    m_credentialDesk.refresh();
    showDatabase(m_version);
    if (!isCurrent)
        return;
    if (m_options.isHeld && !form.asksToWrite && !form.isReadOnly && reasonToStay().isEmpty())
        startAgain(false);
    else if (m_options.isHeld && m_window.banner().message().meaning != Meaning::Danger)
        showHeld(); // under another name, perhaps
    else if (form.asksToWrite && !m_options.database.readOnly)
        holdAgain();
}

// The one in use as the list has it: the person may have given it a name and a colour.
KnownConnection CompositionRoot::currentConnection() const
{
    KnownConnection current{CurrentId, m_options.database.displayName(), m_options.database};
    if (m_options.isDemo)
        current.name = tr("demo");
    else if (const auto known = m_connectionBook.findAt(m_options.database.location())) {
        current.name = known->name;
        current.line = known->line;
        current.asksToWrite = known->asksToWrite;
        current.spec.readOnly = m_options.database.readOnly && !m_options.isHeld;
    }
    return current;
}

void CompositionRoot::showConnections()
{
    QList<KnownConnection> known = m_connectionBook.all();
    known.removeIf([this](const KnownConnection &each) {
        return each.spec.location() == m_options.database.location();
    });
    known.prepend(currentConnection());
    QList<ConnectionRow> rows;
    for (const KnownConnection &each : std::as_const(known)) {
        ConnectionRow row = rowOf(each);
        row.isCurrent = each.id == CurrentId;
        row.hasPassword = m_passwords.has(each.spec);
        if (const auto attempt = m_attempts.constFind(each.spec.location());
            attempt != m_attempts.cend())
            addAttempt(row, *attempt, each.spec);
        if (m_trying.value(each.id) == each.spec.location())
            row.state = ConnectionRow::State::Trying;
        if (row.isCurrent)
            addPool(row, m_reading.state());
        rows.append(row);
    }
    m_connectionsPanel->setConnections(rows);
}

void CompositionRoot::acceptPool(const PoolState &pool)
{
    showConnections();
    const bool wasOpen = std::exchange(m_isReadingOpen, pool.open > 0);
    const auto attempt = m_attempts.constFind(m_options.database.location());
    const bool isKnown = attempt != m_attempts.cend() && attempt->server;
    // It was tried before its file was made, or while the server was away.
    if (m_isReadingOpen && !wasOpen && !isKnown)
        m_connectionTester.test(CurrentId, m_options.database);
}

void CompositionRoot::acceptConnectionTest(const ConnectionAttempt &attempt)
{
    const QString location = m_trying.take(attempt.id);
    const bool isOwn = attempt.id == CurrentId && location.isEmpty(); // nobody pressed Test
    m_attempts.insert(isOwn ? m_options.database.location() : location, attempt);
    showConnections();
    if (isOwn)
        acceptOwnTest(attempt);
    ConnectionTest test;
    test.isGood = attempt.server.has_value();
    test.durationMs = attempt.durationMs;
    if (!attempt.server) {
        test.text = errorText(attempt.server.error());
        test.details = attempt.server.error().detail;
    } else {
        const ServerInfo &server = *attempt.server;
        test.text =
                server.tls.isEmpty()
                        ? tr("%1 %2.").arg(server.product, server.version)
                        : tr("%1 %2, %3.").arg(server.product, server.version, tlsText(server.tls));
    }
    m_connectionsPanel->setTestResult(attempt.id, test);
    if (m_toOpen == attempt.id && !attempt.id.isEmpty())
        openTried(attempt);
}

// At the start, and with a password that was typed since: with that all begins anew.
void CompositionRoot::acceptOwnTest(const ConnectionAttempt &attempt)
{
    KnownConnection current = currentConnection();
    current.spec.password.clear(); // the one that was given at the start may be another
    current.spec = m_passwords.completed(current.spec);
    const QString password = current.spec.password;
    const bool isRefused =
            !attempt.server && attempt.server.error().kind == Error::Kind::LoginRefused;
    if (isRefused) {
        const Error &error = attempt.server.error();
        m_passwords.forget(current.spec);
        m_window.banner().showMessage({Meaning::Danger, tr("%1 was not opened.").arg(current.name),
                                       errorText(error), error.detail},
                                      {&m_enterPassword});
        if (m_window.isVisible())
            askForPassword(current, refusalOf(password));
    } else if (attempt.server && !password.isEmpty() && password != m_options.database.password) {
        if (m_toRemember == CurrentId)
            rememberPassword(current);
        storeState();
        emit passwordEntered(password);
    }
}

void CompositionRoot::openTried(const ConnectionAttempt &attempt)
{
    m_toOpen.clear();
    const std::optional<KnownConnection> known = m_connectionBook.find(attempt.id);
    if (!known)
        return;
    const bool isToRemember = m_toRemember == attempt.id;
    m_toRemember.clear();
    if (attempt.server) {
        if (isToRemember)
            rememberPassword(*known);
        const SecondWindow window = SecondWindow::of(m_passwords.completed(known->spec),
                                                     QProcessEnvironment::systemEnvironment());
        if (!window.start())
            m_connectionsPanel->banner().showMessage({Meaning::Danger,
                                                      tr("%1 was not opened.").arg(known->name),
                                                      tr("Another window could not be started."),
                                                      {}});
        return;
    }
    if (attempt.server.error().kind == Error::Kind::LoginRefused) {
        askForPassword(*known, refusalOf(m_passwords.completed(known->spec).password));
        m_passwords.forget(known->spec);
    }
}

// Why it is asked for again; nothing where none was tried.
QString CompositionRoot::refusalOf(const QString &password)
{
    return password.isEmpty() ? QString{}
                              : tr("The server did not let that user in with that password.");
}

void CompositionRoot::askForPassword(const KnownConnection &connection, const QString &problem)
{
    auto *dialog = new PasswordDialog{m_theme, connection.name, connection.spec.location(), problem,
                                      &m_window};
    connect(dialog, &PasswordDialog::entered, this,
            [this, connection](const QString &password, bool isRemembered) {
                ConnectionSpec spec = connection.spec;
                spec.password = password;
                m_toRemember = isRemembered ? connection.id : QString{};
                if (connection.id == CurrentId) {
                    m_passwords.keep(spec);
                    m_connectionTester.test(CurrentId, spec);
                    return;
                }
                m_toOpen = connection.id;
                tryConnection(connection.id, spec);
            });
    dialog->open();
}
