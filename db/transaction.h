// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

// A transaction on the connection of this thread: rolled back unless commit() was reached.
class Transaction final
{
public:
    explicit Transaction(const Connection &connection)
        : m_connection{connection}
    {}
    ~Transaction()
    {
        if (m_open)
            m_connection.rollback();
    }
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    // Takes the write lock at once: a transaction that starts as a reader cannot wait for it. Busy
    // when it is still held after the connection's busy time-out.
    [[nodiscard]] Result<> begin() { return opened(m_connection.beginWrite()); }
    // For reading alone: one and the same moment for all its statements.
    [[nodiscard]] Result<> beginSnapshot() { return opened(m_connection.beginSnapshot()); }
    [[nodiscard]] Result<> commit()
    {
        m_open = false;
        return m_connection.commit();
    }

private:
    Result<> opened(Result<> begun)
    {
        m_open = begun.has_value();
        return begun;
    }

    const Connection &m_connection;
    bool m_open = false;
};
