// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sessionbus.h"

using namespace Qt::Literals::StringLiterals;

SessionBus::SessionBus()
{
    m_daemon.start(u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--print-address"_s});
    if (!m_daemon.waitForStarted() || !m_daemon.waitForReadyRead(10000)) {
        m_missing = "no D-Bus session can be started: " + m_daemon.errorString().toUtf8();
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        return;
    }
    qputenv("DBUS_SESSION_BUS_ADDRESS", m_daemon.readLine().trimmed());
}

SessionBus::~SessionBus()
{
    if (m_daemon.state() == QProcess::NotRunning)
        return;
    m_daemon.terminate();
    m_daemon.waitForFinished();
}
