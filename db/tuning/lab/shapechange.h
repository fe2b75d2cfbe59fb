// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/lab/labreport.h"

#include <QStringList>

// Two shapes of a table, as SQL: whoever knows the migrations gives it.
struct ShapeChange {
    int version = 0; // of the migration
    QString table;   // "market_data" or "alert_logs"
    ShapeComparison::Work work = ShapeComparison::Work::Insert;
    QStringList before = {}; // makes the old shape in an empty place
    QStringList after = {};  // makes the new shape in another
};
