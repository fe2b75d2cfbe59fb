// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QWidget;
class TrayHost;

// Decides when the window may be out of sight. Closing it hides it only while a tray is really
// there; a hidden window comes back when the tray is lost, or never appears. GUI thread; window and
// host outlive it. The program must not end by itself with its last window
// (QGuiApplication::setQuitOnLastWindowClosed(false)).
class WindowKeeper final : public QObject
{
    Q_OBJECT

public:
    WindowKeeper(QWidget &window, const TrayHost &host, QObject *parent = nullptr);

    void setCloseToTray(bool closeToTray) { m_closeToTray = closeToTray; }
    // The first showing. hidden: wait for a tray, and show the window minimised when none comes.
    void start(bool hidden);

public slots:
    // Shows the window above others. The token comes from the program that the person used
    // (XDG_ACTIVATION_TOKEN) and lets the desktop hand over the focus; empty: it may only blink.
    void raise(const QByteArray &activationToken = {});

signals:
    void hidden();        // closed into the tray, still collecting
    void quitRequested(); // to be closed for good: nothing would be left to see

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void bringBack(bool minimised);
    [[nodiscard]] bool mayHide() const;

    QWidget &m_window;
    const TrayHost &m_host;
    bool m_closeToTray = true;
    bool m_quitting = false;
};
