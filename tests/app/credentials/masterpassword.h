// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusVariant>

// A secret as the Secret Service takes it.
struct TransportedSecret {
    QDBusObjectPath session;
    QByteArray parameters;
    QByteArray value;
    QString contentType;
};

Q_DECLARE_METATYPE(TransportedSecret)

inline QDBusArgument &operator<<(QDBusArgument &argument, const TransportedSecret &secret)
{
    argument.beginStructure();
    argument << secret.session << secret.parameters << secret.value << secret.contentType;
    argument.endStructure();
    return argument;
}

inline const QDBusArgument &operator>>(const QDBusArgument &argument, TransportedSecret &secret)
{
    argument.beginStructure();
    argument >> secret.session >> secret.parameters >> secret.value >> secret.contentType;
    argument.endStructure();
    return argument;
}

// Unlocks the keychain of script/withsecretservice without asking anybody, as a log-in does.
[[nodiscard]] inline bool unlockWithMasterPassword()
{
    using namespace Qt::Literals::StringLiterals;
    qDBusRegisterMetaType<TransportedSecret>();
    const auto call = [](const QString &interface, const QString &method,
                         const QVariantList &arguments) {
        QDBusMessage message = QDBusMessage::createMethodCall(
                u"org.freedesktop.secrets"_s, u"/org/freedesktop/secrets"_s, interface, method);
        message.setArguments(arguments);
        return QDBusConnection::sessionBus().call(message);
    };
    const QDBusMessage opened = call(u"org.freedesktop.Secret.Service"_s, u"OpenSession"_s,
                                     {u"plain"_s, QVariant::fromValue(QDBusVariant{QString{}})});
    if (opened.arguments().size() != 2)
        return false;
    const TransportedSecret password{opened.arguments().at(1).value<QDBusObjectPath>(),
                                     {},
                                     "session-password",
                                     u"text/plain"_s};
    const QDBusObjectPath keychain{u"/org/freedesktop/secrets/collection/login"_s};
    return call(u"org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface"_s,
                u"UnlockWithMasterPassword"_s,
                {QVariant::fromValue(keychain), QVariant::fromValue(password)})
                   .type() == QDBusMessage::ReplyMessage;
}
