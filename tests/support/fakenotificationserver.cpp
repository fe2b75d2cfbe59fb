// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakenotificationserver.h"

#include <QDBusMessage>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace {

const QString Name = u"org.freedesktop.Notifications"_s;
const QString Path = u"/org/freedesktop/Notifications"_s;
const QString BusName = u"notification server"_s;

} // namespace

FakeNotificationServer::FakeNotificationServer()
    : m_bus{QDBusConnection::connectToBus(QDBusConnection::SessionBus, BusName)}
{
    m_bus.registerObject(Path, this,
                         QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals |
                                 QDBusConnection::ExportAllProperties);
}

FakeNotificationServer::~FakeNotificationServer()
{
    QDBusConnection::disconnectFromBus(BusName);
}

void FakeNotificationServer::appear()
{
    if (!m_bus.registerService(Name))
        qFatal("the name of the notification server is taken");
}

void FakeNotificationServer::vanish()
{
    m_bus.unregisterService(Name);
}

void FakeNotificationServer::setInhibited(bool inhibited)
{
    m_isInhibited = inhibited;
    QDBusMessage changed = QDBusMessage::createSignal(Path, u"org.freedesktop.DBus.Properties"_s,
                                                      u"PropertiesChanged"_s);
    changed << Name << QVariantMap{{u"Inhibited"_s, inhibited}} << QStringList{};
    m_bus.send(changed);
}

bool FakeNotificationServer::hasAnswerArrived()
{
    // The bus keeps the order of a connection's messages: this one comes behind the answer.
    const QDBusMessage ping = QDBusMessage::createMethodCall(
            m_caller, u"/"_s, u"org.freedesktop.DBus.Peer"_s, u"Ping"_s);
    return m_bus.call(ping).type() == QDBusMessage::ReplyMessage;
}

QStringList FakeNotificationServer::GetCapabilities()
{
    if (m_watcher)
        m_watcher(u"GetCapabilities"_s);
    return m_capabilities;
}

quint32 FakeNotificationServer::Notify(const QString &, quint32 replaces, const QString &,
                                       const QString &title, const QString &body,
                                       const QStringList &actions, const QVariantMap &hints,
                                       int expiresMs)
{
    if (m_watcher)
        m_watcher(u"Notify"_s);
    ++m_calls;
    m_caller = message().service();
    const quint32 id = replaces == 0 ? m_nextId++ : replaces;
    const Shown shown{id, title, body, actions, hints, expiresMs};
    const auto known = std::ranges::find(m_shown, id, &Shown::id);
    if (known == m_shown.end())
        m_shown.append(shown);
    else
        *known = shown;
    if (m_unanswered > 0) {
        --m_unanswered;
        setDelayedReply(true);
    }
    return id;
}
