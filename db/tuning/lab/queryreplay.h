// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/lab/keptvalues.h"
#include "db/tuning/lab/labreport.h"
#include "db/tuning/lab/labwatch.h"
#include "db/tuning/lab/probetable.h"
#include "db/tuning/rules/statement.h"

#include <functional>

// What the indexes of a copied table do for statements of the catalogue: each statement that might
// use one runs with its kept values or those of the newest rows, with the index and without it.
// What the time does not suffice for has no runs.
[[nodiscard]] Result<QList<QueryEffect>>
replayStatements(const Connection &place, const ProbeTable &table,
                 const QList<CataloguedStatement> &statements, const KeptValues &kept,
                 std::chrono::milliseconds time, const LabWatch &watch,
                 const std::function<void(int done, int all)> &progress);
