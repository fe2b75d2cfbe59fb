// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/theme/portalscheme.h"

#include <QDBusContext>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

// The desktop's portal, as far as it is asked here.
class FakePortal final : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    explicit FakePortal(uint scheme)
        : m_scheme{scheme}
    {}

public slots:
    QDBusVariant Read(const QString &group, const QString &key)
    {
        Q_UNUSED(group)
        Q_UNUSED(key)
        return QDBusVariant{QVariant::fromValue(QDBusVariant{m_scheme})};
    }

public:
    void set(uint scheme)
    {
        m_scheme = scheme;
        emit SettingChanged(u"org.freedesktop.appearance"_s, u"color-scheme"_s,
                            QDBusVariant{scheme});
    }

signals:
    void SettingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    uint m_scheme;
};

class TestPortalScheme final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void asksAndFollows();
    void lightIsNoNews();
    void noPortalIsLight();
    void noBusIsLight();

private:
    [[nodiscard]] QDBusConnection connection(const QString &name) const
    {
        return QDBusConnection::connectToBus(m_address, name);
    }

    QProcess m_daemon;
    QString m_address;
};

void TestPortalScheme::initTestCase()
{
    const QString daemon = QStandardPaths::findExecutable(u"dbus-daemon"_s);
    if (daemon.isEmpty())
        QSKIP("dbus-daemon is not installed");
    m_daemon.start(daemon, {u"--session"_s, u"--nofork"_s, u"--print-address"_s});
    QVERIFY(m_daemon.waitForReadyRead(10'000));
    m_address = QString::fromLatin1(m_daemon.readLine()).trimmed();
}

void TestPortalScheme::cleanupTestCase()
{
    m_daemon.terminate();
    m_daemon.waitForFinished();
}

void TestPortalScheme::asksAndFollows()
{
    QDBusConnection desktop = connection(u"desktop"_s);
    FakePortal portal{1};
    QVERIFY(desktop.registerObject(u"/org/freedesktop/portal/desktop"_s, &portal,
                                   QDBusConnection::ExportAllSlots |
                                           QDBusConnection::ExportAllSignals));
    QVERIFY(desktop.registerService(u"org.freedesktop.portal.Desktop"_s));

    PortalScheme scheme{connection(u"program"_s)};
    QSignalSpy dark{&scheme, &PortalScheme::darkChanged};
    scheme.start();
    QTRY_COMPARE(dark.count(), 1);
    QCOMPARE(dark.at(0).at(0).toBool(), true);

    emit portal.SettingChanged(u"org.freedesktop.appearance"_s, u"contrast"_s, QDBusVariant{2U});
    portal.set(2);
    QTRY_COMPARE(dark.count(), 2);
    QCOMPARE(dark.at(1).at(0).toBool(), false);
    desktop.unregisterService(u"org.freedesktop.portal.Desktop"_s);
    desktop.unregisterObject(u"/org/freedesktop/portal/desktop"_s);
}

void TestPortalScheme::lightIsNoNews()
{
    QDBusConnection desktop = connection(u"desktop"_s);
    FakePortal portal{2};
    QVERIFY(desktop.registerObject(u"/org/freedesktop/portal/desktop"_s, &portal,
                                   QDBusConnection::ExportAllSlots |
                                           QDBusConnection::ExportAllSignals));
    QVERIFY(desktop.registerService(u"org.freedesktop.portal.Desktop"_s));
    PortalScheme scheme{connection(u"program"_s)};
    QSignalSpy dark{&scheme, &PortalScheme::darkChanged};
    scheme.start();
    // The change to dark proves that the first answer was in before it.
    portal.set(1);
    QTRY_COMPARE(dark.count(), 1);
    QCOMPARE(dark.at(0).at(0).toBool(), true);
    desktop.unregisterService(u"org.freedesktop.portal.Desktop"_s);
    desktop.unregisterObject(u"/org/freedesktop/portal/desktop"_s);
}

void TestPortalScheme::noPortalIsLight()
{
    PortalScheme scheme{connection(u"program"_s)};
    QSignalSpy dark{&scheme, &PortalScheme::darkChanged};
    scheme.start();
    QTRY_VERIFY(scheme.findChildren<QObject *>().isEmpty()); // the question was answered
    QCOMPARE(dark.count(), 0);
}

void TestPortalScheme::noBusIsLight()
{
    PortalScheme scheme{QDBusConnection{u"never connected"_s}};
    QSignalSpy dark{&scheme, &PortalScheme::darkChanged};
    scheme.start();
    QCOMPARE(dark.count(), 0);
}

QTEST_MAIN(TestPortalScheme)
#include "tst_portalscheme.moc"
