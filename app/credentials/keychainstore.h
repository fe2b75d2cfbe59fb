// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/credentials/secretservice.h"
#include "app/credentials/secretstore.h"

#include <chrono>

class KeychainCall;

// How long an answer may take.
struct KeychainLimits {
    std::chrono::milliseconds unattended = std::chrono::seconds{5};
    std::chrono::milliseconds attended = std::chrono::minutes{2}; // a person types a password
};

// The keychain of the desktop, through QtKeychain. An unattended read never opens a question: a
// locked keychain is KeychainLocked at once. Everything else lets the keychain ask the person to
// unlock it and waits longer. Lives on the main thread: the library below answers only there.
class KeychainStore final : public QObject, public SecretStore
{
    Q_OBJECT

public:
    explicit KeychainStore(KeychainLimits limits = {}, QObject *parent = nullptr);

    void read(const QString &key, Attendance attendance, QObject *context,
              SecretAnswer answer) override;
    void write(const QString &key, const QString &secret, QObject *context,
               SecretDone done) override;
    void remove(const QString &key, QObject *context, SecretDone done) override;
    void look(QObject *context, SecretDone done) override;
    void unlock(QObject *context, SecretDone done) override;

private:
    [[nodiscard]] KeychainCall *begin(Attendance attendance, QObject *context, SecretAnswer answer);
    [[nodiscard]] KeychainCall *begin(Attendance attendance, QObject *context, SecretDone done);
    // Goes on once the keychain is open, or is none that D-Bus knows; else ends the call.
    void open(KeychainCall &call, Attendance attendance, std::function<void()> then);

    KeychainLimits m_limits;
    SecretService m_service;
};
