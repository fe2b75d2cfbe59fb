// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/alertnotifier.h"

#include <QApplication>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto Service = "org.freedesktop.Notifications"_L1;
constexpr auto Path = "/org/freedesktop/Notifications"_L1;
constexpr auto Properties = "org.freedesktop.DBus.Properties"_L1;
constexpr int TimeoutMs = 3000;
constexpr int MostAttempts = 4;
// What the specification calls the action of a click on the notification itself.
constexpr auto OpenAction = "default"_L1;
constexpr auto SnoozeAction = "snooze"_L1;
constexpr auto AcknowledgeAction = "acknowledge"_L1;

QDBusMessage call(QLatin1StringView interface, QLatin1StringView method)
{
    return QDBusMessage::createMethodCall(Service, Path, interface, method);
}

// Calls answer(watcher) when the bus has answered.
template <typename Answer>
void ask(QDBusConnection &bus, const QDBusMessage &message, QObject *context, const Answer &answer)
{
    auto *watcher = new QDBusPendingCallWatcher{bus.asyncCall(message, TimeoutMs), context};
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context,
                     [answer](QDBusPendingCallWatcher *done) {
                         done->deleteLater();
                         answer(*done);
                     });
}

uchar urgencyOf(AlertSeverity severity)
{
    return uchar(severity == AlertSeverity::Info ? 0 : severity == AlertSeverity::Warning ? 1 : 2);
}

} // namespace

AlertNotifier::AlertNotifier(const QDBusConnection &bus, Fallback fallback, quint8 range,
                             QObject *parent)
    : QObject{parent}
    , m_bus{bus}
    , m_range{range}
    , m_fallback{std::move(fallback)}
    , m_watcher{QString{Service}, bus, QDBusServiceWatcher::WatchForOwnerChange}
{
    m_bus.connect(Service, Path, Service, u"ActionInvoked"_s, this,
                  SLOT(acceptAction(quint32, QString)));
    m_bus.connect(Service, Path, Service, u"NotificationClosed"_s, this, SLOT(forget(quint32)));
    m_bus.connect(Service, Path, Properties, u"PropertiesChanged"_s, this,
                  SLOT(acceptProperties(QString, QVariantMap)));
    // Another server can do other things, and gives its numbers anew.
    connect(&m_watcher, &QDBusServiceWatcher::serviceOwnerChanged, this, [this] {
        m_capabilities.reset();
        m_notices.clear();
    });
}

void AlertNotifier::show(const AlertNotice &notice)
{
    if (!m_bus.isConnected())
        fallBack(notice);
    else if (notice.severity == AlertSeverity::Critical)
        askCapabilities(notice);
    else
        askWhetherInhibited(notice);
}

void AlertNotifier::askWhetherInhibited(const AlertNotice &notice)
{
    QDBusMessage message = call(Properties, "Get"_L1);
    message << QString{Service} << u"Inhibited"_s;
    ask(m_bus, message, this, [this, notice](const QDBusPendingCallWatcher &watcher) {
        // A server that does not know the property disturbs as it sees fit.
        const QDBusPendingReply<QDBusVariant> reply = watcher;
        if (!reply.isError() && reply.value().variant().toBool()) {
            m_isHolding = true;
            emit held(notice.id);
            return;
        }
        askCapabilities(notice);
    });
}

void AlertNotifier::askCapabilities(const AlertNotice &notice)
{
    if (m_capabilities)
        return send(notice, *m_capabilities);
    ask(m_bus, call(Service, "GetCapabilities"_L1), this,
        [this, notice](const QDBusPendingCallWatcher &watcher) {
            const QDBusPendingReply<QStringList> reply = watcher;
            if (reply.isError())
                return fallBack(notice);
            m_capabilities = reply.value();
            send(notice, *m_capabilities);
        });
}

void AlertNotifier::send(const AlertNotice &notice, const QStringList &capabilities, int attempt)
{
    QStringList actions;
    if (capabilities.contains(u"actions"_s)) {
        actions << QString{OpenAction} << (notice.isDigest() ? tr("Show alerts") : tr("Open chart"))
                << QString{SnoozeAction} << tr("Snooze 1 h") << QString{AcknowledgeAction}
                << tr("Acknowledge");
    }
    // Texts come from people and from markets: a server that reads markup must not see any.
    const QString body =
            capabilities.contains(u"body-markup"_s) ? notice.body.toHtmlEscaped() : notice.body;
    constexpr int ServersChoice = -1;
    constexpr int Stays = 0;
    QDBusMessage message = call(Service, "Notify"_L1);
    message << u"Tidemark"_s << notice.id << u"tidemark"_s << notice.title << body << actions
            << hintsOf(notice)
            << (notice.severity == AlertSeverity::Critical ? Stays : ServersChoice);
    const bool beeps = notice.hasSound && !capabilities.contains(u"sound"_s);
    ask(m_bus, message, this, [=, this](const QDBusPendingCallWatcher &watcher) {
        const QDBusPendingReply<quint32> reply = watcher;
        // A server that is busy may show it yet: it is given the same number again.
        if (reply.isError() && reply.error().type() == QDBusError::NoReply &&
            attempt < MostAttempts)
            return send(notice, capabilities, attempt + 1);
        if (reply.isError()) {
            m_capabilities.reset(); // another server may come
            return fallBack(notice);
        }
        m_notices.insert(reply.value(), notice);
        if (beeps)
            QApplication::beep();
        emit shown(notice.id, u"notification"_s);
    });
}

QVariantMap AlertNotifier::hintsOf(const AlertNotice &notice) const
{
    QVariantMap hints{{u"urgency"_s, QVariant::fromValue(urgencyOf(notice.severity))},
                      {u"desktop-entry"_s, u"tidemark"_s},
                      {u"category"_s, u"x-tidemark.alert"_s}};
    if (notice.hasSound)
        hints.insert(u"sound-name"_s, u"message-new-instant"_s);
    else
        hints.insert(u"suppress-sound"_s, true);
    return hints;
}

void AlertNotifier::fallBack(const AlertNotice &notice)
{
    const std::optional<QString> how = m_fallback(notice);
    if (notice.hasSound)
        QApplication::beep();
    if (how)
        emit shown(notice.id, *how);
}

void AlertNotifier::acceptAction(quint32 serverId, const QString &action)
{
    if (const auto known = m_notices.constFind(serverId); known != m_notices.cend()) {
        const AlertNotice notice = *known; // what follows may forget it
        act(notice, action);
    } else if (entryOfNotice(serverId, m_range) != 0) { // else of another program
        m_clicked.insert(serverId, action);
        emit lookUpRequested(serverId);
    }
}

void AlertNotifier::acceptFound(const AlertNotice &notice)
{
    act(notice, m_clicked.take(notice.id));
}

void AlertNotifier::act(const AlertNotice &notice, const QString &action)
{
    if (action == OpenAction)
        emit openRequested(notice);
    else if (action == SnoozeAction)
        emit snoozeRequested(entryIds(notice));
    else if (action == AcknowledgeAction)
        emit acknowledgeRequested(entryIds(notice));
}

void AlertNotifier::forget(quint32 serverId)
{
    m_notices.remove(serverId);
}

void AlertNotifier::acceptProperties(const QString &interface, const QVariantMap &changed)
{
    if (interface != Service || !changed.contains(u"Inhibited"_s) || !m_isHolding ||
        changed.value(u"Inhibited"_s).toBool())
        return;
    m_isHolding = false;
    emit released();
}
