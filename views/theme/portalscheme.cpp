// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/theme/portalscheme.h"

#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto service = "org.freedesktop.portal.Desktop"_L1;
constexpr auto path = "/org/freedesktop/portal/desktop"_L1;
constexpr auto interface = "org.freedesktop.portal.Settings"_L1;
constexpr auto appearance = "org.freedesktop.appearance"_L1;
constexpr auto colourScheme = "color-scheme"_L1;
constexpr uint preferDark = 1; // 0: no preference, 2: light

} // namespace

PortalScheme::PortalScheme(const QDBusConnection &bus, QObject *parent)
    : QObject{parent}
    , m_bus{bus}
{}

void PortalScheme::start()
{
    if (!m_bus.isConnected())
        return;
    m_bus.connect(service, path, interface, u"SettingChanged"_s, this,
                  SLOT(settingChanged(QDBusMessage)));
    QDBusMessage question = QDBusMessage::createMethodCall(service, path, interface, u"Read"_s);
    question << QString{appearance} << QString{colourScheme};
    auto *answer = new QDBusPendingCallWatcher{m_bus.asyncCall(question), this};
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
        const QDBusPendingReply<QDBusVariant> reply = *answer;
        if (reply.isValid())
            accept(reply.value().variant());
        answer->deleteLater();
    });
}

void PortalScheme::settingChanged(const QDBusMessage &news)
{
    const QVariantList arguments = news.arguments();
    if (arguments.size() == 3 && arguments.at(0).toString() == appearance &&
        arguments.at(1).toString() == colourScheme)
        accept(arguments.at(2));
}

void PortalScheme::accept(const QVariant &scheme)
{
    QVariant value = scheme;
    // Read wraps its answer in a second variant, the signal does not.
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    const bool dark = value.toUInt() == preferDark;
    if (dark == m_dark)
        return;
    m_dark = dark;
    emit darkChanged(dark);
}
