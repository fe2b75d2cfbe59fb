// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/alerts/alertnotice.h"

#include <QDBusConnection>
#include <QDBusServiceWatcher>
#include <QObject>

#include <functional>
#include <optional>

// Shows notices by the desktop's notification server (org.freedesktop.Notifications 1.2, on the
// session bus), and takes what a person clicks there. Without a server the tray's message shows
// them, without a tray the window. Never waits: the bus answers by signal. GUI thread.
class AlertNotifier final : public QObject
{
    Q_OBJECT

public:
    // Shows a notice where there is no notification server; returns how ("tray", "window"), or
    // nothing where it cannot.
    using Fallback = std::function<std::optional<QString>(const AlertNotice &)>;

    AlertNotifier(const QDBusConnection &bus, Fallback fallback, QObject *parent = nullptr);

    // Ends in shown() or, while the person does not want to be disturbed, in held(); critical ones
    // leave that to the server.
    void show(const AlertNotice &notice);

signals:
    void shown(quint32 id, const QString &how);
    void held(quint32 id);
    void released(); // the person may be disturbed again
    // Clicks. Of a notice from before a restart, entryId and ruleId are what is known: 0 if not.
    void openRequested(const AlertNotice &notice, qint64 entryId);
    void acknowledgeRequested(const QList<qint64> &entryIds);
    void snoozeRequested(const QList<qint64> &entryIds);

private slots:
    void acceptAction(quint32 serverId, const QString &action);
    void forget(quint32 serverId); // it is closed there
    void acceptProperties(const QString &interface, const QVariantMap &changed);

private:
    void askWhetherInhibited(const AlertNotice &notice);
    void askCapabilities(const AlertNotice &notice);
    void send(const AlertNotice &notice, const QStringList &capabilities);
    void fallBack(const AlertNotice &notice);
    [[nodiscard]] QVariantMap hintsOf(const AlertNotice &notice) const;

    QDBusConnection m_bus;
    Fallback m_fallback;
    QDBusServiceWatcher m_watcher;
    std::optional<QStringList> m_capabilities;
    bool m_isHolding = false;
    QHash<quint32, AlertNotice> m_notices; // by the server's id
};
