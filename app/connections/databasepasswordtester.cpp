// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/connections/databasepasswordtester.h"

#include <QPointer>

using namespace Qt::Literals::StringLiterals;

DatabasePasswordTester::DatabasePasswordTester(const KnownCredentials &known, QObject *parent)
    : QObject{parent}
    , m_known{known}
{
    connect(&m_tester, &ConnectionTester::tested, this, &DatabasePasswordTester::answer);
}

void DatabasePasswordTester::test(const Credential &credential, const QString &secret,
                                  QObject *context, SecretAnswer answer)
{
    const QString id = QString::number(++m_tests);
    m_waiting.insert(id, [guard = QPointer{context},
                          answer = std::move(answer)](const Result<QString> &result) {
        if (guard)
            answer(result);
    });
    Result<ConnectionSpec> server = m_known.serverOf(credential);
    if (!server) {
        QMetaObject::invokeMethod(
                this, [this, id, error = server.error()] { m_waiting.take(id)(fail(error)); },
                Qt::QueuedConnection);
        return;
    }
    server->password = secret;
    m_tester.test(id, *server);
}

void DatabasePasswordTester::answer(const ConnectionAttempt &attempt)
{
    m_waiting.take(attempt.id)(attempt.server.transform([](const ServerInfo &server) {
        //: %1 %2 are a database server and its version: "PostgreSQL 15.8".
        return tr("%1 %2 let this user in.").arg(server.product, server.version);
    }));
}
