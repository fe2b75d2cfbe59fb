// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/schema/inspection.h"

#include "db/schema/mariadbschema.h"
#include "db/schema/postgresqlschema.h"
#include "db/schema/sqliteschema.h"
#include "db/statements.h"

#include <QCoreApplication>
#include <QCryptographicHash>

#include <algorithm>
#include <tuple>

using namespace Qt::Literals::StringLiterals;

namespace {

struct SchemaText {
    Q_DECLARE_TR_FUNCTIONS(SchemaText)
};

QString kindText(SchemaObject::Kind kind)
{
    switch (kind) {
    case SchemaObject::Kind::Table:
        return SchemaText::tr("table");
    case SchemaObject::Kind::Index:
        return SchemaText::tr("index");
    case SchemaObject::Kind::View:
        return SchemaText::tr("view");
    case SchemaObject::Kind::Trigger:
        return SchemaText::tr("trigger");
    }
    return {};
}

// On servers a name says nothing about an index or trigger without its table.
const SchemaObject *findSame(const Schema &schema, const SchemaObject &object)
{
    const auto found = std::ranges::find_if(schema.objects, [&](const SchemaObject &other) {
        return other.kind == object.kind &&
               other.name.compare(object.name, Qt::CaseInsensitive) == 0 &&
               other.table.compare(object.table, Qt::CaseInsensitive) == 0;
    });
    return found == schema.objects.cend() ? nullptr : &*found;
}

// "column x is missing" where that is what makes two tables differ.
QStringList columnDifferences(const SchemaObject &actual, const SchemaObject &expected)
{
    QStringList differences;
    for (const QString &column : expected.columns) {
        if (!actual.columns.contains(column))
            differences.append(SchemaText::tr("column %1 of %2 %3 is missing")
                                       .arg(column, kindText(actual.kind), actual.name));
    }
    for (const QString &column : actual.columns) {
        if (!expected.columns.contains(column))
            differences.append(SchemaText::tr("column %1 of %2 %3 is not known to Tidemark")
                                       .arg(column, kindText(actual.kind), actual.name));
    }
    if (differences.isEmpty())
        differences.append(SchemaText::tr("%1 %2 is defined differently from what Tidemark made")
                                   .arg(kindText(actual.kind), actual.name));
    return differences;
}

} // namespace

const SchemaObject *Schema::find(SchemaObject::Kind kind, const QString &name) const
{
    const auto found = std::ranges::find_if(objects, [&](const SchemaObject &object) {
        return object.kind == kind && object.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == objects.cend() ? nullptr : &*found;
}

QList<SchemaObject> Schema::tables() const
{
    QList<SchemaObject> tables;
    std::ranges::copy_if(objects, std::back_inserter(tables), [](const SchemaObject &object) {
        return object.kind == SchemaObject::Kind::Table;
    });
    return tables;
}

QString Schema::fingerprint() const
{
    QCryptographicHash hash{QCryptographicHash::Sha256};
    for (const SchemaObject &object : objects) {
        hash.addData(QByteArray::number(int(object.kind)) + '\n' + object.name.toUtf8() + '\n' +
                     object.definition.toUtf8() + '\n');
    }
    return QString::fromLatin1(hash.result().toHex());
}

namespace {

Result<QList<SchemaObject>> readObjects(const Connection &connection)
{
    switch (connection.engine()) {
    case Engine::Sqlite:
        return readSqliteObjects(connection);
    case Engine::PostgreSql:
        return readPostgreSqlObjects(connection);
    case Engine::MariaDb:
        break;
    }
    return readMariaDbObjects(connection);
}

// PostgreSQL tells names as they were when the query began and definitions as they are now: what
// somebody dropped in between is an error, "could not open relation" or "cache lookup failed".
bool mayHavePassed(const Connection &connection, const Error &error)
{
    return connection.engine() == Engine::PostgreSql &&
           (error.kind == Error::Kind::Database || error.kind == Error::Kind::Corrupt);
}

} // namespace

Result<Schema> inspectSchema(const Connection &connection)
{
    constexpr int attempts = 10;

    Result<QList<SchemaObject>> read = readObjects(connection);
    for (int attempt = 1; attempt < attempts && !read && mayHavePassed(connection, read.error());
         ++attempt)
        read = readObjects(connection);
    return std::move(read).transform([](QList<SchemaObject> objects) {
        std::ranges::sort(objects, {}, [](const SchemaObject &object) {
            return std::tuple{int(object.kind), object.name, object.table};
        });
        return Schema{std::move(objects)};
    });
}

Result<bool> tableExists(const Connection &connection, const QString &table)
{
    const auto query = [&] {
        switch (connection.engine()) {
        case Engine::Sqlite:
            return u"SELECT 1 FROM sqlite_schema WHERE type IN ('table', 'view') AND name = ?"_s;
        case Engine::PostgreSql:
            return u"SELECT 1 FROM pg_class WHERE relnamespace = "
                   "(SELECT oid FROM pg_namespace WHERE nspname = current_schema()) "
                   "AND relkind IN ('r', 'p', 'v') AND relname = ?"_s;
        case Engine::MariaDb:
            break;
        }
        return u"SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() "
               "AND table_name = ?"_s;
    };
    Statements statements{connection};
    Result<Rows> rows = statements.run(query(), {table});
    if (!rows)
        return fail(rows.error());
    return rows->next();
}

SchemaDifferences schemaDifferences(const Schema &actual, const Schema &expected)
{
    SchemaDifferences differences;
    for (const SchemaObject &object : expected.objects) {
        const SchemaObject *found = findSame(actual, object);
        if (!found)
            differences.changed.append(
                    SchemaText::tr("%1 %2 is missing").arg(kindText(object.kind), object.name));
        else if (found->definition != object.definition)
            differences.changed.append(columnDifferences(*found, object));
    }
    const QList<SchemaObject> unknown = unknownObjects(actual, expected);
    for (const SchemaObject &object : unknown)
        differences.unknown.append(SchemaText::tr("%1 %2 is not known to Tidemark")
                                           .arg(kindText(object.kind), object.name));
    return differences;
}

QList<SchemaObject> unknownObjects(const Schema &actual, const Schema &expected)
{
    QList<SchemaObject> unknown;
    std::ranges::copy_if(
            actual.objects, std::back_inserter(unknown),
            [&](const SchemaObject &object) { return findSame(expected, object) == nullptr; });
    return unknown;
}

QString quotedName(const QString &name)
{
    QString escaped = name;
    return u'"' + escaped.replace(u'"', u"\"\""_s) + u'"';
}
