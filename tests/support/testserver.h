// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connectionspec.h"

#include <QString>

#include <functional>

// A server that script/testdb started. Whoever asks for one that is not there ends the test with a
// sentence: a test of a server never passes without it.
class TestServer final
{
public:
    // The one that script/test started for all tests. Nobody stops it.
    [[nodiscard]] static TestServer shared(Engine engine);

    // May make databases called app_...; its own is "app". TlsMode::Prefer.
    [[nodiscard]] const ConnectionSpec &user() const { return m_user; }
    [[nodiscard]] const ConnectionSpec &admin() const { return m_admin; }      // may do everything
    [[nodiscard]] const QString &certificate() const { return m_certificate; } // its own authority
    [[nodiscard]] const QString &socket() const { return m_socket; } // ConnectionSpec::host

private:
    friend class PrivateServer;

    TestServer(Engine engine, const std::function<QString(const QString &)> &setting);

    ConnectionSpec m_user;
    ConnectionSpec m_admin;
    QString m_certificate;
    QString m_socket;
};

// A server of this test's own, for tests that stop or kill one. It starts with the object and is
// removed with it; script/test removes it after a crash. A start takes a second or two.
class PrivateServer final
{
public:
    explicit PrivateServer(Engine engine);
    ~PrivateServer();
    PrivateServer(const PrivateServer &) = delete;
    PrivateServer &operator=(const PrivateServer &) = delete;

    [[nodiscard]] const TestServer &settings() const { return m_settings; }

    void start(); // again, at the same address and with the same data
    void stop();  // in good order: PostgreSQL ends its sessions, MariaDB too
    void kill();  // as a crash does

private:
    QString run(const QString &verb) const;

    Engine m_engine;
    QString m_folder;
    TestServer m_settings;
};

// Ends the test's program as failed: without its server nothing that it could say would count.
[[noreturn]] void giveUp(const QString &why);

// The URL of this database with its password, for a child process or a command line.
[[nodiscard]] QString urlWithPassword(const ConnectionSpec &spec);
