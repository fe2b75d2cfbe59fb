// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

// Passes everything on to another connection and ends this process by SIGKILL right before the nth
// statement that changes something, begin and commit among them. Right before one is right after
// the one before it: only reading lies between. So whoever counts n up to the end has died at every
// state that a database can be found in. Thread: the connection's.
class DyingConnection final : public Connection
{
public:
    // dieAt: from 1; 0 for never.
    DyingConnection(std::unique_ptr<Connection> connection, const ConnectionSpec &spec, int dieAt)
        : Connection{spec}
        , m_connection{std::move(connection)}
        , m_dieAt{dieAt}
    {}

    [[nodiscard]] Result<std::unique_ptr<Statement>> prepare(const QString &sql) const override;
    [[nodiscard]] Result<> execute(const QString &sql) const override;
    [[nodiscard]] Result<std::unique_ptr<RowStream>> stream(const QString &query) const override
    {
        return m_connection->stream(query);
    }
    [[nodiscard]] Result<std::unique_ptr<RowLoader>>
    loader(const QString &table, const QStringList &columns) const override
    {
        return m_connection->loader(table, columns);
    }
    [[nodiscard]] Result<> beginWrite() const override;
    [[nodiscard]] Result<> beginSnapshot() const override { return m_connection->beginSnapshot(); }
    [[nodiscard]] Result<> commit() const override;
    void rollback() const override { m_connection->rollback(); }
    [[nodiscard]] std::unique_ptr<StatementCanceller> canceller() const override
    {
        return m_connection->canceller();
    }
    [[nodiscard]] qint64 sessionId() const override { return m_connection->sessionId(); }
    [[nodiscard]] ServerInfo serverInfo() const override { return m_connection->serverInfo(); }
    [[nodiscard]] Result<> ping() const override { return m_connection->ping(); }

    void aboutToChange() const; // dies when its time has come

private:
    std::unique_ptr<Connection> m_connection;
    int m_dieAt;
    mutable int m_changes = 0;
};
