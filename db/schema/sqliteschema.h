// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/schema/inspection.h"

// What sqlite_schema holds; a definition is the statement itself in one spelling.
[[nodiscard]] Result<QList<SchemaObject>> readSqliteObjects(const Connection &connection);
