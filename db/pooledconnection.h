// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

#include <QElapsedTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

// One connection of a pool and its successors. Made, used and destroyed on one thread.
class PooledConnection final
{
public:
    PooledConnection(const ConnectionSpec &spec, std::chrono::milliseconds idle)
        : m_spec{spec}
        , m_idle{idle}
    {}

    // Opens it where it is closed; one that was idle for long is asked first whether it still
    // works. Returns why its predecessor broke, if this is the successor of a broken one.
    [[nodiscard]] Result<std::optional<Error>> ensureOpen();

    // On an open connection. Errors have the database as subject. After one that may lie in the
    // connection that is closed.
    [[nodiscard]] Result<> run(const std::function<Result<>(const Connection &)> &work);

    void close() { m_connection.reset(); }
    [[nodiscard]] bool isOpen() const { return m_connection != nullptr; }
    [[nodiscard]] std::unique_ptr<StatementCanceller> canceller() const
    {
        return m_connection->canceller();
    }

private:
    void checkAfterIdle();

    const ConnectionSpec &m_spec;
    std::chrono::milliseconds m_idle;
    std::unique_ptr<Connection> m_connection;
    QElapsedTimer m_sinceUse;
    std::optional<Error> m_brokenBy;
};
