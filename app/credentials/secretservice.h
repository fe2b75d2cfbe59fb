// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/credentials/secretstore.h"

#include <QDBusObjectPath>
#include <QDBusVariant>

#include <chrono>

// The desktop's Secret Service as D-Bus shows it: QtKeychain says of a locked keychain that the
// entry is not there, and that it deleted what it did not. Never waits; answers on the thread of
// the context, which lives on this one. Errors: NoKeychain, KeychainLocked, KeychainSlow,
// KeychainDenied. Connects to the bus at the first question: that starts a thread.
class SecretService final
{
public:
    // KeychainSlow when the service needs longer than the limit for one answer.
    void look(std::chrono::milliseconds limit, QObject *context, SecretDone done) const;
    // Lets the service ask the person. Answers when he did, however long that takes.
    void unlock(QObject *context, SecretDone done) const;

private:
    void lookAt(const QDBusObjectPath &collection, std::chrono::milliseconds limit,
                QObject *context, SecretDone done) const;
    void unlock(const QDBusObjectPath &collection, QObject *context, SecretDone done) const;
};

// A question that the service asks the person, until it is answered. Deletes itself then.
class SecretPrompt final : public QObject
{
    Q_OBJECT

public:
    // The prompt goes with its parent, unanswered.
    SecretPrompt(const QDBusObjectPath &path, SecretDone done, QObject *parent);

    void show();

private slots:
    void complete(bool isDismissed, const QDBusVariant &result);

private:
    void end(const Result<> &result);

    QString m_path;
    SecretDone m_done;
};
