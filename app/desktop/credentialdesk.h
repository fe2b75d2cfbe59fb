// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/connections/knowncredentials.h"
#include "app/credentials/credentialtester.h"
#include "models/credentials/credentialrow.h"

#include <QHash>
#include <QObject>

#include <functional>

class CredentialsPanel;

// Connects the Credentials panel with the credentials: tells it where they are, and does what the
// person asks there. GUI thread.
class CredentialDesk final : public QObject
{
    Q_OBJECT

public:
    // All outlive this. The clock tells UTC.
    CredentialDesk(Credentials &credentials, const CredentialTests &tests,
                   const KnownCredentials &known, CredentialsPanel &panel,
                   std::function<QDateTime()> clock, QObject *parent = nullptr);

    // Looks at the keychain, and where everything is: at the start, and when connections changed.
    void refresh();

signals:
    void done(const QString &sentence); // what the person asked for is done

private:
    struct Tested {
        CredentialRow::Test test = CredentialRow::Test::NotTested;
        QString text;
        QDateTime at;
    };

    void set(const Credential &credential, const QString &secret, bool isForThisRunOnly);
    void remove(const Credential &credential);
    void test(const Credential &credential);
    void unlock();
    void acceptKeychain(const Result<> &usable);
    void acceptPlaces(const QList<CredentialPlace> &places);
    void show();
    void showProblem(const QString &headline, const Error &error);
    // Calls with the credential of that name, where there still is one.
    template <typename Do> void with(const QString &name, Do act);

    Credentials &m_credentials;
    const CredentialTests &m_tests;
    const KnownCredentials &m_known;
    CredentialsPanel &m_panel;
    std::function<QDateTime()> m_clock;
    QList<CredentialRow> m_rows;
    QHash<QString, Tested> m_tested; // by key
};
