// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/schema/inspection.h"
#include "migrations/migration.h"

// What the schema of every version looks like: on SQLite found out by running the scripts in
// memory, on servers read from the shapes beside the scripts. Where a set of migrations ships no
// shapes, SQLite's scripts tell the names of tables and columns, which are the same on every
// engine.
class SchemaModel final
{
public:
    [[nodiscard]] static Result<SchemaModel> of(const MigrationSet &migrations);

    // version: 0 (nothing) to the head.
    [[nodiscard]] const Schema &at(int version) const { return m_schemas[version]; }
    // Whether definitions are this engine's, so that they may be compared.
    [[nodiscard]] bool isExact() const { return m_isExact; }

private:
    [[nodiscard]] Result<> runScripts(const MigrationSet &migrations);
    [[nodiscard]] Result<bool> readShapes(const MigrationSet &migrations);

    QList<Schema> m_schemas;
    bool m_isExact = true;
};

// The table of this name, or none.
[[nodiscard]] const SchemaObject *findTable(const Schema &schema, const QString &table);
