// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connectionpool.h"
#include "db/statements.h"
#include "tests/support/engines.h"

// What the tests of the pool let it work on: a table t with a column n.

inline std::unique_ptr<Connection> open(const ConnectionSpec &spec)
{
    Result<std::unique_ptr<Connection>> connection = Connection::open(spec);
    if (!connection)
        qFatal("%s", qPrintable(connection.error().detail));
    return std::move(*connection);
}

inline Result<qint64> number(const Connection &connection, const QString &sql)
{
    Statements statements{connection};
    Result<Rows> rows = statements.run(sql);
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return fail(Error::Kind::NotFound, QStringLiteral("no row"));
    return rows->integer(0);
}

inline constexpr auto Count = "SELECT COUNT(*) FROM t";
inline constexpr auto Endless =
        "SELECT COUNT(*) FROM t a, t b, t c, t d, t e, t f, t g, t h, t i, t j, "
        "t k, t l, t m, t n";

inline void makeTable(const Connection &connection, int rows = 10)
{
    Result<> made = connection.execute(QStringLiteral("CREATE TABLE t (n INTEGER)"));
    for (int row = 0; made && row < rows; ++row)
        made = connection.execute(QStringLiteral("INSERT INTO t (n) VALUES (%1)").arg(row));
    QVERIFY2(made, qPrintable(made ? QString{} : made.error().detail));
}

// As the server counts them; the watcher's own connection is not one.
inline qint64 connectionsTo(const Connection &watcher)
{
    return *number(
            watcher,
            watcher.engine() == Engine::PostgreSql
                    ? QStringLiteral("SELECT COUNT(*) FROM pg_stat_activity WHERE datname = "
                                     "current_database() AND pid <> pg_backend_pid()")
                    : QStringLiteral(
                              "SELECT COUNT(*) FROM information_schema.processlist WHERE db = "
                              "DATABASE() AND id <> CONNECTION_ID()"));
}

inline qint64 endlessOnes(const Connection &watcher)
{
    return *number(
            watcher,
            watcher.engine() == Engine::PostgreSql
                    ? QStringLiteral("SELECT COUNT(*) FROM pg_stat_activity WHERE state = "
                                     "'active' AND query LIKE 'SELECT COUNT(*) FROM t a%' AND "
                                     "datname = current_database()")
                    : QStringLiteral("SELECT COUNT(*) FROM information_schema.processlist WHERE "
                                     "db = DATABASE() AND info LIKE 'SELECT COUNT(*) FROM t a%'"));
}

// Ends one session as an administrator or a firewall does.
inline Result<> breakSession(const Connection &watcher, qint64 session)
{
    return watcher.execute(watcher.engine() == Engine::PostgreSql
                                   ? QStringLiteral("SELECT pg_terminate_backend(%1)").arg(session)
                                   : QStringLiteral("KILL %1").arg(session));
}
