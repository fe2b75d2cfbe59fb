// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrations/shape/schemamodel.h"

// What a way down gives up.
struct MigrationLoss {
    QString table;
    QStringList columns;      // empty: the table itself
    qint64 rows = 0;          // that hold something there
    bool isPrecision = false; // the columns stay and lose digits
};

// What going down from one version to another would give up: rows of tables that go, values of
// columns that go, digits of columns that are converted. Tables and columns that are empty are no
// loss.
[[nodiscard]] Result<QList<MigrationLoss>> lossOnTheWayDown(const Connection &connection,
                                                            const MigrationSet &migrations,
                                                            const SchemaModel &model, int from,
                                                            int to);

// Rows of a table that would be lost with it: all but those that migrations wrote themselves.
[[nodiscard]] Result<qint64> rowsLostWith(const Connection &connection, const QString &table);

// "created_at of table price_data_5min (rows: 12)", translated.
[[nodiscard]] QString lossText(const MigrationLoss &loss);

// A way down as it was looked at, before somebody is asked whether to go it.
struct WayDown {
    int from = 0;
    int to = 0;
    QList<MigrationLoss> losses;
};

// Those that were not named: in another table or another column. How many rows there are may have
// changed since.
[[nodiscard]] QList<MigrationLoss> lossesBeyond(const QList<MigrationLoss> &named,
                                                const QList<MigrationLoss> &losses);
