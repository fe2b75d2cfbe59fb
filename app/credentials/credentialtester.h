// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/credentials/credentials.h"

#include <map>

// Tries a secret where it is used.
class CredentialTester
{
public:
    CredentialTester() = default;
    CredentialTester(const CredentialTester &) = delete;
    CredentialTester &operator=(const CredentialTester &) = delete;
    virtual ~CredentialTester() = default;

    // Answers exactly once, later, with a sentence about what the secret opens, or with the error.
    // A tester that needs another secret beside this one reads it itself. Thread: main.
    virtual void test(const Credential &credential, const QString &secret, QObject *context,
                      SecretAnswer answer) = 0;
};

// Which tester tries which kind of credential. Lives on the main thread.
class CredentialTests final
{
public:
    explicit CredentialTests(Credentials &credentials)
        : m_credentials{credentials}
    {}

    // The tester outlives this.
    void setTester(Credential::Kind kind, CredentialTester &tester) { m_testers[kind] = &tester; }
    [[nodiscard]] bool canTest(Credential::Kind kind) const { return m_testers.contains(kind); }

    // Reads the secret, for which the keychain may ask the person, and tries it. Its kind has a
    // tester.
    void test(const Credential &credential, QObject *context, SecretAnswer answer) const;

private:
    Credentials &m_credentials;
    std::map<Credential::Kind, CredentialTester *> m_testers;
};
