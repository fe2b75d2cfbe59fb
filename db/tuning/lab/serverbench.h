// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/lab/tablebench.h"

// On servers the rows stand in a table of the place, and each batch is one statement: what the
// database does, without the way there and back for each row, which no index changes.

// Drops indexes within the probe's transaction. What is rolled back stays in the table as dead
// rows, as after any rollback, so that each probe's rows come behind those of the one before.
[[nodiscard]] Result<std::unique_ptr<TableBench>> makePostgreSqlBench(const Connection &connection,
                                                                      const ProbeTable &table,
                                                                      int rows,
                                                                      const LabWatch &watch);
// Has a table for each list of indexes to leave out: to drop one and make it anew takes longer than
// a probe, and a new index has no room in its pages, so that the rows after it would pay for that.
[[nodiscard]] Result<std::unique_ptr<TableBench>> makeMariaDbBench(const Connection &connection,
                                                                   const ProbeTable &table,
                                                                   int rows, const LabWatch &watch);
