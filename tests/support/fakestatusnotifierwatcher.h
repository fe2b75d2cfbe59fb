// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusContext>
#include <QObject>
#include <QStringList>
#include <QThread>

// A tray on D-Bus that a test lets come and go. It answers on a thread of its own, because Qt asks
// a watcher and waits for the answer. All functions may be called from the test's thread.
class FakeStatusNotifierWatcher final : public QObject
{
public:
    FakeStatusNotifierWatcher();
    ~FakeStatusNotifierWatcher() override;

    void appear(bool withHost = true);       // takes the name on the bus
    void vanish();                           // gives it back
    void setHost(bool registered);           // the host comes or goes behind a watcher that stays
    [[nodiscard]] QStringList items() const; // icons that registered since appear()

private:
    class Worker;
    QThread m_thread;
    Worker *m_worker;
};
