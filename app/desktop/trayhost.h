// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QDBusServiceWatcher>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>

// Knows whether a tray is really there: something on the screen that shows an icon now. At log-in
// it may come later than this program, and it may vanish and return (a shell that restarts). Qt
// settles which kind of tray it uses when it is first asked, so nothing may touch QSystemTrayIcon
// before present() was true. Never writes a setting. GUI thread.
class TrayHost final : public QObject
{
    Q_OBJECT

public:
    // How the platform is asked; tests without a screen hand in their own.
    struct Probes {
        std::function<bool()> windowExists; // an XEmbed tray
        std::function<bool()> qtCanUse;     // only called when a host is known to be there
    };
    [[nodiscard]] static Probes platform();

    struct Patience {
        std::chrono::milliseconds recheck{2000}; // an XEmbed tray sends no message on D-Bus
        std::chrono::milliseconds login{120000}; // how long a host may take to appear at all
        std::chrono::milliseconds restart{5000}; // how long one may be away before it is lost
    };

    TrayHost(const QDBusConnection &bus, Probes probes, Patience patience,
             QObject *parent = nullptr);

    // Asks for the first time; connect to the signals before.
    void start();
    [[nodiscard]] bool isPresent() const { return m_present; }
    // Whether it is a StatusNotifier on D-Bus; else a window that shows icons.
    [[nodiscard]] bool isNotifier() const { return m_kind == Kind::StatusNotifier; }
    // Whether a host may still appear soon: no longer than Patience::login after start().
    [[nodiscard]] bool isExpected() const { return m_login.isActive(); }

signals:
    void presentChanged(bool present); // at once
    void hostLost();                   // was there, and has been away for Patience::restart
    void hostMissing();                // none within Patience::login; one may still come later

private slots:
    void askWatcher();

private:
    enum class Kind { None, StatusNotifier, Window };

    void setNotifierHost(bool registered);
    void update();
    void adjustRecheck();

    QDBusConnection m_bus;
    QDBusServiceWatcher m_watcher;
    Probes m_probes;
    Patience m_patience;
    QTimer m_recheck;
    QTimer m_login;
    QTimer m_restart;
    Kind m_kind = Kind::None; // what Qt uses, and goes on using until the program ends
    bool m_notifierHost = false;
    bool m_present = false;
};
