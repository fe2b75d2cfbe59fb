// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/schema/inspection.h"

// The current schema, from pg_catalog: what stands in others is not seen.
[[nodiscard]] Result<QList<SchemaObject>> readPostgreSqlObjects(const Connection &connection);
