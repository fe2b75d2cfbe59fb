// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/windowkeeper.h"

#include "app/desktop/trayhost.h"

#include <QApplication>
#include <QCloseEvent>
#include <QWidget>

WindowKeeper::WindowKeeper(QWidget &window, const TrayHost &host, QObject *parent)
    : QObject{parent}
    , m_window{window}
    , m_host{host}
{
    qApp->installEventFilter(this); // sees the window's events too
    connect(&host, &TrayHost::hostLost, this, [this] { bringBack(false); });
    connect(&host, &TrayHost::hostMissing, this, [this] { bringBack(true); });
}

void WindowKeeper::start(bool hidden)
{
    if (!hidden)
        m_window.show();
    else if (!mayHide() && !m_host.isExpected())
        m_window.showMinimized();
}

void WindowKeeper::raise(const QByteArray &activationToken)
{
    if (!activationToken.isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN", activationToken); // Qt's Wayland plugin takes it from there
    m_window.setWindowState(m_window.windowState() & ~Qt::WindowMinimized);
    m_window.show();
    m_window.raise();
    m_window.activateWindow();
    QApplication::alert(&m_window); // where the desktop refuses the focus, the entry blinks
}

bool WindowKeeper::mayHide() const
{
    return m_host.isPresent();
}

void WindowKeeper::bringBack(bool minimised)
{
    if (m_window.isVisible())
        return;
    if (minimised)
        m_window.showMinimized();
    else
        m_window.show();
}

bool WindowKeeper::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Quit) {
        // Qt closes every window before it quits, and a refusal would cancel quitting.
        m_quitting = true;
        QMetaObject::invokeMethod(
                this, [this] { m_quitting = false; }, Qt::QueuedConnection);
        return false;
    }
    if (watched != &m_window || event->type() != QEvent::Close || m_quitting)
        return QObject::eventFilter(watched, event);
    if (m_closeToTray && mayHide()) {
        event->ignore();
        m_window.hide();
        emit hidden();
        return true;
    }
    // The window stays until it is known that nothing is lost. Afterwards: quitting closes it, too.
    event->ignore();
    QMetaObject::invokeMethod(this, &WindowKeeper::quitRequested, Qt::QueuedConnection);
    return true;
}
