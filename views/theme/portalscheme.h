// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QObject>

// Whether the desktop prefers dark, as its portal says (org.freedesktop.appearance color-scheme).
// Asks without waiting and follows changes; no portal, no bus or no preference: light. GUI thread.
class PortalScheme final : public QObject
{
    Q_OBJECT

public:
    explicit PortalScheme(const QDBusConnection &bus, QObject *parent = nullptr);

    // Asks once and listens from then on. Connect first.
    void start();

signals:
    void darkChanged(bool dark);

private slots:
    // Takes the message as it is: a slot with a QDBusVariant would not be found before Qt has
    // sent its first variant.
    void settingChanged(const QDBusMessage &news);

private:
    void accept(const QVariant &scheme);

    QDBusConnection m_bus;
    bool m_dark = false;
};
