// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/bulk/rowloader.h"
#include "db/bulk/rowstream.h"
#include "db/connectionspec.h"
#include "db/domain/result.h"
#include "db/statement.h"

#include <QLoggingCategory>

#include <memory>

// SQL_ECHO turns it on: statements, never their values.
Q_DECLARE_LOGGING_CATEGORY(sqlLog)

// Stops what a connection runs. May be used from any thread, also after the connection has gone.
class StatementCanceller
{
public:
    virtual ~StatementCanceller() = default;

    // The statement that runs now ends with Cancelled, and the server has stopped it; without one
    // nothing happens. May take a round trip to the server.
    virtual void cancel() = 0;
};

// What is at the other end, for people.
struct ServerInfo {
    QString product; // "SQLite", "PostgreSQL", "MariaDB", "MySQL"
    QString version; // "15.8"
    QString tls;     // "TLSv1.3"; empty: the connection is not protected
};

// An open connection to a database of one of the engines. It belongs to the thread that opened it
// and is used there alone. Statements go before it does.
class Connection
{
public:
    // SQLite: makes the file (mode 0600) and its folder (0700) when they are missing and the spec
    // may write; WAL, synchronous FULL, foreign keys on. Servers: times in UTC, strict SQL. Kinds:
    // AccessDenied, NotADatabase, Corrupt, Busy, ReadOnly, DiskFull, NotFound (read-only and no
    // file), Unreachable, LoginRefused, NoDatabase, Tls, Database. The subject is the location.
    [[nodiscard]] static Result<std::unique_ptr<Connection>> open(const ConnectionSpec &spec);
    virtual ~Connection() = default;
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    [[nodiscard]] const Dialect &dialect() const { return m_dialect; }
    [[nodiscard]] Engine engine() const { return m_dialect.engine(); }
    [[nodiscard]] const QString &location() const { return m_location; } // of the spec
    [[nodiscard]] StatementRecorder *recorder() const { return m_recorder.get(); }

    // Placeholders are question marks, on every engine.
    [[nodiscard]] virtual Result<std::unique_ptr<Statement>> prepare(const QString &sql) const = 0;
    // Runs one statement without values, such as DDL. Rows that it gives are thrown away.
    [[nodiscard]] virtual Result<> execute(const QString &sql) const = 0;

    // Reads the rows of a query as they arrive, in the engine's fastest way.
    [[nodiscard]] virtual Result<std::unique_ptr<RowStream>> stream(const QString &query) const = 0;

    // Puts many rows into a table, in the engine's fastest way, inside the caller's transaction.
    [[nodiscard]] virtual Result<std::unique_ptr<RowLoader>>
    loader(const QString &table, const QStringList &columns) const = 0;

    // A transaction that writes waits here for every other one of Tidemark's on this database, at
    // most as long as the spec's busy time-out (Busy). See Transaction.
    [[nodiscard]] virtual Result<> beginWrite() const = 0;
    // A transaction that sees the database as it is now, whatever others commit meanwhile.
    [[nodiscard]] virtual Result<> beginSnapshot() const = 0;
    [[nodiscard]] virtual Result<> commit() const = 0;
    virtual void rollback() const = 0;

    [[nodiscard]] virtual std::unique_ptr<StatementCanceller> canceller() const = 0;
    // The server's number of this session; 0 where there is no server.
    [[nodiscard]] virtual qint64 sessionId() const = 0;
    [[nodiscard]] virtual ServerInfo serverInfo() const = 0;
    // Lost when the server has gone; one round trip.
    [[nodiscard]] virtual Result<> ping() const = 0;

protected:
    explicit Connection(const ConnectionSpec &spec)
        : m_dialect{spec.engine}
        , m_location{spec.location()}
        , m_recorder{spec.recorder}
    {}

private:
    Dialect m_dialect;
    QString m_location;
    std::shared_ptr<StatementRecorder> m_recorder;
};
