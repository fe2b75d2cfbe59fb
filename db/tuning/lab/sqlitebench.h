// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/lab/tablebench.h"

// Drops indexes within the probe's transaction.
[[nodiscard]] Result<std::unique_ptr<TableBench>> makeSqliteBench(const QString &file,
                                                                  const Connection &connection,
                                                                  const ProbeTable &table, int rows,
                                                                  const LabWatch &watch);
