// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/credentials/credentials.h"

#include "app/credentials/secretreply.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace {

struct CredentialWords {
    Q_DECLARE_TR_FUNCTIONS(CredentialWords)
};

// The error as it is told of a credential: the store only knows keys.
Error toldOf(const Credential &credential, const Error &error)
{
    const Error::Kind kind = error.kind == Error::Kind::NotFound ? Error::Kind::NotSet : error.kind;
    return {kind, credential.variable(), credential.name()};
}

Result<> givenByEnvironment(const Credential &credential)
{
    return fail(Error::Kind::Refused,
                CredentialWords::tr("The environment gives %1 by %2, and that beats the keychain. "
                                    "Unset %2 and start again, or change it there.")
                        .arg(credential.name(), credential.variable()),
                credential.name());
}

} // namespace

Credentials::Credentials(SecretVariables variables, SecretStore &store, QObject *parent)
    : QObject{parent}
    , m_variables{std::move(variables)}
    , m_store{store}
{}

void Credentials::read(const Credential &credential, QObject *context, SecretAnswer answer)
{
    ask(credential, Attendance::Unattended, context, std::move(answer));
}

void Credentials::readAttended(const Credential &credential, QObject *context, SecretAnswer answer)
{
    ask(credential, Attendance::Attended, context, std::move(answer));
}

void Credentials::ask(const Credential &credential, Attendance attendance, QObject *context,
                      SecretAnswer answer)
{
    const auto reply = std::make_shared<SecretReply>();
    reply->whenRead(context, std::move(answer));
    QMetaObject::invokeMethod(
            this,
            [this, credential, attendance, reply] {
                find(credential, attendance,
                     [reply](const Result<QString> &secret) { reply->answer(secret); });
            },
            Qt::QueuedConnection);
}

// On this object's thread.
void Credentials::find(const Credential &credential, Attendance attendance, SecretAnswer answer)
{
    if (const std::optional<QString> given = m_variables.find(credential))
        return answer(*given);
    if (const auto kept = m_thisRun.constFind(credential.key()); kept != m_thisRun.cend())
        return answer(*kept);
    m_store.read(credential.key(), attendance, this,
                 [credential, answer = std::move(answer)](const Result<QString> &secret) {
                     answer(secret.map_error(
                             [&](const Error &error) { return toldOf(credential, error); }));
                 });
}

void Credentials::set(const Credential &credential, const QString &secret, QObject *context,
                      SecretDone done)
{
    const auto reply = std::make_shared<SecretReply>();
    reply->whenDone(context, std::move(done));
    QMetaObject::invokeMethod(
            this,
            [this, credential, secret = credential.cleaned(secret), reply] {
                if (const Result<> taken = settable(credential, secret); !taken)
                    return reply->answer(taken);
                m_store.write(credential.key(), secret, this,
                              [this, credential, reply](const Result<> &written) {
                                  if (written)
                                      m_thisRun.remove(credential.key());
                                  finish(credential, written, *reply);
                              });
            },
            Qt::QueuedConnection);
}

void Credentials::keepForThisRun(const Credential &credential, const QString &secret,
                                 QObject *context, SecretDone done)
{
    const auto reply = std::make_shared<SecretReply>();
    reply->whenDone(context, std::move(done));
    QMetaObject::invokeMethod(
            this,
            [this, credential, secret = credential.cleaned(secret), reply] {
                if (const Result<> taken = settable(credential, secret); !taken)
                    return reply->answer(taken);
                m_thisRun.insert(credential.key(), secret);
                reply->answer(Result<>{});
                emit changed(credential);
            },
            Qt::QueuedConnection);
}

void Credentials::remove(const Credential &credential, QObject *context, SecretDone done)
{
    const auto reply = std::make_shared<SecretReply>();
    reply->whenDone(context, std::move(done));
    QMetaObject::invokeMethod(
            this,
            [this, credential, reply] {
                if (m_variables.find(credential))
                    return reply->answer(givenByEnvironment(credential));
                const bool wasKept = m_thisRun.remove(credential.key());
                m_store.remove(credential.key(), this,
                               [this, credential, wasKept, reply](const Result<> &removed) {
                                   // It never was in the keychain where that could not be used.
                                   finish(credential, wasKept ? Result<>{} : removed, *reply);
                               });
            },
            Qt::QueuedConnection);
}

Result<> Credentials::settable(const Credential &credential, const QString &secret) const
{
    if (m_variables.find(credential))
        return givenByEnvironment(credential);
    if (secret.isEmpty())
        return fail(Error::Kind::Usage,
                    CredentialWords::tr("Nothing was given for %1, and nothing was changed. Remove "
                                        "it where it should be gone.")
                            .arg(credential.name()),
                    credential.name());
    return {};
}

void Credentials::finish(const Credential &credential, const Result<> &done, SecretReply &reply)
{
    reply.answer(done.map_error([&](const Error &error) { return toldOf(credential, error); }));
    if (done)
        emit changed(credential);
}

void Credentials::list(const QList<Credential> &credentials, QObject *context, Places answer)
{
    const auto reply = std::make_shared<SecretReply>();
    reply->whenListed(context, std::move(answer));
    QMetaObject::invokeMethod(
            this, [this, credentials, reply] { listNext(credentials, {}, reply); },
            Qt::QueuedConnection);
}

void Credentials::listNext(QList<Credential> waiting, const QList<CredentialPlace> &places,
                           const std::shared_ptr<SecretReply> &reply)
{
    if (waiting.isEmpty())
        return reply->answer(places);
    const Credential credential = waiting.takeFirst();
    find(credential, Attendance::Unattended,
         [this, credential, waiting, places, reply](const Result<QString> &secret) {
             QList<CredentialPlace> more = places;
             more.append(placeOf(credential, secret));
             listNext(waiting, more, reply);
         });
}

CredentialPlace Credentials::placeOf(const Credential &credential,
                                     const Result<QString> &secret) const
{
    using Source = CredentialPlace::Source;
    if (m_variables.find(credential))
        return {credential, Source::Environment};
    if (m_thisRun.contains(credential.key()))
        return {credential, Source::ThisRun};
    if (secret)
        return {credential, Source::Keychain};
    if (secret.error().kind == Error::Kind::NotSet)
        return {credential, Source::NotSet};
    return {credential, Source::Unknown, secret.error()};
}

void Credentials::look(QObject *context, SecretDone done)
{
    const auto reply = std::make_shared<SecretReply>();
    reply->whenDone(context, std::move(done));
    QMetaObject::invokeMethod(
            this,
            [this, reply] {
                m_store.look(this, [reply](const Result<> &usable) { reply->answer(usable); });
            },
            Qt::QueuedConnection);
}

void Credentials::unlock(QObject *context, SecretDone done)
{
    const auto reply = std::make_shared<SecretReply>();
    reply->whenDone(context, std::move(done));
    QMetaObject::invokeMethod(
            this,
            [this, reply] {
                m_store.unlock(this, [reply](const Result<> &open) { reply->answer(open); });
            },
            Qt::QueuedConnection);
}
