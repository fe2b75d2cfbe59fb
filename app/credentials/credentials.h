// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/credentials/credential.h"
#include "app/credentials/secretstore.h"
#include "app/credentials/secretvariables.h"

#include <QHash>
#include <QList>
#include <QObject>

#include <memory>

class SecretReply;

// Where a credential is, never what it is.
struct CredentialPlace {
    enum class Source { NotSet, Environment, Keychain, ThisRun, Unknown };

    Credential credential;
    Source source = Source::NotSet;
    std::optional<Error> problem = {}; // why it is Unknown
};

// The secrets that this program works with: the environment beats what was kept for this run, that
// beats the keychain. Lives on the main thread; everything may be called from any thread, and is
// answered exactly once, later, on the context's thread, unless the context or this is gone by
// then. Errors are NotSet, NoKeychain, KeychainLocked, KeychainSlow and KeychainDenied, with the
// credential's name as subject and its variable as detail, ready for errorText().
class Credentials final : public QObject
{
    Q_OBJECT

public:
    using Places = std::function<void(const QList<CredentialPlace> &places)>;

    // The store outlives this.
    Credentials(SecretVariables variables, SecretStore &store, QObject *parent = nullptr);

    // Never opens a question of the keychain: a locked one is KeychainLocked at once.
    void read(const Credential &credential, QObject *context, SecretAnswer answer);
    // The same for somebody who waits for it: the keychain may ask him to unlock it.
    void readAttended(const Credential &credential, QObject *context, SecretAnswer answer);

    // Into the keychain, in place of what is there; what was kept for this run is forgotten. An
    // empty secret is wrong Usage; one that the environment gives is Refused: it would not be used.
    void set(const Credential &credential, const QString &secret, QObject *context,
             SecretDone done);
    // In memory until the program ends, and nowhere else. Only where the person agreed.
    void keepForThisRun(const Credential &credential, const QString &secret, QObject *context,
                        SecretDone done);
    // From the keychain and from memory. NotSet where it was in neither; Refused where the
    // environment gives it.
    void remove(const Credential &credential, QObject *context, SecretDone done);

    // In the order asked for.
    void list(const QList<Credential> &credentials, QObject *context, Places answer);

    // Whether the environment gives it, which never changes. May be called from any thread and is
    // answered at once.
    [[nodiscard]] bool isFromEnvironment(const Credential &credential) const
    {
        return m_variables.find(credential).has_value();
    }

    void look(QObject *context, SecretDone done);   // whether the keychain can be used now
    void unlock(QObject *context, SecretDone done); // asks the person

signals:
    // It was set, replaced or removed through this.
    void changed(const Credential &credential);

private:
    void ask(const Credential &credential, Attendance attendance, QObject *context,
             SecretAnswer answer);
    void find(const Credential &credential, Attendance attendance, SecretAnswer answer);
    [[nodiscard]] Result<> settable(const Credential &credential, const QString &secret) const;
    void finish(const Credential &credential, const Result<> &done, SecretReply &reply);
    void listNext(QList<Credential> waiting, const QList<CredentialPlace> &places,
                  const std::shared_ptr<SecretReply> &reply);
    [[nodiscard]] CredentialPlace placeOf(const Credential &credential,
                                          const Result<QString> &secret) const;

    SecretVariables m_variables;
    SecretStore &m_store;
    QHash<QString, QString> m_thisRun; // by key
};
