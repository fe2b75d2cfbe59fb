// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/schema/inspection.h"

#include "db/schema/sqltokens.h"
#include "db/statements.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QRegularExpression>

#include <algorithm>
#include <tuple>

using namespace Qt::Literals::StringLiterals;

namespace {

struct SchemaText {
    Q_DECLARE_TR_FUNCTIONS(SchemaText)
};

SchemaObject::Kind kindFromName(QStringView name)
{
    if (name == u"index")
        return SchemaObject::Kind::Index;
    if (name == u"view")
        return SchemaObject::Kind::View;
    return name == u"trigger" ? SchemaObject::Kind::Trigger : SchemaObject::Kind::Table;
}

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

// SQLite puts quotes around a name when a table was renamed: "assets" means assets.
QString definitionOf(const QString &sql)
{
    Result<QList<SqlToken>> tokens = sqlTokens(sql);
    if (!tokens)
        return sql;
    static const QRegularExpression plainName{u"^\"([A-Za-z_][A-Za-z0-9_]*)\"$"_s};
    for (SqlToken &token : *tokens) {
        const QRegularExpressionMatch match = plainName.match(token.text);
        if (token.kind == SqlToken::Kind::Quoted && match.hasMatch()) {
            token.kind = SqlToken::Kind::Word;
            token.text = match.captured(1);
        }
    }
    return canonicalSql(*tokens);
}

Result<QStringList> columnsOf(Statements &statements, const QString &table)
{
    Result<Rows> rows =
            statements.run(u"SELECT name FROM pragma_table_info(?) ORDER BY cid"_s, {table});
    if (!rows)
        return fail(rows.error());
    QStringList columns;
    while (rows->next())
        columns.append(rows->text(0));
    return rows->end().transform([&] { return columns; });
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

Result<Schema> inspectSchema(const Connection &connection)
{
    Statements statements{connection};
    Schema schema;
    {
        Result<Rows> rows =
                statements.run(u"SELECT type, name, tbl_name, sql FROM sqlite_schema"
                               " WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
                               " AND tbl_name NOT LIKE 'tidemark\\_migration%' ESCAPE '\\'"_s);
        if (!rows)
            return fail(rows.error());
        while (rows->next()) {
            const QString sql = rows->text(3);
            schema.objects.append({kindFromName(rows->text(0)),
                                   rows->text(1),
                                   rows->text(2),
                                   sql,
                                   definitionOf(sql),
                                   {}});
        }
        if (const Result<> end = rows->end(); !end)
            return fail(end.error());
    }
    for (SchemaObject &object : schema.objects) {
        if (object.kind != SchemaObject::Kind::Table && object.kind != SchemaObject::Kind::View)
            continue;
        Result<QStringList> columns = columnsOf(statements, object.name);
        // A view on a table that is gone has no columns; that is a finding, not a failure.
        if (!columns && object.kind == SchemaObject::Kind::Table)
            return fail(columns.error());
        object.columns = columns.value_or(QStringList{});
    }
    std::ranges::sort(schema.objects, {}, [](const SchemaObject &object) {
        return std::tuple{int(object.kind), object.name};
    });
    return schema;
}

Result<bool> tableExists(const Connection &connection, const QString &table)
{
    const auto query = [&] {
        switch (connection.engine()) {
        case Engine::Sqlite:
            return u"SELECT 1 FROM sqlite_schema WHERE type IN ('table', 'view') AND name = ?"_s;
        case Engine::PostgreSql:
            return u"SELECT 1 FROM pg_class WHERE relnamespace = current_schema()::regnamespace "
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

QStringList schemaDifferences(const Schema &actual, const Schema &expected)
{
    QStringList differences;
    for (const SchemaObject &object : expected.objects) {
        const SchemaObject *found = actual.find(object.kind, object.name);
        if (!found)
            differences.append(
                    SchemaText::tr("%1 %2 is missing").arg(kindText(object.kind), object.name));
        else if (found->definition != object.definition)
            differences.append(columnDifferences(*found, object));
    }
    for (const SchemaObject &object : actual.objects) {
        if (!expected.find(object.kind, object.name))
            differences.append(SchemaText::tr("%1 %2 is not known to Tidemark")
                                       .arg(kindText(object.kind), object.name));
    }
    return differences;
}

QString quotedName(const QString &name)
{
    QString escaped = name;
    return u'"' + escaped.replace(u'"', u"\"\""_s) + u'"';
}
