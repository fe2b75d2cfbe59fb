// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/credentials/secretstore.h"

#include <QHash>

#include <optional>

// Keeps secrets in memory until the program ends, for tests. Can be told to fail as a keychain
// does. Thread: the one that made it.
class MemoryStore final : public SecretStore
{
public:
    void read(const QString &key, Attendance attendance, QObject *context,
              SecretAnswer answer) override;
    void write(const QString &key, const QString &secret, QObject *context,
               SecretDone done) override;
    void remove(const QString &key, QObject *context, SecretDone done) override;
    void look(QObject *context, SecretDone done) override;
    void unlock(QObject *context, SecretDone done) override;

    // What every call is answered with until it is taken back; an unlock takes KeychainLocked back.
    void failWith(std::optional<Error::Kind> problem) { m_problem = problem; }

private:
    [[nodiscard]] Result<> state() const;

    QHash<QString, QString> m_secrets;
    std::optional<Error::Kind> m_problem;
};
