// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/connection.h"

#include "db/mariadb/mariadbconnection.h"
#include "db/postgresql/postgresqlconnection.h"
#include "db/sqlite/sqliteconnection.h"

Q_LOGGING_CATEGORY(sqlLog, "tidemark.sql", QtWarningMsg)

namespace {

Result<std::unique_ptr<Connection>> openOn(const ConnectionSpec &spec)
{
    switch (spec.engine) {
    case Engine::Sqlite:
        return openSqlite(spec);
    case Engine::PostgreSql:
        return openPostgreSql(spec);
    case Engine::MariaDb:
        break;
    }
    return openMariaDb(spec);
}

} // namespace

Result<std::unique_ptr<Connection>> Connection::open(const ConnectionSpec &spec)
{
    Result<std::unique_ptr<Connection>> connection = openOn(spec);
    if (!connection && connection.error().subject.isEmpty())
        connection.error().subject = spec.location();
    return connection;
}
