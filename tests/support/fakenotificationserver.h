// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusVariant>
#include <QObject>
#include <QStringList>
#include <QVariantMap>

#include <functional>

// A notification server (org.freedesktop.Notifications 1.2) that writes down what it is asked to
// show, on a connection of its own: for what the real ones do not let a test do.
class FakeNotificationServer final : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
    Q_PROPERTY(bool Inhibited READ isInhibited)

public:
    struct Shown {
        quint32 id = 0;
        QString title;
        QString body;
        QStringList actions;
        QVariantMap hints;
        int expiresMs = 0;
    };

    FakeNotificationServer();
    ~FakeNotificationServer() override;

    void appear(); // takes the name on the bus
    void vanish();
    void setInhibited(bool inhibited);
    void setCapabilities(const QStringList &capabilities) { m_capabilities = capabilities; }
    // Called with the name of each call, before its answer.
    void watchCalls(std::function<void(const QString &)> watcher)
    {
        m_watcher = std::move(watcher);
    }
    // Waits until the program that showed the newest notice has received its answer.
    [[nodiscard]] bool hasAnswerArrived();
    // The next so many notices are shown, and nobody is told so.
    void leaveUnanswered(int notices) { m_unanswered = notices; }
    // A person clicks there.
    void click(quint32 id, const QString &action) { emit ActionInvoked(id, action); }

    [[nodiscard]] const QList<Shown> &shown() const { return m_shown; } // by their first showing
    [[nodiscard]] int calls() const { return m_calls; }

    [[nodiscard]] bool isInhibited() const { return m_isInhibited; }

public slots: // of the interface
    QStringList GetCapabilities();
    quint32 Notify(const QString &application, quint32 replaces, const QString &icon,
                   const QString &title, const QString &body, const QStringList &actions,
                   const QVariantMap &hints, int expiresMs);

signals: // of the interface
    void ActionInvoked(quint32 id, const QString &action);

private:
    QDBusConnection m_bus;
    std::function<void(const QString &)> m_watcher;
    QStringList m_capabilities{QStringLiteral("actions"), QStringLiteral("body")};
    QList<Shown> m_shown;
    QString m_caller; // of the newest notice, its name on the bus
    int m_calls = 0;
    int m_unanswered = 0;
    quint32 m_nextId = 1;
    bool m_isInhibited = false;
};
