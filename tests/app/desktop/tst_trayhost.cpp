// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/trayhost.h"
#include "tests/support/fakestatusnotifierwatcher.h"
#include "tests/support/sessionbus.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

// Without a screen: the probes are the test's, the watcher on D-Bus is a fake one.
class TestTrayHost final : public QObject
{
    Q_OBJECT

public:
    explicit TestTrayHost(QByteArray missing)
        : m_missing{std::move(missing)}
    {}

private slots:
    void initTestCase();
    void init();
    void absent();
    void late();
    void watcherWithoutHost();
    void vanishing();
    void restartIsNoLoss();
    void trayWindow();
    void staysWithDBus();
    void staysWithTheWindow();
    void whatQtCannotUseIsNoTray();

private:
    [[nodiscard]] TrayHost::Probes probes()
    {
        return {[this] { return m_window; },
                [this] {
                    ++m_asked;
                    return m_usable;
                }};
    }

    QByteArray m_missing;
    bool m_window = false;
    bool m_usable = true;
    int m_asked = 0; // how often Qt was asked, which settles what it uses
};

void TestTrayHost::initTestCase()
{
    if (!m_missing.isEmpty())
        QSKIP(m_missing.constData());
}

void TestTrayHost::init()
{
    m_window = false;
    m_usable = true;
    m_asked = 0;
}

void TestTrayHost::absent()
{
    TrayHost host{QDBusConnection::sessionBus(), probes(), {10ms, 100ms, 50ms}};
    QSignalSpy missing{&host, &TrayHost::hostMissing};
    QSignalSpy lost{&host, &TrayHost::hostLost};
    host.start();
    QVERIFY(host.isExpected());
    QTRY_COMPARE(missing.count(), 1);
    QVERIFY(!host.isExpected());
    QVERIFY(!host.isPresent());
    QCOMPARE(lost.count(), 0);
    QCOMPARE(m_asked, 0);
}

void TestTrayHost::late()
{
    FakeStatusNotifierWatcher watcher;
    TrayHost host{QDBusConnection::sessionBus(), probes(), {10ms, 50ms, 50ms}};
    QSignalSpy missing{&host, &TrayHost::hostMissing};
    QSignalSpy present{&host, &TrayHost::presentChanged};
    host.start();
    QTRY_COMPARE(missing.count(), 1); // later than anyone waits: it counts all the same
    watcher.appear();
    QTRY_VERIFY(host.isPresent());
    QCOMPARE(present.count(), 1);
    QCOMPARE(m_asked, 1);
}

void TestTrayHost::watcherWithoutHost()
{
    FakeStatusNotifierWatcher watcher;
    watcher.appear(false);
    TrayHost host{QDBusConnection::sessionBus(), probes(), {10ms, 100ms, 20ms}};
    QSignalSpy missing{&host, &TrayHost::hostMissing};
    QSignalSpy lost{&host, &TrayHost::hostLost};
    host.start();
    QTRY_COMPARE(missing.count(), 1);
    QVERIFY(!host.isPresent());
    watcher.setHost(true);
    QTRY_VERIFY(host.isPresent());
    watcher.setHost(false);
    QTRY_VERIFY(!host.isPresent());
    QTRY_COMPARE(lost.count(), 1);
}

void TestTrayHost::vanishing()
{
    FakeStatusNotifierWatcher watcher;
    watcher.appear();
    TrayHost host{QDBusConnection::sessionBus(), probes(), {10ms, 10s, 20ms}};
    QSignalSpy lost{&host, &TrayHost::hostLost};
    host.start();
    QTRY_VERIFY(host.isPresent());
    watcher.vanish();
    QTRY_VERIFY(!host.isPresent());
    QTRY_COMPARE(lost.count(), 1);
    watcher.appear();
    QTRY_VERIFY(host.isPresent());
}

void TestTrayHost::restartIsNoLoss()
{
    FakeStatusNotifierWatcher watcher;
    watcher.appear();
    TrayHost host{QDBusConnection::sessionBus(), probes(), {10ms, 10s, 300ms}};
    QSignalSpy lost{&host, &TrayHost::hostLost};
    QTimer longer;
    QSignalSpy waited{&longer, &QTimer::timeout};
    host.start();
    QTRY_VERIFY(host.isPresent());
    watcher.vanish();
    QTRY_VERIFY(!host.isPresent());
    watcher.appear();
    QTRY_VERIFY(host.isPresent());
    longer.start(400ms);
    QVERIFY(waited.wait());
    QCOMPARE(lost.count(), 0);
}

void TestTrayHost::trayWindow()
{
    TrayHost host{QDBusConnection::sessionBus(), probes(), {10ms, 10s, 20ms}};
    QSignalSpy lost{&host, &TrayHost::hostLost};
    host.start();
    QVERIFY(!host.isPresent());
    m_window = true;
    QTRY_VERIFY(host.isPresent());
    m_window = false;
    QTRY_COMPARE(lost.count(), 1);
    m_window = true;
    QTRY_VERIFY(host.isPresent());
}

void TestTrayHost::staysWithDBus()
{
    FakeStatusNotifierWatcher watcher;
    watcher.appear();
    TrayHost host{QDBusConnection::sessionBus(), probes(), {10ms, 10s, 20ms}};
    QSignalSpy lost{&host, &TrayHost::hostLost};
    host.start();
    QTRY_VERIFY(host.isPresent());
    m_window = true;
    watcher.vanish();
    QTRY_COMPARE(lost.count(), 1); // an icon made for D-Bus never shows in a tray window
    QVERIFY(!host.isPresent());
}

void TestTrayHost::staysWithTheWindow()
{
    m_window = true;
    TrayHost host{QDBusConnection::sessionBus(), probes(), {10ms, 10s, 20ms}};
    QSignalSpy lost{&host, &TrayHost::hostLost};
    host.start();
    QVERIFY(host.isPresent());
    FakeStatusNotifierWatcher watcher;
    QDBusServiceWatcher seen{u"org.kde.StatusNotifierWatcher"_s, QDBusConnection::sessionBus()};
    QSignalSpy registered{&seen, &QDBusServiceWatcher::serviceRegistered};
    watcher.appear();
    QTRY_COMPARE(registered.count(), 1);
    m_window = false;
    QTRY_COMPARE(lost.count(), 1);
    QVERIFY(!host.isPresent());
}

void TestTrayHost::whatQtCannotUseIsNoTray()
{
    m_usable = false;
    FakeStatusNotifierWatcher watcher;
    watcher.appear();
    TrayHost host{QDBusConnection::sessionBus(), probes(), {10ms, 100ms, 20ms}};
    QSignalSpy missing{&host, &TrayHost::hostMissing};
    host.start();
    QTRY_COMPARE(missing.count(), 1);
    QVERIFY(m_asked > 0);
    QVERIFY(!host.isPresent());
}

int main(int argc, char **argv)
{
    const SessionBus bus;
    QApplication application{argc, argv};
    TestTrayHost test{bus.missing()};
    return QTest::qExec(&test, argc, argv);
}

#include "tst_trayhost.moc"
