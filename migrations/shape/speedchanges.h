// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/lab/shapechange.h"
#include "migrations/migration.h"

// The migrations whose worth is a question of speed, for the index lab to measure: inserts with the
// old and the new indexes (5, 6), calculation over DECIMAL and FLOAT (7).
[[nodiscard]] QList<ShapeChange> speedChanges(const MigrationSet &migrations);
