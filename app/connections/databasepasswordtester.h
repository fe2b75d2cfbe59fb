// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/connections/connectiontester.h"
#include "app/connections/knowncredentials.h"
#include "app/credentials/credentialtester.h"

#include <QHash>

// Tries the password of a database by opening it.
class DatabasePasswordTester final : public QObject, public CredentialTester
{
    Q_OBJECT

public:
    // The credentials outlive this.
    explicit DatabasePasswordTester(const KnownCredentials &known, QObject *parent = nullptr);

    void test(const Credential &credential, const QString &secret, QObject *context,
              SecretAnswer answer) override;

private:
    void answer(const ConnectionAttempt &attempt);

    const KnownCredentials &m_known;
    ConnectionTester m_tester;
    QHash<QString, SecretAnswer> m_waiting; // by the attempt's id
    int m_tests = 0;
};
