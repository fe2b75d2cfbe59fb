// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/trayhost.h"
#include "app/desktop/windowkeeper.h"

#include <QDBusConnection>
#include <QMainWindow>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

// The tray is a switch of the test's; no bus is asked.
class TestWindowKeeper final : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_tray = true; }
    void closingHidesIntoTheTray();
    void closingEndsWithoutATray();
    void closingEndsWhenThePersonWantsThat();
    void hiddenWindowComesBackWhenTheTrayIsLost();
    void hiddenStartWaitsForATray();
    void raiseShowsAMinimisedWindow();
    void quitIsNotMistakenForClosing();

private:
    [[nodiscard]] TrayHost::Probes probes()
    {
        return {[this] { return m_tray; }, [] { return true; }};
    }

    bool m_tray = true;
    QDBusConnection m_noBus{u"none"_s};
};

void TestWindowKeeper::closingHidesIntoTheTray()
{
    QMainWindow window;
    TrayHost host{m_noBus, probes(), {10ms, 10s, 20ms}};
    WindowKeeper keeper{window, host};
    QSignalSpy quit{&keeper, &WindowKeeper::quitRequested};
    QSignalSpy hidden{&keeper, &WindowKeeper::hidden};
    host.start();
    keeper.start(false);
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    window.close();
    QVERIFY(!window.isVisible());
    QCOMPARE(hidden.count(), 1);
    keeper.raise();
    QVERIFY(window.isVisible());
    QCOMPARE(quit.count(), 0);
}

void TestWindowKeeper::closingEndsWithoutATray()
{
    m_tray = false;
    QMainWindow window;
    TrayHost host{m_noBus, probes(), {10ms, 10s, 20ms}};
    WindowKeeper keeper{window, host};
    QSignalSpy quit{&keeper, &WindowKeeper::quitRequested};
    host.start();
    keeper.start(false);
    window.close();
    QTRY_COMPARE(quit.count(), 1);
    QVERIFY(window.isVisible()); // who is asked whether to save something sees it
}

void TestWindowKeeper::closingEndsWhenThePersonWantsThat()
{
    QMainWindow window;
    TrayHost host{m_noBus, probes(), {10ms, 10s, 20ms}};
    WindowKeeper keeper{window, host};
    keeper.setCloseToTray(false);
    QSignalSpy quit{&keeper, &WindowKeeper::quitRequested};
    host.start();
    keeper.start(false);
    window.close();
    QTRY_COMPARE(quit.count(), 1);
}

void TestWindowKeeper::hiddenWindowComesBackWhenTheTrayIsLost()
{
    QMainWindow window;
    TrayHost host{m_noBus, probes(), {10ms, 10s, 20ms}};
    WindowKeeper keeper{window, host};
    host.start();
    keeper.start(false);
    window.close();
    QVERIFY(!window.isVisible());
    m_tray = false;
    QTRY_VERIFY(window.isVisible());
}

void TestWindowKeeper::hiddenStartWaitsForATray()
{
    m_tray = false;
    QMainWindow window;
    TrayHost host{m_noBus, probes(), {10ms, 200ms, 20ms}};
    WindowKeeper keeper{window, host};
    host.start();
    keeper.start(true);
    QVERIFY(!window.isVisible());
    QTRY_VERIFY(window.isVisible()); // nobody came: there must be a way back
    QVERIFY(window.isMinimized());
}

void TestWindowKeeper::raiseShowsAMinimisedWindow()
{
    QMainWindow window;
    TrayHost host{m_noBus, probes(), {10ms, 10s, 20ms}};
    WindowKeeper keeper{window, host};
    host.start();
    window.showMaximized();
    window.setWindowState(window.windowState() | Qt::WindowMinimized);
    keeper.raise("token-of-the-launcher");
    QVERIFY(!window.isMinimized());
    QVERIFY(window.isMaximized()); // as it was before
    QCOMPARE(qgetenv("XDG_ACTIVATION_TOKEN"), "token-of-the-launcher");
}

void TestWindowKeeper::quitIsNotMistakenForClosing()
{
    QMainWindow window;
    TrayHost host{m_noBus, probes(), {10ms, 10s, 20ms}};
    WindowKeeper keeper{window, host};
    host.start();
    keeper.start(false);
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QSignalSpy hidden{&keeper, &WindowKeeper::hidden};
    QEvent quit{QEvent::Quit};
    QCoreApplication::sendEvent(qApp, &quit);
    QVERIFY(quit.isAccepted());
    QCOMPARE(hidden.count(), 0); // the window closed, and did not go into the tray

    window.show(); // somebody else refused to quit: from now on closing hides again
    QCoreApplication::sendPostedEvents();
    window.close();
    QCOMPARE(hidden.count(), 1);
}

QTEST_MAIN(TestWindowKeeper)

#include "tst_windowkeeper.moc"
