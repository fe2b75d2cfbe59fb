// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"
#include "db/tuning/rules/indexdef.h"

// MariaDB and MySQL, from information_schema; definitions from SHOW CREATE TABLE, which alone tells
// all of an index.
[[nodiscard]] Result<QList<TableDef>> readMariaDbIndexes(const Connection &connection);
