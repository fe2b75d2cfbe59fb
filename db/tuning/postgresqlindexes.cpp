// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/postgresqlindexes.h"

#include "db/schema/postgresqlschema.h"
#include "db/tuning/eachrow.h"
#include "db/tuning/indexsql.h"

#include <QMap>

using namespace Qt::Literals::StringLiterals;

namespace {

using Tables = QMap<qint64, TableDef>;                      // by oid
using Places = QHash<qint64, std::pair<qint64, qsizetype>>; // of an index: its table, its number

std::optional<qint64> counted(const Rows &rows, int column)
{
    return rows.isNull(column) || rows.integer(column) < 0 ? std::nullopt
                                                           : std::optional{rows.integer(column)};
}

// Of a split table its parts count together.
Result<> readTables(Statements &statements, Tables &tables)
{
    return eachRow(
            statements,
            ofPostgreSqlRelations(
                    u"SELECT r.oid, r.relname, CAST(CASE WHEN c.reltuples < 0 THEN"
                    " writes.live ELSE c.reltuples END AS BIGINT), size.bytes,"
                    " r.relkind = 'p', writes.all, writes.updates FROM relations r"
                    " JOIN pg_class c ON c.oid = r.oid"
                    " CROSS JOIN LATERAL (SELECT CAST(coalesce(SUM(pg_relation_size(t.relid)),"
                    "  pg_relation_size(r.oid)) AS BIGINT) bytes"
                    "  FROM pg_partition_tree(CAST(r.oid AS regclass)) t) size"
                    " CROSS JOIN LATERAL (SELECT CAST(SUM(s.n_tup_ins + s.n_tup_upd + s.n_tup_del)"
                    "  AS BIGINT) \"all\", CAST(SUM(s.n_tup_upd) AS BIGINT) updates,"
                    "  SUM(s.n_live_tup) live"
                    "  FROM pg_stat_user_tables s WHERE s.relid = r.oid OR s.relid IN"
                    "  (SELECT t.relid FROM pg_partition_tree(CAST(r.oid AS regclass)) t)) writes"
                    " WHERE r.relkind IN ('r', 'p', 'm')"_s),
            {}, [&](const Rows &rows) {
                TableDef &table = tables[rows.integer(0)];
                table.name = rows.text(1);
                table.rows = counted(rows, 2);
                table.sizeBytes = counted(rows, 3);
                table.isSplit = rows.integer(4) != 0;
                table.writes = counted(rows, 5);
                table.updates = counted(rows, 6);
            });
}

// pg_class takes one for a table that is not split, and CONCURRENTLY is refused for it.
Result<> markHypertables(Statements &statements, Tables &tables)
{
    return readHypertables(statements).transform([&](const QSet<QString> &hypertables) {
        for (TableDef &table : tables) {
            table.isHypertable = hypertables.contains(table.name);
            table.isSplit = table.isSplit || table.isHypertable;
        }
    });
}

Result<> readColumns(Statements &statements, Tables &tables)
{
    return eachRow(
            statements,
            ofPostgreSqlRelations(u"SELECT r.oid, a.attname FROM relations r JOIN pg_attribute a"
                                  " ON a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped"
                                  " ORDER BY r.oid, a.attnum"_s),
            {}, [&](const Rows &rows) {
                if (const auto table = tables.find(rows.integer(0)); table != tables.end())
                    table->columns.append(rows.text(1));
            });
}

IndexDef::Constraint constraintFrom(const QString &type)
{
    if (type == u"p")
        return IndexDef::Constraint::Primary;
    if (type == u"u")
        return IndexDef::Constraint::Unique;
    return type == u"x" ? IndexDef::Constraint::Exclusion : IndexDef::Constraint::None;
}

// Behind the word INDEX, which is the second or the third one.
qsizetype afterIndexWord(const QString &sql)
{
    return sql.indexOf(" INDEX "_L1) + 6;
}

// pg_get_indexdef leaves it out. It stands in front of the condition, which ends the definition.
QString withTablespace(QString sql, const QString &tablespace, const QString &condition)
{
    const QString ending = condition.isEmpty() ? QString{} : u" WHERE "_s + condition;
    if (!tablespace.isEmpty() && sql.endsWith(ending))
        sql.insert(sql.size() - ending.size(), u" TABLESPACE "_s + tablespace);
    return sql;
}

IndexDef indexFrom(const Rows &rows)
{
    IndexDef index;
    index.name = rows.text(2);
    index.method = rows.text(3);
    index.isUnique = rows.integer(4) != 0;
    index.isValid = rows.integer(5) != 0;
    index.isReplicaIdentity = rows.integer(6) != 0;
    index.isClustered = rows.integer(7) != 0;
    index.hasNullsDistinct = rows.text(8) != u"true";
    index.constraint = constraintFrom(rows.text(9));
    index.isDeferrable = rows.integer(10) != 0;
    index.isReferenced = rows.integer(11) != 0;
    index.isBuilding = rows.integer(12) != 0;
    index.predicate = expressionText(rows.text(13), Engine::PostgreSql);
    index.options = rows.text(24);
    index.createSql = withTablespace(rows.text(14), rows.text(23), rows.text(13));
    // Told of a split table it would leave out the parts.
    if (const qsizetype only = index.createSql.indexOf(" ON ONLY "_L1);
        only >= 0 && rows.integer(19) != 0)
        index.createSql.remove(only + 3, 5);
    index.restoreSql = index.createSql;
    index.restoreSql.insert(afterIndexWord(index.createSql), u" IF NOT EXISTS"_s);
    index.dropSql = u"DROP INDEX "_s + rows.text(15);
    if (index.isBtree() && !index.isUnique && !index.isPartial() && rows.integer(20) == 1 &&
        !rows.isNull(21)) {
        index.brinSql = rows.text(21);
        index.brinDropSql = u"DROP INDEX "_s + rows.text(22);
    }
    index.rebuildSql = u"REINDEX INDEX "_s + rows.text(15);
    index.sizeBytes = counted(rows, 16);
    if (index.sizeBytes && rows.integer(17) > 0)
        index.entryBytes = double(*index.sizeBytes) / double(rows.integer(17));
    if (!rows.isNull(18))
        index.correlation = rows.real(18);
    return index;
}

// What another role builds the server does not name: then each one that is not valid may be it.
Result<Places> readIndexList(Statements &statements, Tables &tables)
{
    Places places;
    const Result<> read = eachRow(
            statements,
            ofPostgreSqlRelations(
                    u"SELECT r.oid, i.indexrelid, x.relname, m.amname, i.indisunique,"
                    " i.indisvalid AND i.indisready AND i.indislive, i.indisreplident,"
                    " i.indisclustered, to_jsonb(i) ->> 'indnullsnotdistinct', k.contype,"
                    " k.condeferrable, EXISTS (SELECT FROM pg_constraint f"
                    "  WHERE f.contype = 'f' AND f.conindid = i.indexrelid),"
                    " EXISTS (SELECT FROM pg_stat_progress_create_index p"
                    "  WHERE p.index_relid = i.indexrelid OR p.datid IS NOT NULL AND"
                    "  p.relid IS NULL AND NOT i.indisvalid),"
                    " pg_get_expr(i.indpred, i.indrelid), pg_get_indexdef(i.indexrelid),"
                    " format('%I.%I', current_schema(), x.relname),"
                    " (SELECT CAST(coalesce(SUM(pg_relation_size(t.relid)),"
                    "  pg_relation_size(i.indexrelid)) AS BIGINT) FROM "
                    "pg_partition_tree(CAST(i.indexrelid AS regclass)) t),"
                    " CAST(x.reltuples AS BIGINT), s.correlation, r.relkind = 'p', i.indnatts,"
                    " CASE WHEN a.attname IS NOT NULL THEN format('CREATE INDEX %I ON %I.%I USING "
                    "brin (%I) WITH (pages_per_range = 32,"
                    "  autosummarize = on)', x.relname || '_brin', current_schema(), r.relname,"
                    "  a.attname) END, format('%I.%I', current_schema(), x.relname || '_brin'),"
                    " (SELECT format('%I', p.spcname) FROM pg_tablespace p"
                    "  WHERE p.oid = x.reltablespace),"
                    " (SELECT string_agg(o, ', ' ORDER BY o) FROM unnest(x.reloptions) o)"
                    " FROM relations r JOIN pg_index i ON i.indrelid = r.oid"
                    " JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_am m ON m.oid = x.relam"
                    " LEFT JOIN pg_constraint k ON k.conindid = i.indexrelid"
                    "  AND k.conrelid = r.oid AND k.contype IN ('p', 'u', 'x')"
                    " LEFT JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = i.indkey[0]"
                    " LEFT JOIN pg_stats s ON s.schemaname = current_schema()"
                    "  AND s.tablename = r.relname AND s.attname = a.attname AND NOT s.inherited"_s),
            {}, [&](const Rows &rows) {
                const auto table = tables.find(rows.integer(0));
                if (table == tables.end())
                    return;
                IndexDef index = indexFrom(rows);
                index.table = table->name;
                places.insert(rows.integer(1), {table.key(), table->indexes.size()});
                table->indexes.append(index);
            });
    if (!read)
        return fail(read.error());
    return places;
}

// A definition is never cut at its commas: coalesce(a, b) has one of its own.
Result<> readKeys(Statements &statements, Tables &tables, const Places &places)
{
    return eachRow(
            statements,
            ofPostgreSqlRelations(
                    u"SELECT i.indexrelid, a.attname, pg_get_indexdef(i.indexrelid, n + 1, false),"
                    " n < i.indnkeyatts, l.collname, nullif(concat_ws(' ', CASE WHEN NOT "
                    "o.opcdefault THEN"
                    "  o.opcname END, array_to_string(x.attoptions, ', ')), ''), i.indoption[n] & "
                    "1, i.indoption[n] & 2"
                    " FROM relations r JOIN pg_index i ON i.indrelid = r.oid"
                    " CROSS JOIN LATERAL generate_series(0, i.indnatts - 1) n"
                    " LEFT JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = i.indkey[n]"
                    "  AND i.indkey[n] > 0"
                    " LEFT JOIN pg_attribute x ON x.attrelid = i.indexrelid AND x.attnum = n + 1"
                    " LEFT JOIN pg_opclass o ON o.oid = i.indclass[n]"
                    " LEFT JOIN pg_collation l ON l.oid = i.indcollation[n]"
                    " ORDER BY i.indexrelid, n"_s),
            {}, [&](const Rows &rows) {
                const auto place = places.constFind(rows.integer(0));
                if (place == places.cend())
                    return;
                IndexDef &index = tables[place->first].indexes[place->second];
                if (rows.integer(3) == 0) {
                    index.include.append(rows.text(1));
                    return;
                }
                IndexKey key;
                const bool isColumn = !rows.isNull(1);
                key.kind = isColumn ? IndexKey::Kind::Column : IndexKey::Kind::Expression;
                key.text =
                        isColumn ? rows.text(1) : expressionText(rows.text(2), Engine::PostgreSql);
                key.collation = rows.text(4);
                key.opclass = rows.text(5);
                key.isDescending = rows.integer(6) != 0;
                key.hasNullsFirst = rows.integer(7) != 0;
                index.keys.append(key);
            });
}

// Without an index a parent that goes costs a look at every child; PostgreSQL demands none. What a
// key refers to is told by its index, see isReferenced.
Result<> readNeeds(Statements &statements, Tables &tables)
{
    return eachRow(statements,
                   ofPostgreSqlRelations(
                           u"SELECT r.oid, k.conname, a.attname, u.place FROM relations r"
                           " JOIN pg_constraint k ON k.conrelid = r.oid AND k.contype = 'f'"
                           " CROSS JOIN LATERAL unnest(k.conkey) WITH ORDINALITY u (number, place)"
                           " JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum = u.number"
                           " ORDER BY r.oid, k.conname, u.place"_s),
                   {}, [&](const Rows &rows) {
                       const auto table = tables.find(rows.integer(0));
                       if (table == tables.end())
                           return;
                       if (rows.integer(3) == 1)
                           table->needs.append({rows.text(1), {}});
                       table->needs.last().columns.append(rows.text(2));
                   });
}

} // namespace

Result<QList<TableDef>> readPostgreSqlIndexes(const Connection &connection)
{
    Statements statements{connection};
    Tables tables;
    const Result<> read = readTables(statements, tables)
                                  .and_then([&] { return markHypertables(statements, tables); })
                                  .and_then([&] { return readColumns(statements, tables); })
                                  .and_then([&] { return readIndexList(statements, tables); })
                                  .and_then([&](const Places &places) {
                                      return readKeys(statements, tables, places);
                                  })
                                  .and_then([&] { return readNeeds(statements, tables); });
    if (!read)
        return fail(read.error());
    return tables.values();
}

Result<QSet<QString>> readHypertables(Statements &statements)
{
    QSet<QString> names;
    bool isThere = false;
    const Result<> asked = eachRow(
            statements,
            u"SELECT 1 FROM pg_class v JOIN pg_namespace n ON n.oid = v.relnamespace"
            " WHERE n.nspname = 'timescaledb_information' AND v.relname = 'hypertables'"
            " AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(v.oid, 'SELECT')"_s,
            {}, [&](const Rows &) { isThere = true; });
    if (!asked)
        return fail(asked.error());
    if (!isThere)
        return names;
    return eachRow(statements,
                   u"SELECT hypertable_name FROM timescaledb_information.hypertables"
                   " WHERE hypertable_schema = current_schema()"_s,
                   {}, [&](const Rows &rows) { names.insert(rows.text(0)); })
            .transform([&] { return names; });
}
