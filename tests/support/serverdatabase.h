// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/testserver.h"

// An empty database of one test's own on a server, called app_<random>; dropped at the end, also
// while connections to it are open.
class ServerDatabase final
{
public:
    explicit ServerDatabase(Engine engine); // on the server that script/test started
    explicit ServerDatabase(const TestServer &server);
    ~ServerDatabase();
    ServerDatabase(const ServerDatabase &) = delete;
    ServerDatabase &operator=(const ServerDatabase &) = delete;

    [[nodiscard]] const ConnectionSpec &spec() const { return m_spec; }
    [[nodiscard]] QString url() const { return urlWithPassword(m_spec); }

private:
    ConnectionSpec m_maintenance; // the database that is always there
    ConnectionSpec m_spec;
};
