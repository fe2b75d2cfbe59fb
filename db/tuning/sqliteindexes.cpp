// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/tuning/sqliteindexes.h"

#include "db/tuning/eachrow.h"
#include "db/tuning/indexsql.h"
#include "db/tuning/sqlitesizes.h"

using namespace Qt::Literals::StringLiterals;

namespace {

struct Column {
    QString name;
    QString type;
    int keyPlace = 0; // in the primary key, from 1
};

IndexKey keyOf(const QString &text, const QString &collation, bool isDescending)
{
    IndexKey key;
    key.text = text;
    key.collation = collation.toLower();
    key.isDescending = isDescending;
    key.hasNullsFirst = !isDescending; // NULL is the smallest value
    return key;
}

// Parent keys of foreign keys must be exactly these columns and unique, or every change of the
// child fails; a child's own index only saves reading all of it when a parent goes.
Result<> readNeeds(Statements &statements, TableDef &table)
{
    QHash<qint64, KeyNeed> needs;
    const Result<> read = eachRow(
            statements,
            u"SELECT id, \"from\", \"table\" FROM pragma_foreign_key_list(?) ORDER BY id, seq"_s,
            {table.name}, [&](const Rows &rows) {
                KeyNeed &need = needs[rows.integer(0)];
                need.constraint = rows.text(2);
                need.columns.append(rows.text(1));
            });
    table.needs = needs.values();
    return read;
}

Result<> readParentNeeds(Statements &statements, QList<TableDef> &tables)
{
    for (TableDef &table : tables) {
        QHash<std::pair<QString, qint64>, KeyNeed> needs;
        const Result<> read = eachRow(statements,
                                      u"SELECT s.name, f.id, f.\"to\" FROM sqlite_schema s,"
                                      " pragma_foreign_key_list(s.name) f WHERE s.type = 'table'"
                                      " AND f.\"table\" = ? COLLATE NOCASE AND f.\"to\" IS NOT NULL"
                                      " ORDER BY s.name, f.id, f.seq"_s,
                                      {table.name}, [&](const Rows &rows) {
                                          KeyNeed &need = needs[{rows.text(0), rows.integer(1)}];
                                          need.constraint = rows.text(0);
                                          need.columns.append(rows.text(2));
                                          need.isParentSide = true;
                                      });
        if (!read)
            return read;
        table.needs += needs.values();
    }
    return {};
}

IndexDef rowNumberKey(const TableDef &table, const QString &column)
{
    IndexDef index;
    index.table = table.name;
    index.name = u"PRIMARY KEY"_s;
    index.keys.append(keyOf(column, u"binary"_s, false));
    index.isUnique = true;
    index.constraint = IndexDef::Constraint::Primary;
    return index;
}

Result<> readKeys(Statements &statements, const QString &sql, IndexDef &index, TableDef &table,
                  bool isWithoutRowId)
{
    const IndexSql parts = indexSql(sql);
    index.predicate = parts.predicate;
    int place = 0;
    const bool isPrimary = index.isPrimary();
    return eachRow(
            statements,
            u"SELECT cid, name, \"desc\", coll, key FROM pragma_index_xinfo(?) ORDER BY seqno"_s,
            {index.name}, [&](const Rows &rows) {
                IndexKey key = keyOf(rows.text(1), rows.text(3), rows.integer(2) != 0);
                if (rows.integer(4) == 0)
                    return; // what is stored behind the keys
                if (rows.integer(0) == -2) {
                    key.kind = IndexKey::Kind::Expression;
                    key.text = parts.keys.value(place);
                }
                ++place;
                index.keys.append(key);
                if (isPrimary && isWithoutRowId)
                    table.storedKey.append(key);
            });
}

Result<> readTableIndexes(Statements &statements, TableDef &table, bool isWithoutRowId)
{
    struct Listed {
        IndexDef index;
        QString sql;
    };
    QList<Listed> listed;
    const Result<> read =
            eachRow(statements,
                    u"SELECT l.name, l.\"unique\", l.origin, s.sql FROM pragma_index_list(?) l"
                    " LEFT JOIN sqlite_schema s ON s.type = 'index' AND s.name = l.name"_s,
                    {table.name}, [&](const Rows &rows) {
                        IndexDef index;
                        index.table = table.name;
                        index.name = rows.text(0);
                        index.isUnique = rows.integer(1) != 0;
                        index.constraint = rows.text(2) == u"pk"  ? IndexDef::Constraint::Primary
                                           : rows.text(2) == u"u" ? IndexDef::Constraint::Unique
                                                                  : IndexDef::Constraint::None;
                        const QString sql = rows.text(3);
                        if (!sql.isEmpty()) {
                            index.createSql = sql;
                            index.restoreSql = sql;
                            index.restoreSql.insert(indexSql(sql).afterIndex, u" IF NOT EXISTS"_s);
                            index.dropSql =
                                    u"DROP INDEX "_s + engineName(index.name, Engine::Sqlite);
                        }
                        listed.append({index, sql});
                    });
    if (!read)
        return read;
    for (Listed &entry : listed) {
        if (const Result<> keys =
                    readKeys(statements, entry.sql, entry.index, table, isWithoutRowId);
            !keys)
            return keys;
        table.indexes.append(entry.index);
    }
    return {};
}

Result<TableDef> readTable(Statements &statements, const QString &name, bool isWithoutRowId)
{
    TableDef table;
    table.name = name;
    QList<Column> keyColumns;
    const Result<> columns =
            eachRow(statements, u"SELECT name, type, pk FROM pragma_table_xinfo(?) ORDER BY cid"_s,
                    {name}, [&](const Rows &rows) {
                        table.columns.append(rows.text(0));
                        if (rows.integer(2) > 0)
                            keyColumns.append({rows.text(0), rows.text(1), int(rows.integer(2))});
                    });
    if (!columns)
        return fail(columns.error());
    const Result<> indexes = readTableIndexes(statements, table, isWithoutRowId).and_then([&] {
        return readNeeds(statements, table);
    });
    if (!indexes)
        return fail(indexes.error());
    const bool hasPrimaryIndex = std::ranges::any_of(table.indexes, &IndexDef::isPrimary);
    if (!hasPrimaryIndex && keyColumns.size() == 1) { // INTEGER PRIMARY KEY is the row number
        table.indexes.append(rowNumberKey(table, keyColumns.first().name));
        table.storedKey.append(table.indexes.constLast().keys.constFirst());
    }
    return table;
}

} // namespace

Result<QList<TableDef>> readSqliteIndexes(const Connection &connection)
{
    Statements statements{connection};
    QList<std::pair<QString, bool>> names;
    const Result<> listed = eachRow(
            statements,
            u"SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
            " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
            " AND name NOT LIKE 'tidemark\\_migration%' ESCAPE '\\' AND name <> 'tidemark_copy'"_s,
            {}, [&](const Rows &rows) {
                names.append({rows.text(0), rows.integer(1) != 0});
            });
    if (!listed)
        return fail(listed.error());
    QList<TableDef> tables;
    for (const auto &[name, isWithoutRowId] : names) {
        Result<TableDef> table = readTable(statements, name, isWithoutRowId);
        if (!table)
            return fail(table.error());
        tables.append(std::move(*table));
    }
    const Result<> rest = readParentNeeds(statements, tables).and_then([&] {
        return readSqliteSizes(connection, tables);
    });
    if (!rest)
        return fail(rest.error());
    return tables;
}
