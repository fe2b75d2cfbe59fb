// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/tuning/rules/statement.h"

// What Tidemark itself asks of its tables, as its stores write it: each way of reading a table at
// least once. Changes of rows by their primary key are left out; they need no other index.
[[nodiscard]] QList<CataloguedStatement> ownStatements();
