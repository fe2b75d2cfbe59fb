// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/credentials/secretservice.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QMetaObject>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto Service = "org.freedesktop.secrets"_L1;
constexpr auto ServicePath = "/org/freedesktop/secrets"_L1;
constexpr auto ServiceInterface = "org.freedesktop.Secret.Service"_L1;
constexpr auto CollectionInterface = "org.freedesktop.Secret.Collection"_L1;
constexpr auto PromptInterface = "org.freedesktop.Secret.Prompt"_L1;
constexpr int UntilAnswered = INT_MAX; // milliseconds: D-Bus takes it for no limit
constexpr auto Nothing = "/"_L1;       // the path that stands for no object

QDBusMessage call(const QString &path, QLatin1StringView interface, const QString &method,
                  const QVariantList &arguments)
{
    QDBusMessage message = QDBusMessage::createMethodCall(Service, path, interface, method);
    message.setArguments(arguments);
    return message;
}

QDBusMessage readDefaultAlias()
{
    return call(ServicePath, ServiceInterface, u"ReadAlias"_s, {u"default"_s});
}

Error errorFrom(const QDBusError &error)
{
    const QString detail = error.name() + u": "_s + error.message();
    switch (error.type()) {
    case QDBusError::NoReply:
    case QDBusError::Timeout:
    case QDBusError::TimedOut:
        return {Error::Kind::KeychainSlow, detail, {}};
    case QDBusError::AccessDenied:
        return {Error::Kind::KeychainDenied, detail, {}};
    default:
        return {Error::Kind::NoKeychain, detail, {}};
    }
}

// Calls and hands the pending reply on, on the context's thread.
template <typename... Values, typename Then>
void ask(const QDBusMessage &message, int limitMs, QObject *context, Then then)
{
    const QDBusConnection bus = QDBusConnection::sessionBus();
    // Where there is no bus, a call would end in silence.
    const QDBusPendingCall pending =
            bus.isConnected() ? bus.asyncCall(message, limitMs)
                              : QDBusPendingCall::fromError(
                                        {QDBusError::Disconnected, u"there is no session bus"_s});
    auto *watcher = new QDBusPendingCallWatcher{pending, context};
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context,
                     [watcher, then = std::move(then)] {
                         const QDBusPendingReply<Values...> reply = *watcher;
                         watcher->deleteLater();
                         then(reply);
                     });
}

int milliseconds(std::chrono::milliseconds limit)
{
    return static_cast<int>(limit.count());
}

} // namespace

void SecretService::look(std::chrono::milliseconds limit, QObject *context, SecretDone done) const
{
    ask<QDBusObjectPath>(readDefaultAlias(), milliseconds(limit), context,
                         [*this, limit, context, done = std::move(done)](
                                 const QDBusPendingReply<QDBusObjectPath> &collection) {
                             if (collection.isError())
                                 return done(fail(errorFrom(collection.error())));
                             if (collection.value().path() == Nothing)
                                 return done({}); // the first secret makes it
                             lookAt(collection.value(), limit, context, done);
                         });
}

void SecretService::lookAt(const QDBusObjectPath &collection, std::chrono::milliseconds limit,
                           QObject *context, SecretDone done) const
{
    const QDBusMessage isLocked = call(collection.path(), "org.freedesktop.DBus.Properties"_L1,
                                       u"Get"_s, {QString{CollectionInterface}, u"Locked"_s});
    ask<QDBusVariant>(isLocked, milliseconds(limit), context,
                      [done = std::move(done)](const QDBusPendingReply<QDBusVariant> &locked) {
                          if (locked.isError())
                              return done(fail(errorFrom(locked.error())));
                          if (locked.value().variant().toBool())
                              return done(fail(Error::Kind::KeychainLocked,
                                               u"the default collection is locked"_s));
                          done({});
                      });
}

void SecretService::unlock(QObject *context, SecretDone done) const
{
    ask<QDBusObjectPath>(readDefaultAlias(), UntilAnswered, context,
                         [*this, context, done = std::move(done)](
                                 const QDBusPendingReply<QDBusObjectPath> &collection) {
                             if (collection.isError())
                                 return done(fail(errorFrom(collection.error())));
                             if (collection.value().path() == Nothing)
                                 return done({});
                             unlock(collection.value(), context, done);
                         });
}

void SecretService::unlock(const QDBusObjectPath &collection, QObject *context,
                           SecretDone done) const
{
    using Reply = QDBusPendingReply<QList<QDBusObjectPath>, QDBusObjectPath>;
    const QDBusMessage unlockIt = call(ServicePath, ServiceInterface, u"Unlock"_s,
                                       {QVariant::fromValue(QList<QDBusObjectPath>{collection})});
    ask<QList<QDBusObjectPath>, QDBusObjectPath>(
            unlockIt, UntilAnswered, context,
            [context, done = std::move(done)](const Reply &unlocked) {
                if (unlocked.isError())
                    return done(fail(errorFrom(unlocked.error())));
                const QDBusObjectPath prompt = unlocked.argumentAt<1>();
                if (prompt.path() == Nothing)
                    return done({});
                (new SecretPrompt{prompt, done, context})->show();
            });
}

SecretPrompt::SecretPrompt(const QDBusObjectPath &path, SecretDone done, QObject *parent)
    : QObject{parent}
    , m_path{path.path()}
    , m_done{std::move(done)}
{
    QDBusConnection::sessionBus().connect(Service, m_path, PromptInterface, u"Completed"_s, this,
                                          SLOT(complete(bool, QDBusVariant)));
}

void SecretPrompt::show()
{
    // Which window it belongs to is not known in words that all desktops share.
    ask<>(call(m_path, PromptInterface, u"Prompt"_s, {QString{}}), UntilAnswered, this,
          [this](const QDBusPendingReply<> &shown) {
              if (shown.isError())
                  end(fail(errorFrom(shown.error())));
          });
}

void SecretPrompt::complete(bool isDismissed, const QDBusVariant & /*result*/)
{
    if (isDismissed)
        end(fail(Error::Kind::KeychainLocked, u"the question was not answered"_s));
    else
        end({});
}

void SecretPrompt::end(const Result<> &result)
{
    deleteLater();
    m_done(result);
}
