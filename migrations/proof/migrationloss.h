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

// "created_at of table price_data_5min (rows: 12)", translated.
[[nodiscard]] QString lossText(const MigrationLoss &loss);
