// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/lab/tablebench.h"

#include "db/tuning/lab/serverbench.h"
#include "db/tuning/lab/sqlitebench.h"

Result<std::unique_ptr<TableBench>>
TableBench::make(const LabGround &ground, LabGround::Place place, const Connection &connection,
                 const ProbeTable &table, int rows, const LabWatch &watch)
{
    switch (connection.engine()) {
    case Engine::Sqlite:
        return makeSqliteBench(ground.fileOf(place), connection, table, rows, watch);
    case Engine::PostgreSql:
        return makePostgreSqlBench(connection, table, rows, watch);
    case Engine::MariaDb:
        break;
    }
    return makeMariaDbBench(connection, table, rows, watch);
}

qint64 wholeDays(qint64 ms)
{
    constexpr qint64 Day = 86'400'000;
    return (ms / Day + 1) * Day;
}
