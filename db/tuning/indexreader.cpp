// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/indexreader.h"

#include "db/tuning/mariadbindexes.h"
#include "db/tuning/postgresqlindexes.h"
#include "db/tuning/sqliteindexes.h"

#include <algorithm>

namespace {

Result<QList<TableDef>> read(const Connection &connection)
{
    switch (connection.engine()) {
    case Engine::Sqlite:
        return readSqliteIndexes(connection);
    case Engine::PostgreSql:
        return readPostgreSqlIndexes(connection);
    case Engine::MariaDb:
        break;
    }
    return readMariaDbIndexes(connection);
}

} // namespace

Result<QList<TableDef>> readIndexes(const Connection &connection)
{
    return read(connection).transform([](QList<TableDef> tables) {
        std::ranges::sort(tables, {}, &TableDef::name);
        for (TableDef &table : tables)
            std::ranges::sort(table.indexes, {}, &IndexDef::name);
        return tables;
    });
}
