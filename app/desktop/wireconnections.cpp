// SPDX-License-Identifier: GPL-3.0-or-later
// How the composition root connects the Connections panel with the list of known databases.
#include "app/desktop/compositionroot.h"

#include "db/databaseurl.h"
#include "db/domain/errortext.h"
#include "views/connections/connectionspanel.h"
#include "views/shell/toast.h"

#include <QCoreApplication>
#include <QProcess>

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

} // namespace

void CompositionRoot::wireConnections()
{
    m_window.addPanelActions(m_connectionsPanel, MenuPlace::Edit,
                             m_connectionsPanel->editActions());
    m_window.addPanelActions(m_connectionsPanel, MenuPlace::View,
                             m_connectionsPanel->viewActions());
    m_window.addPanelActions(m_connectionsPanel, MenuPlace::Database,
                             m_connectionsPanel->databaseActions());
    m_connectionsPanel->setUseHint(tr("Opens it in a window of its own."));
    connect(m_connectionsPanel, &ConnectionsPanel::testRequested, this,
            [this](const ConnectionForm &form) {
                m_connectionsPanel->setTesting();
                ConnectionSpec spec = specOf(form);
                if (!form.password && form.id == CurrentId)
                    spec.password = m_options.database.password;
                m_connectionTester.test(form.id, spec);
            });
    connect(&m_connectionTester, &ConnectionTester::tested, this,
            &CompositionRoot::acceptConnectionTest);
    connect(m_connectionsPanel, &ConnectionsPanel::saveRequested, this,
            [this](const ConnectionForm &form) {
                const QString id =
                        m_connectionBook.save({form.id == CurrentId ? QString{} : form.id,
                                               form.name, specOf(form), form.line});
                m_connectionsPanel->setSaved(id);
                showConnections();
            });
    connect(m_connectionsPanel, &ConnectionsPanel::removeRequested, this,
            [this](const QString &id) {
                const std::optional<KnownConnection> gone = m_connectionBook.find(id);
                if (!gone)
                    return;
                m_connectionBook.remove(id);
                showConnections();
                m_window.toast().showMessage(tr("%1 removed from the list.").arg(gone->name),
                                             [this, gone] {
                                                 m_connectionBook.save(*gone);
                                                 showConnections();
                                             });
            });
    connect(m_connectionsPanel, &ConnectionsPanel::useRequested, this, [this](const QString &id) {
        if (const std::optional<KnownConnection> known = m_connectionBook.find(id))
            QProcess::startDetached(QCoreApplication::applicationFilePath(),
                                    {u"--database"_s, databaseUrl(known->spec)});
    });
    showConnections();
    m_connectionTester.test(CurrentId, m_options.database);
}

void CompositionRoot::showConnections()
{
    ConnectionRow current =
            rowOf({CurrentId, m_options.database.displayName(), m_options.database, 4});
    current.isCurrent = true;
    if (m_current) {
        current.state = m_current->server ? ConnectionRow::State::Reachable
                                          : ConnectionRow::State::Unreachable;
        if (m_current->server) {
            current.product = m_current->server->product + u' ' + m_current->server->version;
            current.tlsVersion = tlsText(m_current->server->tls);
            if (!current.tlsVersion.isEmpty())
                current.protection = m_options.database.tls >= TlsMode::VerifyCa
                                             ? ConnectionRow::Protection::Verified
                                             : ConnectionRow::Protection::Unchecked;
            else if (!isLocal(m_options.database))
                current.protection = ConnectionRow::Protection::None;
        } else {
            current.problem = errorText(m_current->server.error());
        }
    }
    QList<ConnectionRow> rows{current};
    const QList<KnownConnection> known = m_connectionBook.all();
    for (const KnownConnection &connection : known) {
        if (connection.spec.location() != m_options.database.location())
            rows.append(rowOf(connection));
    }
    m_connectionsPanel->setConnections(rows);
}

void CompositionRoot::acceptConnectionTest(const ConnectionAttempt &attempt)
{
    if (attempt.id == CurrentId) {
        m_current = attempt;
        showConnections();
    }
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
}
