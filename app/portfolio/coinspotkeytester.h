// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/credentials/credentialtester.h"
#include "app/portfolio/accountservice.h"
#include "app/portfolio/accountthread.h"

#include <QCoreApplication>

// Tries either half of a CoinSpot key with the other one, by asking for the status of the account,
// and says whether the key may do more than read. Thread: main.
class CoinspotKeyTester final : public CredentialTester
{
    Q_DECLARE_TR_FUNCTIONS(CoinspotKeyTester)

public:
    // folder: where nonces are kept. The credentials outlive this.
    CoinspotKeyTester(QUrl server, QString folder, Credentials &credentials)
        : m_server{std::move(server)}
        , m_folder{std::move(folder)}
        , m_credentials{credentials}
    {}

    void test(const Credential &credential, const QString &secret, QObject *context,
              SecretAnswer answer) override;

private:
    QUrl m_server;
    QString m_folder;
    Credentials &m_credentials;
    std::map<int, std::unique_ptr<AccountThread>>
            m_running; // one a test: a nonce may be waited for
    int m_tests = 0;
};
