// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/schema/sqliteschema.h"

#include "db/schema/sqltokens.h"
#include "db/statements.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace {

SchemaObject::Kind kindFromName(QStringView name)
{
    if (name == u"index")
        return SchemaObject::Kind::Index;
    if (name == u"view")
        return SchemaObject::Kind::View;
    return name == u"trigger" ? SchemaObject::Kind::Trigger : SchemaObject::Kind::Table;
}

// SQLite puts quotes around a name when a table was renamed: "assets" means assets.
QString definitionOf(const QString &sql)
{
    Result<QList<SqlToken>> tokens = sqlTokens(sql, Engine::Sqlite);
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

} // namespace

Result<QList<SchemaObject>> readSqliteObjects(const Connection &connection)
{
    Statements statements{connection};
    QList<SchemaObject> objects;
    {
        Result<Rows> rows =
                statements.run(u"SELECT type, name, tbl_name, sql FROM sqlite_schema"
                               " WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
                               " AND tbl_name NOT LIKE 'tidemark\\_migration%' ESCAPE '\\'"
                               " AND tbl_name <> 'tidemark_copy'"_s);
        if (!rows)
            return fail(rows.error());
        while (rows->next()) {
            const QString sql = rows->text(3);
            objects.append({kindFromName(rows->text(0)),
                            rows->text(1),
                            rows->text(2),
                            sql,
                            definitionOf(sql),
                            {}});
        }
        if (const Result<> end = rows->end(); !end)
            return fail(end.error());
    }
    for (SchemaObject &object : objects) {
        if (object.kind != SchemaObject::Kind::Table && object.kind != SchemaObject::Kind::View)
            continue;
        Result<QStringList> columns = columnsOf(statements, object.name);
        // A view on a table that is gone has no columns; that is a finding, not a failure.
        if (!columns && object.kind == SchemaObject::Kind::Table)
            return fail(columns.error());
        object.columns = columns.value_or(QStringList{});
    }
    return objects;
}
