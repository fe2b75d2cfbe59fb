// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusObjectPath>
#include <QObject>

// Stands where gnome-keyring's questions are shown, and lets nobody answer: as when a person is
// not there.
class SilentPrompter final : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.gnome.keyring.internal.Prompter")

public:
    [[nodiscard]] bool start()
    {
        QDBusConnection bus = QDBusConnection::sessionBus();
        return bus.registerObject(QStringLiteral("/org/gnome/keyring/Prompter"), this,
                                  QDBusConnection::ExportAllSlots) &&
               bus.registerService(QStringLiteral("org.gnome.keyring.SystemPrompter"));
    }
    void stop()
    {
        QDBusConnection::sessionBus().unregisterService(
                QStringLiteral("org.gnome.keyring.SystemPrompter"));
    }

    [[nodiscard]] int asked() const { return m_asked; }

public slots:
    void BeginPrompting(const QDBusObjectPath & /*callback*/) { ++m_asked; } // NOLINT: its name

private:
    int m_asked = 0;
};
