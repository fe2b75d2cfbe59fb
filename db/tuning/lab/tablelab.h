// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/lab/indexlab.h"
#include "db/tuning/lab/labground.h"
#include "db/tuning/lab/labwatch.h"
#include "db/tuning/rules/indexdef.h"

#include <random>

// What the measurements of one lab share.
struct LabSession {
    const Connection &source; // only read
    LabGround &ground;
    LabWatch &watch;
    const LabOptions &options;
    std::mt19937 random;
    QList<TableDef> tables = {};                // all of the source
    QList<CataloguedStatement> statements = {}; // described
    qint64 freeBytes = 0;                       // SQLite: that the disk has left
    int items = 0;                              // tables and migrations, that share the time
    int item = 0;                               // the one under way, from 1 on

    void tell(LabProgress::Phase phase, const QString &subject, int done = 0, int total = 0) const
    {
        if (options.progress)
            options.progress({phase, subject, done, total, item, items});
    }
};

// The indexes of one table, within this time. Refused (translated): it cannot be measured.
[[nodiscard]] Result<TablePrices> measureTable(LabSession &session, const TableDef &table,
                                               std::chrono::milliseconds time);
