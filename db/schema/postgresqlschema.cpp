// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/schema/postgresqlschema.h"

#include "db/schema/sqltokens.h"
#include "db/schema/tabledefinition.h"
#include "db/statements.h"

#include <QMap>

#include <optional>

using namespace Qt::Literals::StringLiterals;

QString ofPostgreSqlRelations(const QString &query)
{
    return u"WITH relations AS (SELECT c.oid, c.relname, c.relkind FROM pg_class c "
           "WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()) "
           "AND c.relkind IN ('r', 'p', 'f', 'v', 'm') AND NOT c.relispartition "
           "AND c.relname NOT LIKE 'tidemark\\_migration%' AND c.relname <> 'tidemark_copy' "
           "AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass "
           "AND d.objid = c.oid AND d.deptype = 'e')) "_s +
           query;
}

namespace {

struct Relation {
    QString name;
    bool isView = false;
    QStringList columns;
    TableDefinition definition;
};

// By oid.
using Relations = QMap<qint64, Relation>;

// A serial column and GENERATED AS IDENTITY number their rows alike.
Result<Relations> readRelations(Statements &statements)
{
    Result<Rows> rows = statements.run(ofPostgreSqlRelations(
            u"SELECT r.oid, r.relname, r.relkind, a.attname, format_type(a.atttypid, a.atttypmod),"
            " CASE WHEN a.attcollation <> t.typcollation THEN l.collname END,"
            " a.attnotnull,"
            " a.attidentity <> '' OR EXISTS (SELECT FROM pg_depend d WHERE"
            "  d.refclassid = 'pg_class'::regclass AND d.refobjid = r.oid"
            "  AND d.refobjsubid = a.attnum AND d.classid = 'pg_class'::regclass"
            "  AND d.deptype = 'a' AND pg_get_expr(f.adbin, f.adrelid) LIKE 'nextval(%'),"
            " a.attgenerated <> '', pg_get_expr(f.adbin, f.adrelid)"
            " FROM relations r"
            " LEFT JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0"
            "  AND NOT a.attisdropped"
            " LEFT JOIN pg_type t ON t.oid = a.atttypid"
            " LEFT JOIN pg_collation l ON l.oid = a.attcollation"
            " LEFT JOIN pg_attrdef f ON f.adrelid = r.oid AND f.adnum = a.attnum"
            " ORDER BY r.oid, a.attnum"_s));
    if (!rows)
        return fail(rows.error());
    Relations relations;
    while (rows->next()) {
        Relation &relation = relations[rows->integer(0)];
        relation.name = rows->text(1);
        const QString kind = rows->text(2);
        relation.isView = kind == u"v" || kind == u"m";
        if (rows->isNull(3))
            continue;
        QString column = rows->text(3) + u' ' + rows->text(4);
        if (!rows->isNull(5))
            column += u" collate "_s + rows->text(5);
        if (rows->integer(6))
            column += u" not null"_s;
        const bool isGenerated = rows->integer(8);
        if (rows->integer(7))
            column += u" identity"_s;
        else if (!rows->isNull(9))
            column += (isGenerated ? u" generated "_s : u" default "_s) + rows->text(9);
        relation.definition.columns.append(column);
        if (!isGenerated)
            relation.columns.append(rows->text(3));
    }
    return rows->end().transform([&] { return relations; });
}

QString referentialAction(const QString &code)
{
    static const QHash<QString, QString> actions{{u"r"_s, u"restrict"_s},
                                                 {u"c"_s, u"cascade"_s},
                                                 {u"n"_s, u"set null"_s},
                                                 {u"d"_s, u"set default"_s}};
    return actions.value(code); // empty: no action, which is the default
}

// (instrument_id) references assets (instrument_id) on delete restrict
QString referenceText(const Rows &rows)
{
    QString text = u"(%1) references %2 (%3)"_s.arg(rows.text(3), rows.text(4), rows.text(5));
    if (const QString action = referentialAction(rows.text(6)); !action.isEmpty())
        text += u" on delete "_s + action;
    if (const QString action = referentialAction(rows.text(7)); !action.isEmpty())
        text += u" on update "_s + action;
    if (rows.integer(8))
        text += u" deferrable"_s;
    return rows.integer(9) ? text : text + u" not valid"_s;
}

Result<> readConstraints(Statements &statements, Relations &relations)
{
    Result<Rows> rows = statements.run(ofPostgreSqlRelations(
            u"SELECT r.oid, k.contype, k.conname,"
            " (SELECT string_agg(a.attname, ', ' ORDER BY u.place)"
            "  FROM unnest(k.conkey) WITH ORDINALITY u (number, place)"
            "  JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number),"
            " f.relname,"
            " (SELECT string_agg(a.attname, ', ' ORDER BY u.place)"
            "  FROM unnest(k.confkey) WITH ORDINALITY u (number, place)"
            "  JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.number),"
            " k.confdeltype, k.confupdtype, k.condeferrable, k.convalidated"
            " FROM relations r JOIN pg_constraint k ON k.conrelid = r.oid AND k.conparentid = 0"
            " LEFT JOIN pg_class f ON f.oid = k.confrelid"_s));
    if (!rows)
        return fail(rows.error());
    while (rows->next()) {
        TableDefinition &table = relations[rows->integer(0)].definition;
        const QString type = rows->text(1);
        if (type == u"p")
            table.primaryKey = rows->text(3);
        else if (type == u"u")
            table.uniqueKeys.append(rows->text(3));
        else if (type == u"f")
            table.references.append(referenceText(*rows));
        else if (type == u"c")
            table.rules.append(u"check "_s + rows->text(2));
        else if (type == u"x")
            table.rules.append(u"exclude "_s + rows->text(2));
    }
    return rows->end();
}

// Hypertables look like plain tables in the catalogs of PostgreSQL itself.
Result<> readSplits(Statements &statements, Relations &relations)
{
    Result<Rows> native = statements.run(ofPostgreSqlRelations(
            u"SELECT r.oid, CASE p.partstrat WHEN 'r' THEN 'range' WHEN 'l' THEN 'list'"
            "  ELSE 'hash' END,"
            " (SELECT string_agg(coalesce(a.attname, '?'), ', ' ORDER BY u.place)"
            "  FROM unnest(p.partattrs) WITH ORDINALITY u (number, place)"
            "  LEFT JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = u.number),"
            " EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb')"
            " FROM relations r LEFT JOIN pg_partitioned_table p ON p.partrelid = r.oid"_s));
    if (!native)
        return fail(native.error());
    bool hasHypertables = false;
    while (native->next()) {
        hasHypertables = native->integer(3);
        if (!native->isNull(2))
            relations[native->integer(0)].definition.split =
                    u"%1 (%2)"_s.arg(native->text(1), native->text(2));
    }
    if (const Result<> end = native->end(); !end || !hasHypertables)
        return end;
    Result<Rows> hypertables = statements.run(ofPostgreSqlRelations(
            u"SELECT r.oid, string_agg(d.column_name, ', ' ORDER BY d.dimension_number)"
            " FROM relations r JOIN timescaledb_information.dimensions d"
            "  ON d.hypertable_schema = current_schema() AND d.hypertable_name = r.relname"
            " GROUP BY r.oid"_s));
    if (!hypertables)
        return fail(hypertables.error());
    while (hypertables->next())
        relations[hypertables->integer(0)].definition.split =
                u"range (%1)"_s.arg(hypertables->text(1));
    return hypertables->end();
}

// Those of constraints are not told. A unique index without a condition goes to its table, as a
// constraint would. A key's text: the column or expression, what differs from the defaults behind.
Result<> readIndexes(Statements &statements, Relations &relations, QList<SchemaObject> &objects)
{
    Result<Rows> rows = statements.run(ofPostgreSqlRelations(
            u"SELECT r.oid, x.relname, m.amname, i.indisunique, i.indisvalid,"
            " pg_get_expr(i.indpred, i.indrelid), pg_get_indexdef(i.indexrelid), keys.told,"
            " keys.plain,"
            " (SELECT string_agg(a.attname, ', ' ORDER BY n) FROM"
            "  generate_series(i.indnkeyatts, i.indnatts - 1) n"
            "  JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = i.indkey[n])"
            " FROM relations r JOIN pg_index i ON i.indrelid = r.oid"
            " JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_am m ON m.oid = x.relam"
            " CROSS JOIN LATERAL (SELECT"
            "  string_agg(coalesce(a.attname, pg_get_indexdef(i.indexrelid, n + 1, true))"
            "   || CASE WHEN o.opcdefault THEN '' ELSE ' ' || o.opcname END"
            "   || CASE WHEN i.indoption[n] & 1 = 1 THEN ' desc' ELSE '' END"
            "   || CASE i.indoption[n] & 3 WHEN 1 THEN ' nulls last' WHEN 2 THEN ' nulls first'"
            "      ELSE '' END, ', ' ORDER BY n) told,"
            "  bool_and(a.attname IS NOT NULL AND o.opcdefault AND i.indoption[n] = 0) plain"
            "  FROM generate_series(0, i.indnkeyatts - 1) n"
            "  LEFT JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = i.indkey[n]"
            "   AND i.indkey[n] > 0"
            "  JOIN pg_opclass o ON o.oid = i.indclass[n]) keys"
            " WHERE NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid"
            "  AND k.contype IN ('p', 'u', 'x'))"_s));
    if (!rows)
        return fail(rows.error());
    while (rows->next()) {
        Relation &table = relations[rows->integer(0)];
        const QString keys = rows->text(7);
        const bool isUnique = rows->integer(3);
        if (isUnique && rows->integer(4) && rows->isNull(5) && rows->integer(8) &&
            rows->isNull(9)) {
            table.definition.uniqueKeys.append(keys);
            continue;
        }
        QString definition = u"index %1 on %2 using %3 (%4)"_s.arg(rows->text(1), table.name,
                                                                   rows->text(2), keys);
        if (!rows->isNull(9))
            definition += u" include (%1)"_s.arg(rows->text(9));
        if (isUnique)
            definition += u" unique"_s;
        if (!rows->isNull(5))
            definition += u" where "_s + rows->text(5);
        if (!rows->integer(4))
            definition += u" invalid"_s;
        objects.append({SchemaObject::Kind::Index,
                        rows->text(1),
                        table.name,
                        rows->text(6),
                        definition,
                        {}});
    }
    return rows->end();
}

Result<> readTriggers(Statements &statements, QList<SchemaObject> &objects)
{
    Result<Rows> rows = statements.run(ofPostgreSqlRelations(
            u"SELECT g.tgname, r.relname, pg_get_triggerdef(g.oid, true) FROM relations r"
            " JOIN pg_trigger g ON g.tgrelid = r.oid AND NOT g.tgisinternal"
            " JOIN pg_proc f ON f.oid = g.tgfoid JOIN pg_namespace n ON n.oid = f.pronamespace"
            " WHERE n.nspname NOT LIKE '\\_timescaledb%'"_s));
    if (!rows)
        return fail(rows.error());
    while (rows->next()) {
        const QString sql = rows->text(2);
        objects.append({SchemaObject::Kind::Trigger,
                        rows->text(0),
                        rows->text(1),
                        sql,
                        canonicalSql(sql),
                        {}});
    }
    return rows->end();
}

Result<> readView(Statements &statements, qint64 oid, const Relation &view,
                  QList<SchemaObject> &objects)
{
    Result<Rows> rows =
            statements.run(u"SELECT CASE relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END,"
                           " pg_get_viewdef(oid, true) FROM pg_class WHERE oid = ?"_s,
                           {oid});
    if (!rows)
        return fail(rows.error());
    if (rows->next()) {
        const QString sql =
                u"CREATE %1 %2 AS %3"_s.arg(rows->text(0), quotedName(view.name), rows->text(1));
        objects.append({SchemaObject::Kind::View, view.name, view.name, sql, canonicalSql(sql),
                        view.columns});
    }
    return rows->end();
}

} // namespace

Result<QList<SchemaObject>> readPostgreSqlObjects(const Connection &connection)
{
    Statements statements{connection};
    QList<SchemaObject> objects;
    Result<Relations> relations = readRelations(statements);
    if (!relations)
        return fail(relations.error());
    const Result<> read =
            readConstraints(statements, *relations)
                    .and_then([&] { return readSplits(statements, *relations); })
                    .and_then([&] { return readIndexes(statements, *relations, objects); })
                    .and_then([&] { return readTriggers(statements, objects); });
    if (!read)
        return fail(read.error());
    for (auto relation = relations->cbegin(); relation != relations->cend(); ++relation) {
        if (relation->isView) {
            const Result<> view = readView(statements, relation.key(), *relation, objects);
            if (!view)
                return fail(view.error());
            continue;
        }
        objects.append({SchemaObject::Kind::Table,
                        relation->name,
                        relation->name,
                        {},
                        relation->definition.text(),
                        relation->columns});
    }
    return objects;
}
