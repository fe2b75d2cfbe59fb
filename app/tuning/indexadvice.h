// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/indexadvisor.h"
#include "db/tuning/lab/indexlab.h"

// What the advisor says of this database, told which tables are Tidemark's and what Tidemark asks
// of them, what was recorded of both, and what the index lab measured last. Changes nothing; works
// at any version. Thread: the connection's.
[[nodiscard]] Result<IndexReport> indexAdvice(const Connection &connection);

// What Tidemark asks of this database: its catalogue, and what was recorded of it and beside it.
[[nodiscard]] Result<QList<CataloguedStatement>> askedStatements(const Connection &connection);

// What an index lab is told of this database: these statements, and the indexes that they lack.
[[nodiscard]] Result<LabOptions> labOptionsFor(const Connection &connection);
