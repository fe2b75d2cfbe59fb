// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QProcess>
#include <QProcessEnvironment>

// A D-Bus session with a keychain (or without one) of a test's own, from script/withsecretservice;
// ends with the test. Programs that run in it share what they keep.
class KeyringSession final
{
public:
    enum class State { Unlocked, Locked, NoService, NoBus };

    explicit KeyringSession(State state);
    ~KeyringSession();
    KeyringSession(const KeyringSession &) = delete;
    KeyringSession &operator=(const KeyringSession &) = delete;

    // Empty when it runs; otherwise why not, for SKIP_UNLESS_CI.
    [[nodiscard]] const QByteArray &missing() const { return m_missing; }
    // For a child: bus, HOME and the XDG folders.
    void addTo(QProcessEnvironment &environment) const;
    // For this process: before the application object, so that Qt finds this bus.
    void enter() const;
    // Locks the keychain, as it is after a while or at a log-in without a password.
    [[nodiscard]] bool lock() const;

private:
    QProcess m_session;
    QHash<QString, QString> m_variables;
    QByteArray m_missing;
};
