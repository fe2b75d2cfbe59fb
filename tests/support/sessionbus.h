// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryFile>

// A D-Bus session of a test's own. Made before the application object, so that Qt finds this bus
// and not the person's; ends with the test.
class SessionBus final
{
public:
    SessionBus();
    ~SessionBus();
    SessionBus(const SessionBus &) = delete;
    SessionBus &operator=(const SessionBus &) = delete;

    // Empty when there is a bus; otherwise why not, for QSKIP.
    [[nodiscard]] const QByteArray &missing() const { return m_missing; }

private:
    QTemporaryFile m_rules;
    QProcess m_daemon;
    QByteArray m_missing;
};
