// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

// Puts many quotes into a database at version 1, in one statement.
[[nodiscard]] inline Result<> addFirstQuotes(const Connection &connection, int count)
{
    const auto insert = [&]() -> QString {
        switch (connection.engine()) {
        case Engine::Sqlite:
            return QStringLiteral(
                    "INSERT INTO price_data_5min WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL "
                    "SELECT i + 1 FROM n WHERE i < %1) SELECT printf('%036d', i), 'btc', "
                    "'1.00000000', '2.00000000', '1.50000000', 1700000000000 + i * 300000 FROM n");
        case Engine::PostgreSql:
            return QStringLiteral(
                    "INSERT INTO price_data_5min SELECT gen_random_uuid(), 'btc', 1, 2, 1.5, "
                    "to_timestamp(1700000000 + i * 300) FROM generate_series(1, %1) i");
        case Engine::MariaDb:
            break;
        }
        return QStringLiteral("INSERT INTO price_data_5min SELECT UUID(), 'btc', 1, 2, 1.5, "
                              "FROM_UNIXTIME(1700000000 + seq * 300) FROM seq_1_to_%1");
    };
    return connection.execute(insert().arg(count));
}
