// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/schema/inspection.h"

// The current database, from information_schema; MariaDB and MySQL tell the same.
[[nodiscard]] Result<QList<SchemaObject>> readMariaDbObjects(const Connection &connection);
