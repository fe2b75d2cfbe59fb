// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/tray.h"
#include "app/desktop/trayhost.h"
#include "tests/support/fakestatusnotifierwatcher.h"
#include "tests/support/sessionbus.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QSignalSpy>
#include <QSystemTrayIcon>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

// On a real X screen where there is one: Qt then registers its icon with the fake watcher, and
// the test sees what a panel would. Qt settles on one kind of tray per process, so the functions
// stand in the order of a log-in: no host, late host, host that restarts.
class TestTray final : public QObject
{
    Q_OBJECT

private slots:
    void calm();
    void lastWishWins();
    void menuSaysItInWords();
    void menuAsks_data();
    void menuAsks();
    void everyStateHasItsIcon();
    void lateHostShowsTheIcon();

private:
    [[nodiscard]] static TrayHost::Probes never()
    {
        return {[] { return false; }, [] { return false; }};
    }
    [[nodiscard]] static QMenu *menu()
    {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            if (widget->objectName() == "trayMenu"_L1)
                return qobject_cast<QMenu *>(widget);
        }
        return nullptr;
    }
};

void TestTray::calm()
{
    const TrayHost host{QDBusConnection::sessionBus(), never(), {}};
    Tray tray{host, 1h};
    QSignalSpy changed{&tray, &Tray::shownStateChanged};
    tray.setStatus(Tray::State::Ok, u"Collecting. Next slot 14:35."_s);
    QCOMPARE(tray.shownState(), Tray::State::Ok);
    tray.setStatus(Tray::State::Working, u"Collecting 14:35, attempt 2."_s);
    tray.setStatus(Tray::State::Attention, u"1 price stale."_s);
    QCOMPARE(tray.shownState(), Tray::State::Ok);
    QCOMPARE(changed.count(), 1);
}

void TestTray::lastWishWins()
{
    const TrayHost host{QDBusConnection::sessionBus(), never(), {}};
    Tray tray{host, 100ms};
    QSignalSpy changed{&tray, &Tray::shownStateChanged};
    tray.setStatus(Tray::State::Ok, {});
    tray.setStatus(Tray::State::Working, {});
    tray.setStatus(Tray::State::Attention, {});
    QTRY_COMPARE(tray.shownState(), Tray::State::Attention);
    QCOMPARE(changed.count(), 2); // working came and went within the interval: never shown
}

void TestTray::menuSaysItInWords()
{
    const TrayHost host{QDBusConnection::sessionBus(), never(), {}};
    Tray tray{host, 1h};
    tray.setStatus(Tray::State::Ok, u"Bread & butter. Next slot 14:35."_s);
    QVERIFY(menu());
    QCOMPARE(menu()->actions().constFirst()->text(), u"Bread && butter. Next slot 14:35."_s);
    tray.setStatus(Tray::State::Working, u"Collecting 14:35."_s); // the icon waits, words do not
    QCOMPARE(menu()->actions().constFirst()->text(), u"Collecting 14:35."_s);
}

void TestTray::menuAsks_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<bool>("paused");
    QTest::addColumn<QByteArray>("signal");
    QTest::newRow("open") << u"trayOpen"_s << false << QByteArray{SIGNAL(openRequested())};
    QTest::newRow("words") << u"trayWords"_s << false << QByteArray{SIGNAL(openRequested())};
    QTest::newRow("collect") << u"trayCollect"_s << false << QByteArray{SIGNAL(collectRequested())};
    QTest::newRow("pause") << u"trayPause"_s << false << QByteArray{SIGNAL(pauseRequested())};
    QTest::newRow("resume") << u"trayPause"_s << true << QByteArray{SIGNAL(resumeRequested())};
    QTest::newRow("quit") << u"trayQuit"_s << false << QByteArray{SIGNAL(quitRequested())};
}

void TestTray::menuAsks()
{
    QFETCH(const QString, action);
    QFETCH(const bool, paused);
    QFETCH(const QByteArray, signal);
    const TrayHost host{QDBusConnection::sessionBus(), never(), {}};
    Tray tray{host};
    tray.setPaused(paused);
    QSignalSpy asked{&tray, signal.constData()};
    QVERIFY(asked.isValid());
    auto *item = menu()->findChild<QAction *>(action);
    QVERIFY(item);
    item->trigger();
    QCOMPARE(asked.count(), 1);
}

void TestTray::everyStateHasItsIcon()
{
    QList<QImage> seen;
    for (const Tray::State state :
         {Tray::State::Ok, Tray::State::Working, Tray::State::Attention, Tray::State::Stopped}) {
        const QImage image = Tray::icon(state).pixmap(22).toImage();
        QVERIFY(!image.isNull());
        QVERIFY(!seen.contains(image));
        seen.append(image);
    }
}

void TestTray::lateHostShowsTheIcon()
{
    if (QGuiApplication::platformName() != "xcb"_L1)
        QSKIP("no X display: Qt shows no tray icon without a screen");

    FakeStatusNotifierWatcher watcher;
    QDBusConnection bus = QDBusConnection::sessionBus();
    TrayHost host{bus, TrayHost::platform(), {10ms, 50ms, 20ms}};
    Tray tray{host, 0ms};
    QSignalSpy missing{&host, &TrayHost::hostMissing};
    QSignalSpy lost{&host, &TrayHost::hostLost};
    host.start();
    tray.setStatus(Tray::State::Attention, u"1 price stale."_s);
    QTRY_COMPARE(missing.count(), 1);
    QVERIFY(!tray.findChild<QSystemTrayIcon *>());

    watcher.appear();
    QTRY_COMPARE(watcher.items().size(), 1);
    QVERIFY(host.isPresent());
    QCOMPARE(tray.findChild<QSystemTrayIcon *>()->toolTip(), u"1 price stale."_s);

    // What the panel reads: there is a picture, and there is a menu.
    QDBusMessage question =
            QDBusMessage::createMethodCall(watcher.items().constFirst(), u"/StatusNotifierItem"_s,
                                           u"org.freedesktop.DBus.Properties"_s, u"GetAll"_s);
    question << u"org.kde.StatusNotifierItem"_s;
    QDBusPendingCallWatcher answer{bus.asyncCall(question)};
    QTRY_VERIFY(answer.isFinished());
    const QDBusPendingReply<QVariantMap> reply = answer;
    QVERIFY2(reply.isValid(), qPrintable(reply.error().message()));
    QCOMPARE(reply.value().value(u"Status"_s).toString(), u"Active"_s);
    QVERIFY(reply.value().contains(u"Menu"_s));

    watcher.vanish();
    QTRY_COMPARE(lost.count(), 1);
    watcher.appear(); // the panel started again: the icon registers with it by itself
    QTRY_COMPARE(watcher.items().size(), 1);
    QTRY_VERIFY(host.isPresent());
}

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", qEnvironmentVariableIsEmpty("DISPLAY") ? "offscreen" : "xcb");
    const SessionBus bus;
    QApplication application{argc, argv};
    TestTray test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_tray.moc"
