// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sessionbus.h"

using namespace Qt::Literals::StringLiterals;

namespace {

// A session's own rules, but for the folders of services: none that is installed here starts by
// itself when somebody calls it.
constexpr auto Rules =
        R"(<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
)";

} // namespace

SessionBus::SessionBus()
{
    if (!m_rules.open() || m_rules.write(Rules) < 0 || !m_rules.flush()) {
        m_missing = "the rules of a D-Bus session cannot be written";
        return;
    }
    m_daemon.start(u"dbus-daemon"_s,
                   {u"--config-file="_s + m_rules.fileName(), u"--nofork"_s, u"--print-address"_s});
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
