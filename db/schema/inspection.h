// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/connection.h"

#include <QList>
#include <QString>
#include <QStringList>

// A table, index, view or trigger. Indexes that come with a key or UNIQUE belong to their table.
struct SchemaObject {
    enum class Kind { Table, Index, View, Trigger };

    Kind kind = Kind::Table;
    QString name;
    QString table;       // which an index or trigger is on; the name itself for tables and views
    QString sql;         // makes the object again; empty for tables of servers
    QString definition;  // in one spelling, for comparing. Tables of servers: a fact a line
    QStringList columns; // of tables and views, in their order; without generated ones
};

// What stands in a database, on PostgreSQL in the current schema, without the engine's own tables
// and Tidemark's migration history. Partitions are a part of their table.
struct Schema {
    QList<SchemaObject> objects; // by kind, then name

    [[nodiscard]] const SchemaObject *find(SchemaObject::Kind kind, const QString &name) const;
    [[nodiscard]] QList<SchemaObject> tables() const;
    // SHA-256 (hex) over kinds, names and definitions: the same for the same schema, in whatever
    // order it was made.
    [[nodiscard]] QString fingerprint() const;
};

// A handful of queries however many tables there are: 3 to 10 ms on servers.
[[nodiscard]] Result<Schema> inspectSchema(const Connection &connection);

// Whether there is a table or view of this name.
[[nodiscard]] Result<bool> tableExists(const Connection &connection, const QString &table);

// What tells two schemas apart: translated parts of sentences, at least one an object.
struct SchemaDifferences {
    QStringList changed; // what was expected is missing or another one
    QStringList unknown; // what nobody expected: tables and views, and what is on the tables

    [[nodiscard]] QStringList all() const { return changed + unknown; }
};
[[nodiscard]] SchemaDifferences schemaDifferences(const Schema &actual, const Schema &expected);

// The objects that only the first of them has.
[[nodiscard]] QList<SchemaObject> unknownObjects(const Schema &actual, const Schema &expected);

// A table or column name as SQL text.
[[nodiscard]] QString quotedName(const QString &name);
