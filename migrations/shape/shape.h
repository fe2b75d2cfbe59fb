// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/schema/inspection.h"

// What a version looks like on a server. It stands as text beside its scripts, which cannot be run
// in memory there; script/shapes writes it and tst_shapes compares.

// A paragraph an object, for people and for schemaFromShape.
[[nodiscard]] QString shapeText(const Schema &schema);
// Refused (Parse): anything that shapeText does not write. The objects have no SQL.
[[nodiscard]] Result<Schema> schemaFromShape(const QString &text);

// "schema.postgresql.txt"
[[nodiscard]] QString shapeFileName(Engine engine);
// What migrations 1 to version make on this server; version 0 is nothing. NotFound (the subject is
// the version) when this program does not know it.
[[nodiscard]] Result<Schema> shippedSchema(Engine engine, int version);
