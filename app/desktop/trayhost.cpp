// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/trayhost.h"

#include "app/desktop/traywindow.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QSystemTrayIcon>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto WatcherService = "org.kde.StatusNotifierWatcher"_L1;
constexpr auto WatcherPath = "/StatusNotifierWatcher"_L1;

} // namespace

TrayHost::Probes TrayHost::platform()
{
    return {&trayWindowExists, &QSystemTrayIcon::isSystemTrayAvailable};
}

TrayHost::TrayHost(const QDBusConnection &bus, Probes probes, Patience patience, QObject *parent)
    : QObject{parent}
    , m_bus{bus}
    , m_watcher{WatcherService, bus, QDBusServiceWatcher::WatchForOwnerChange}
    , m_probes{std::move(probes)}
    , m_patience{patience}
{
    connect(&m_watcher, &QDBusServiceWatcher::serviceOwnerChanged, this,
            [this](const QString &, const QString &, const QString &newOwner) {
                if (newOwner.isEmpty())
                    setNotifierHost(false);
                else
                    askWatcher();
            });
    connect(&m_recheck, &QTimer::timeout, this, &TrayHost::update);
    m_login.setSingleShot(true);
    connect(&m_login, &QTimer::timeout, this, [this] {
        adjustRecheck();
        if (!m_present)
            emit hostMissing();
    });
    m_restart.setSingleShot(true);
    connect(&m_restart, &QTimer::timeout, this, &TrayHost::hostLost);
}

void TrayHost::start()
{
    // The watcher may stay while the host behind it comes and goes (plasmashell under kded).
    for (const auto signal :
         {"StatusNotifierHostRegistered"_L1, "StatusNotifierHostUnregistered"_L1})
        m_bus.connect({}, WatcherPath, WatcherService, signal, this, SLOT(askWatcher()));
    m_login.start(m_patience.login);
    askWatcher();
    update();
}

void TrayHost::askWatcher()
{
    QDBusMessage question = QDBusMessage::createMethodCall(
            WatcherService, WatcherPath, u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
    question << QString{WatcherService} << u"IsStatusNotifierHostRegistered"_s;
    question.setAutoStartService(false); // whether there is a tray is the desktop's decision
    auto *answer = new QDBusPendingCallWatcher{m_bus.asyncCall(question), this};
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
        const QDBusPendingReply<QDBusVariant> reply = *answer;
        answer->deleteLater();
        setNotifierHost(reply.isValid() && reply.value().variant().toBool());
    });
}

void TrayHost::setNotifierHost(bool registered)
{
    m_notifierHost = registered;
    update();
}

void TrayHost::update()
{
    const bool window = m_kind != Kind::StatusNotifier && m_probes.windowExists();
    if (m_kind == Kind::None && (m_notifierHost || window) && m_probes.qtCanUse())
        m_kind = m_notifierHost ? Kind::StatusNotifier : Kind::Window;

    const bool present =
            m_kind == Kind::StatusNotifier ? m_notifierHost : m_kind == Kind::Window && window;
    adjustRecheck();
    if (present == m_present)
        return;
    m_present = present;
    if (present)
        m_restart.stop();
    else
        m_restart.start(m_patience.restart);
    emit presentChanged(present);
}

// An icon in an XEmbed tray, and the minutes after log-in, are worth a look every other second;
// a desktop without any tray gets one in a while.
void TrayHost::adjustRecheck()
{
    if (m_kind == Kind::StatusNotifier) {
        m_recheck.stop();
        return;
    }
    const auto interval = m_kind == Kind::Window || m_login.isActive() ? m_patience.recheck
                                                                       : 15 * m_patience.recheck;
    if (!m_recheck.isActive() || m_recheck.intervalAsDuration() != interval)
        m_recheck.start(interval);
}
