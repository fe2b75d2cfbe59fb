// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/domain/result.h"

#include <QObject>
#include <QString>

#include <functional>

using SecretAnswer = std::function<void(const Result<QString> &secret)>;
using SecretDone = std::function<void(const Result<> &done)>;

// Whether somebody waits for the answer and can see what the keychain asks meanwhile.
enum class Attendance { Unattended, Attended };

// Where secrets are kept, by key. Every call is answered exactly once, later, from the event loop
// of the store's thread, unless the context is gone by then. Errors: NotFound (no such entry),
// NoKeychain, KeychainLocked, KeychainSlow, KeychainDenied.
class SecretStore
{
public:
    SecretStore() = default;
    SecretStore(const SecretStore &) = delete;
    SecretStore &operator=(const SecretStore &) = delete;
    virtual ~SecretStore() = default;

    virtual void read(const QString &key, Attendance attendance, QObject *context,
                      SecretAnswer answer) = 0;
    // In place of what is there. Somebody waits for these: they may ask him to unlock.
    virtual void write(const QString &key, const QString &secret, QObject *context,
                       SecretDone done) = 0;
    virtual void remove(const QString &key, QObject *context, SecretDone done) = 0;

    virtual void look(QObject *context, SecretDone done) = 0;   // can it be used as it is now?
    virtual void unlock(QObject *context, SecretDone done) = 0; // asks the person
};
