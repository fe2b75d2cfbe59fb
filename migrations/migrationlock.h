// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

#include <QLockFile>

#include <chrono>
#include <functional>
#include <memory>

// Lets one runner of migrations work on a database at a time, and goes with its process. On this
// computer a lock file says so, which is known to be stale when its process has gone; on a server
// its own lock by name besides: an advisory lock of PostgreSQL's session, GET_LOCK on MariaDB. A
// server's lock whose owner died on this computer is taken from it by ending that session. Thread:
// the connection's; goes before the connection does.
class MigrationLock final
{
public:
    explicit MigrationLock(const Connection &connection)
        : m_connection{connection}
    {}
    ~MigrationLock();
    MigrationLock(const MigrationLock &) = delete;
    MigrationLock &operator=(const MigrationLock &) = delete;

    // Asks again and again until it has it (never waits inside a transaction: the owner may build
    // an index concurrently). goesOn says false to give up (Cancelled). Busy after patience.
    [[nodiscard]] Result<> take(std::chrono::milliseconds patience,
                                const std::function<bool()> &goesOn = {});

private:
    [[nodiscard]] Result<bool> tryServer() const;
    void endDeadOwner() const;

    const Connection &m_connection;
    std::unique_ptr<QLockFile> m_file;
    bool m_hasServer = false;
};
