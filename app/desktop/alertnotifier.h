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
    // Shows a notice where there is no notification server; returns how ("tray"), or nothing where
    // it waits there until somebody can see it, and tells of that itself.
    using Fallback = std::function<std::optional<QString>(const AlertNotice &)>;

    // range: see noticeIdOf().
    AlertNotifier(const QDBusConnection &bus, Fallback fallback, quint8 range = 0,
                  QObject *parent = nullptr);

    // Ends in shown() or, while the person does not want to be disturbed, in held(); critical ones
    // leave that to the server.
    void show(const AlertNotice &notice);
    // The answer to lookUpRequested(); without firings where there are none any more.
    void acceptFound(const AlertNotice &notice);

signals:
    void shown(quint32 id, const QString &how);
    void held(quint32 id);
    void released(); // the person may be disturbed again
    // A notice from before a restart was clicked: its firings are asked for.
    void lookUpRequested(quint32 id);
    // Clicks.
    void openRequested(const AlertNotice &notice);
    void acknowledgeRequested(const QList<qint64> &entryIds);
    void snoozeRequested(const QList<qint64> &entryIds);

private slots:
    void acceptAction(quint32 serverId, const QString &action);
    void forget(quint32 serverId); // it is closed there
    void acceptProperties(const QString &interface, const QVariantMap &changed);

private:
    void askWhetherInhibited(const AlertNotice &notice);
    void askCapabilities(const AlertNotice &notice);
    void send(const AlertNotice &notice, const QStringList &capabilities, int attempt = 1);
    void fallBack(const AlertNotice &notice);
    void act(const AlertNotice &notice, const QString &action);
    [[nodiscard]] QVariantMap hintsOf(const AlertNotice &notice) const;

    QDBusConnection m_bus;
    quint8 m_range;
    Fallback m_fallback;
    QDBusServiceWatcher m_watcher;
    std::optional<QStringList> m_capabilities;
    bool m_isHolding = false;
    QHash<quint32, AlertNotice> m_notices; // by the server's id
    QHash<quint32, QString> m_clicked;     // of what is looked up, the action
};
