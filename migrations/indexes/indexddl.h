// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/tuning/rules/indexdef.h"

// How an index stands in the database now.
enum class IndexState {
    Absent,
    Broken,   // half built, or half dropped: PostgreSQL
    Building, // somebody makes it at this moment: PostgreSQL
    Hidden,   // kept up to date, and not used
    Working,
};

[[nodiscard]] IndexState indexState(const QList<TableDef> &tables, const QString &table,
                                    const QString &index);

// CREATE and DROP INDEX as the engine does them with others reading and writing meanwhile, or fails
// where it cannot: CONCURRENTLY on PostgreSQL, LOCK=NONE on MariaDB and MySQL. isSplit: a table of
// partitions or a hypertable, which PostgreSQL changes only as a whole.
[[nodiscard]] QString besideOthers(const QString &sql, Engine engine, bool isSplit);

// What puts an index out of use and into use again, at once and without a change of its entries.
// Empty where the engine cannot: SQLite, PostgreSQL, MariaDB before 10.6.
struct HidingSql {
    QString hide;
    QString show;
};
[[nodiscard]] HidingSql hidingSql(const Connection &connection, const QString &table,
                                  const QString &index);
