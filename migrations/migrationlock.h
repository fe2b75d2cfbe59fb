// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/filelock.h"

#include <QCoreApplication>
#include <QJsonObject>

#include <chrono>
#include <functional>
#include <optional>

// Lets one runner of migrations work on a database at a time, and goes with its process. On this
// computer the kernel's lock on a file says so; on a server its own lock by name besides: an
// advisory lock of PostgreSQL's session, GET_LOCK on MariaDB. There a lock whose owner died on this
// computer is taken from it by ending its session, if the owner wrote owner() as a note "lock" into
// the history. Thread: the connection's; goes before the connection does.
class MigrationLock final
{
    Q_DECLARE_TR_FUNCTIONS(MigrationLock)

public:
    explicit MigrationLock(const Connection &connection)
        : m_connection{connection}
    {}
    ~MigrationLock();
    MigrationLock(const MigrationLock &) = delete;
    MigrationLock &operator=(const MigrationLock &) = delete;

    // Asks again and again until it has it (never waits inside a transaction: the owner may build
    // an index concurrently). goesOn says false to give up (Cancelled). Busy after patience.
    // Refused, with a translated sentence, where a session of the server is not ours alone.
    [[nodiscard]] Result<> take(std::chrono::milliseconds patience,
                                const std::function<bool()> &goesOn = {});

    // Who holds it, for those who wait.
    [[nodiscard]] QJsonObject owner() const;

private:
    [[nodiscard]] Result<bool> tryServer() const;
    [[nodiscard]] Result<> refusePooler() const;
    void endDeadOwner() const;

    const Connection &m_connection;
    std::optional<FileLock> m_file;
    bool m_hasServer = false;
};
