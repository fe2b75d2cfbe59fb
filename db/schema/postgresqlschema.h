// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/schema/inspection.h"

// The current schema, from pg_catalog: what stands in others is not seen.
[[nodiscard]] Result<QList<SchemaObject>> readPostgreSqlObjects(const Connection &connection);

// The tables and views that count, as "relations" (oid, relname, relkind) in front of a query. A
// partition is a part of its table, and what belongs to an extension is the extension's.
[[nodiscard]] QString ofPostgreSqlRelations(const QString &query);
