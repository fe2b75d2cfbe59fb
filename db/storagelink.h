// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

#include <QObject>

#include <memory>

// The connection that the readers of one storage thread share: opened when it is first asked for,
// and again after a failure. Lives on that thread.
class StorageLink final : public QObject
{
    Q_OBJECT

public:
    explicit StorageLink(ConnectionSpec spec)
        : m_spec{std::move(spec)}
    {}

    // Runs read(connection) on an open connection. Its errors come back with the database as
    // subject; after one that may lie in the connection the next call opens a new one.
    template <typename Read>
    auto use(const Read &read) -> decltype(read(std::declval<Connection &>()))
    {
        if (const Result<> ready = ensureOpen(); !ready)
            return fail(ready.error());
        auto result = read(*m_connection);
        if (!result)
            return fail(noteFailure(result.error()));
        return result;
    }

    // Called on the storage thread when it ends: the connection closes where it was opened.
    void close() { m_connection.reset(); }

private:
    [[nodiscard]] Result<> ensureOpen();
    [[nodiscard]] Error noteFailure(Error error);

    ConnectionSpec m_spec;
    std::unique_ptr<Connection> m_connection;
};
