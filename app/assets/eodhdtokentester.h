// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/assets/eodhdclient.h"
#include "app/credentials/credentialtester.h"

#include <QCoreApplication>
#include <QNetworkAccessManager>

// Tries a token of EODHD by asking for its plan: one call. Thread: main.
class EodhdTokenTester final : public CredentialTester
{
    Q_DECLARE_TR_FUNCTIONS(EodhdTokenTester)

public:
    explicit EodhdTokenTester(const QUrl &server)
        : m_client{m_network, server}
    {}

    void test(const Credential &credential, const QString &secret, QObject *context,
              SecretAnswer answer) override;

private:
    QNetworkAccessManager m_network;
    EodhdClient m_client;
};
