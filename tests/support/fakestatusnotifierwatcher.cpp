// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakestatusnotifierwatcher.h"

#include <QDBusMessage>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto Service = "org.kde.StatusNotifierWatcher"_L1;
constexpr auto Path = "/StatusNotifierWatcher"_L1;
constexpr auto BusName = "fake-watcher"_L1;

} // namespace

class FakeStatusNotifierWatcher::Worker final : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.kde.StatusNotifierWatcher")
    Q_PROPERTY(bool IsStatusNotifierHostRegistered READ hasHost)
    Q_PROPERTY(QStringList RegisteredStatusNotifierItems READ items)

public:
    bool hasHost() const { return m_host; }
    QStringList items() const { return m_items; }

    void appear(bool withHost)
    {
        m_host = withHost;
        m_items.clear();
        QDBusConnection bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, BusName);
        bus.registerObject(Path, this, QDBusConnection::ExportAllContents);
        bus.registerService(Service);
    }

    void vanish() { QDBusConnection{BusName}.unregisterService(Service); }

    void setHost(bool registered)
    {
        m_host = registered;
        if (registered)
            emit StatusNotifierHostRegistered();
        else
            emit StatusNotifierHostUnregistered();
    }

public slots:
    // The names are those of the protocol.
    void RegisterStatusNotifierItem(const QString &item)
    {
        m_items.append(item.startsWith(u'/') ? message().service() : item);
        emit StatusNotifierItemRegistered(item);
    }
    void RegisterStatusNotifierHost(const QString &) {}

signals:
    void StatusNotifierItemRegistered(const QString &item);
    void StatusNotifierHostRegistered();
    void StatusNotifierHostUnregistered();

private:
    bool m_host = false;
    QStringList m_items;
};

FakeStatusNotifierWatcher::FakeStatusNotifierWatcher()
    : m_worker{new Worker}
{
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
}

FakeStatusNotifierWatcher::~FakeStatusNotifierWatcher()
{
    m_thread.quit();
    m_thread.wait();
    QDBusConnection::disconnectFromBus(BusName);
}

void FakeStatusNotifierWatcher::appear(bool withHost)
{
    QMetaObject::invokeMethod(
            m_worker, [this, withHost] { m_worker->appear(withHost); },
            Qt::BlockingQueuedConnection);
}

void FakeStatusNotifierWatcher::vanish()
{
    QMetaObject::invokeMethod(
            m_worker, [this] { m_worker->vanish(); }, Qt::BlockingQueuedConnection);
}

void FakeStatusNotifierWatcher::setHost(bool registered)
{
    QMetaObject::invokeMethod(
            m_worker, [this, registered] { m_worker->setHost(registered); },
            Qt::BlockingQueuedConnection);
}

QStringList FakeStatusNotifierWatcher::items() const
{
    QStringList items;
    QMetaObject::invokeMethod(
            m_worker, [&] { items = m_worker->items(); }, Qt::BlockingQueuedConnection);
    return items;
}

#include "fakestatusnotifierwatcher.moc"
