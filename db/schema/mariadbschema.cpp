// SPDX-License-Identifier: GPL-3.0-or-later
#include "db/schema/mariadbschema.h"

#include "db/schema/sqltokens.h"
#include "db/schema/tabledefinition.h"
#include "db/statements.h"

#include <QHash>
#include <QMap>
#include <QRegularExpression>
#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace {

struct Table {
    bool isView = false;
    QStringList columns;
    TableDefinition definition;
};

using Tables = QMap<QString, Table>; // by name

// A table and something of it.
using Part = std::pair<QString, QString>;

bool isOurOwn(const QString &table)
{
    return table.startsWith("tidemark_migration"_L1) || table == "tidemark_copy"_L1;
}

Result<Tables> readTables(Statements &statements)
{
    Result<Rows> rows = statements.run(u"SELECT table_name, table_type FROM"
                                       " information_schema.tables WHERE table_schema ="
                                       " DATABASE()"_s);
    if (!rows)
        return fail(rows.error());
    Tables tables;
    while (rows->next()) {
        const QString name = rows->text(0);
        const QString type = rows->text(1);
        if (type != u"SEQUENCE" && !isOurOwn(name))
            tables.insert(name, {type == u"VIEW", {}, {}});
    }
    return rows->end().transform([&] { return tables; });
}

// The columns of the table that the clause of a check names, which both servers quote.
QStringList columnsNamedBy(const QString &clause)
{
    static const QRegularExpression quoted{u"[`\"](\\w+)[`\"]"_s};
    QSet<QString> columns;
    QRegularExpressionMatchIterator matches = quoted.globalMatch(clause);
    while (matches.hasNext())
        columns.insert(matches.next().captured(1));
    QStringList sorted = columns.values();
    sorted.sort();
    return sorted;
}

// A check that was given no name is called after its column or numbered, as the server likes.
// Returns the columns whose check makes a LONGTEXT what JSON is: MariaDB has no other.
Result<QSet<Part>> readChecks(Statements &statements, Tables &tables, bool isMySql)
{
    static const QRegularExpression numbered{u"(_chk_|^CONSTRAINT_)[0-9]+$"_s};
    static const QRegularExpression json{u"^json_valid\\([`\"](\\w+)[`\"]\\)$"_s};
    Result<Rows> rows = statements.run(
            isMySql ? u"SELECT t.table_name, c.constraint_name, c.check_clause, ''"
                      " FROM information_schema.table_constraints t"
                      " JOIN information_schema.check_constraints c"
                      " ON c.constraint_schema = t.constraint_schema"
                      " AND c.constraint_name = t.constraint_name"
                      " WHERE t.table_schema = DATABASE() AND t.constraint_type = 'CHECK'"_s
                    : u"SELECT table_name, constraint_name, check_clause, level"
                      " FROM information_schema.check_constraints"
                      " WHERE constraint_schema = DATABASE()"_s);
    if (!rows)
        return fail(rows.error());
    QSet<Part> jsonColumns;
    while (rows->next()) {
        const auto table = tables.find(rows->text(0));
        if (table == tables.end())
            continue;
        const QString name = rows->text(1);
        const QString clause = rows->text(2);
        const bool isUnnamed = rows->text(3) == u"Column" || numbered.match(name).hasMatch();
        if (const auto match = json.match(clause); isUnnamed && match.hasMatch())
            jsonColumns.insert({table.key(), match.captured(1)});
        else
            table->definition.rules.append(
                    isUnnamed ? u"check of %1"_s.arg(columnsNamedBy(clause).join(u", "_s))
                              : u"check "_s + name);
    }
    return rows->end().transform([&] { return jsonColumns; });
}

// Display widths mean nothing, and MySQL tells none but that of truth.
QString typeText(QString type)
{
    static const QRegularExpression width{u"^((tiny|small|medium|big)?int)\\(\\d+\\)"_s};
    return type.startsWith("tinyint(1)"_L1) ? type : type.replace(width, u"\\1"_s);
}

QString collationText(QString collation)
{
    if (collation.startsWith("utf8_"_L1)) // older servers
        collation.replace(0, 5, u"utf8mb3_"_s);
    return u" collate "_s + collation;
}

// MariaDB tells an expression, with quotes around text; MySQL tells text as it is.
QString defaultText(QString value, bool isMySql)
{
    static const QRegularExpression now{u"^current_timestamp(\\(0?\\))?"_s,
                                        QRegularExpression::CaseInsensitiveOption};
    if (now.match(value).hasMatch())
        return value.replace(now, u"current_timestamp"_s).toLower();
    if (!isMySql && value.size() > 1 && value.startsWith(u'\'') && value.endsWith(u'\''))
        return value.sliced(1, value.size() - 2).replace(u"''"_s, u"'"_s);
    return value;
}

// What else there is to a column, one after the other.
QString extraText(const Rows &rows, bool isMySql)
{
    const QString extra = rows.text(5).toLower();
    if (extra.contains("auto_increment"_L1))
        return u" identity"_s;
    if (extra.contains(" generated"_L1))
        return u" generated "_s + rows.text(7).replace(u'`', u'"');
    QString text;
    const QString value = rows.text(4);
    if (!rows.isNull(4) && (isMySql || value != u"NULL"))
        text = u" default "_s + defaultText(value, isMySql);
    if (const qsizetype update = extra.indexOf("on update "_L1); update >= 0)
        text += u" on update "_s + defaultText(extra.sliced(update + 10), isMySql);
    return text;
}

Result<> readColumns(Statements &statements, Tables &tables, const QSet<Part> &jsonColumns,
                     bool isMySql)
{
    Result<Rows> rows = statements.run(
            u"SELECT table_name, column_name, column_type, is_nullable, column_default, extra,"
            " collation_name, generation_expression FROM information_schema.columns"
            " WHERE table_schema = DATABASE() ORDER BY table_name, ordinal_position"_s);
    if (!rows)
        return fail(rows.error());
    while (rows->next()) {
        const auto table = tables.find(rows->text(0));
        if (table == tables.end())
            continue;
        const QString name = rows->text(1);
        QString column = name + u' ';
        if (jsonColumns.contains({table.key(), name}))
            column += u"json"_s;
        else
            column += typeText(rows->text(2)) +
                      (rows->isNull(6) ? QString{} : collationText(rows->text(6)));
        if (rows->text(3) == u"NO")
            column += u" not null"_s;
        table->definition.columns.append(column + extraText(*rows, isMySql));
        if (!rows->text(5).contains(" GENERATED"_L1))
            table->columns.append(name);
    }
    return rows->end();
}

// RESTRICT and NO ACTION are one here, and each server has another name for it by default.
QString actionText(const QString &when, const QString &rule)
{
    const bool restricts = rule == u"RESTRICT" || rule == u"NO ACTION";
    return restricts && when == u"update"
                   ? QString{}
                   : u" on %1 %2"_s.arg(when, restricts ? u"restrict"_s : rule.toLower());
}

Result<QHash<Part, QString>> readReferentialRules(Statements &statements)
{
    Result<Rows> rows = statements.run(
            u"SELECT table_name, constraint_name, delete_rule, update_rule FROM"
            " information_schema.referential_constraints WHERE constraint_schema = DATABASE()"_s);
    if (!rows)
        return fail(rows.error());
    QHash<Part, QString> rules;
    while (rows->next())
        rules.insert({rows->text(0), rows->text(1)},
                     actionText(u"delete"_s, rows->text(2)) +
                             actionText(u"update"_s, rows->text(3)));
    return rows->end().transform([&] { return rules; });
}

// Returns the names that an index has which comes with a foreign key: the key's own, or that of its
// first column where the key was given none.
Result<QSet<Part>> readReferences(Statements &statements, Tables &tables)
{
    static const QRegularExpression numbered{u"_ibfk_[0-9]+$"_s};
    struct Reference {
        QStringList columns;
        QString table;
        QStringList referenced;
    };
    const Result<QHash<Part, QString>> rules = readReferentialRules(statements);
    if (!rules)
        return fail(rules.error());
    Result<Rows> rows = statements.run(
            u"SELECT table_name, constraint_name, column_name, referenced_table_name,"
            " referenced_column_name FROM information_schema.key_column_usage"
            " WHERE table_schema = DATABASE() AND referenced_table_name IS NOT NULL"
            " ORDER BY table_name, constraint_name, ordinal_position"_s);
    if (!rows)
        return fail(rows.error());
    QMap<Part, Reference> references;
    while (rows->next()) {
        Reference &reference = references[{rows->text(0), rows->text(1)}];
        reference.columns.append(rows->text(2));
        reference.table = rows->text(3);
        reference.referenced.append(rows->text(4));
    }
    if (const Result<> end = rows->end(); !end)
        return fail(end.error());
    QSet<Part> names;
    for (auto reference = references.cbegin(); reference != references.cend(); ++reference) {
        const auto &[owner, name] = reference.key();
        names.insert({owner, numbered.match(name).hasMatch() ? reference->columns.first() : name});
        if (const auto table = tables.find(owner); table != tables.end())
            table->definition.references.append(
                    u"(%1) references %2 (%3)"_s.arg(reference->columns.join(u", "_s),
                                                     reference->table,
                                                     reference->referenced.join(u", "_s)) +
                    rules->value(reference.key()));
    }
    return names;
}

struct Index {
    QString type; // "btree"
    bool isUnique = false;
    bool isPlain = true; // whole columns, ascending
    QStringList keys;    // as a definition tells them
    QStringList sqlKeys; // as a statement does
};

Result<QMap<Part, Index>> readIndexKeys(Statements &statements, bool isMySql)
{
    Result<Rows> rows = statements.run(
            u"SELECT table_name, index_name, non_unique, index_type, column_name, collation,"
            " sub_part, %1 FROM information_schema.statistics WHERE table_schema = DATABASE()"
            " ORDER BY table_name, index_name, seq_in_index"_s.arg(isMySql ? u"expression"_s
                                                                           : u"NULL"_s));
    if (!rows)
        return fail(rows.error());
    QMap<Part, Index> indexes;
    while (rows->next()) {
        Index &index = indexes[{rows->text(0), rows->text(1)}];
        index.isUnique = rows->integer(2) == 0;
        index.type = rows->text(3).toLower();
        const bool isColumn = rows->isNull(7);
        const bool isDescending = rows->text(5) == u"D";
        const QString part = rows->isNull(6) ? QString{} : u"(%1)"_s.arg(rows->text(6));
        const QString expression = u"(%1)"_s.arg(rows->text(7));
        index.isPlain = index.isPlain && isColumn && !isDescending && part.isEmpty();
        index.keys.append((isColumn ? rows->text(4) + part : expression) +
                          (isDescending ? u" desc"_s : QString{}));
        index.sqlKeys.append((isColumn ? quotedName(rows->text(4)) + part : expression) +
                             (isDescending ? u" DESC"_s : QString{}));
    }
    return rows->end().transform([&] { return indexes; });
}

SchemaObject indexObject(const Part &name, const Index &index)
{
    QString definition = u"index %1 on %2 using %3 (%4)"_s.arg(name.second, name.first, index.type,
                                                               index.keys.join(u", "_s));
    QString kind = u"INDEX"_s;
    if (index.isUnique) {
        definition += u" unique"_s;
        kind.prepend("UNIQUE "_L1);
    } else if (index.type == u"fulltext" || index.type == u"spatial") {
        kind.prepend(index.type.toUpper() + u' ');
    }
    const QString sql = u"CREATE %1 %2 ON %3 (%4)"_s.arg(
            kind, quotedName(name.second), quotedName(name.first), index.sqlKeys.join(u", "_s));
    return {SchemaObject::Kind::Index, name.second, name.first, sql, definition, {}};
}

Result<> readIndexes(Statements &statements, Tables &tables, const QSet<Part> &references,
                     bool isMySql, QList<SchemaObject> &objects)
{
    const Result<QMap<Part, Index>> indexes = readIndexKeys(statements, isMySql);
    if (!indexes)
        return fail(indexes.error());
    for (auto index = indexes->cbegin(); index != indexes->cend(); ++index) {
        const auto table = tables.find(index.key().first);
        if (table == tables.end() || references.contains(index.key()))
            continue;
        if (index.key().second == u"PRIMARY")
            table->definition.primaryKey = index->keys.join(u", "_s);
        else if (index->isUnique && index->isPlain)
            table->definition.uniqueKeys.append(index->keys.join(u", "_s));
        else
            objects.append(indexObject(index.key(), *index));
    }
    return {};
}

Result<> readSplits(Statements &statements, Tables &tables)
{
    Result<Rows> rows =
            statements.run(u"SELECT DISTINCT table_name, partition_method, partition_expression"
                           " FROM information_schema.partitions WHERE table_schema = DATABASE()"
                           " AND partition_method IS NOT NULL"_s);
    if (!rows)
        return fail(rows.error());
    while (rows->next()) {
        const auto table = tables.find(rows->text(0));
        if (table == tables.end())
            continue;
        const QString method = rows->text(1).section(u' ', 0, 0).toLower(); // "RANGE COLUMNS"
        table->definition.split = u"%1 (%2)"_s.arg(method, rows->text(2).remove(u'`').remove(u'"'));
    }
    return rows->end();
}

Result<> readTriggers(Statements &statements, const Tables &tables, QList<SchemaObject> &objects)
{
    Result<Rows> rows = statements.run(
            u"SELECT trigger_name, event_object_table, action_timing, event_manipulation,"
            " action_statement FROM information_schema.triggers"
            " WHERE trigger_schema = DATABASE()"_s);
    if (!rows)
        return fail(rows.error());
    while (rows->next()) {
        const QString table = rows->text(1);
        if (!tables.contains(table))
            continue;
        const QString sql = u"CREATE TRIGGER %1 %2 %3 ON %4 FOR EACH ROW %5"_s.arg(
                quotedName(rows->text(0)), rows->text(2), rows->text(3), quotedName(table),
                rows->text(4));
        objects.append(
                {SchemaObject::Kind::Trigger, rows->text(0), table, sql, canonicalSql(sql), {}});
    }
    return rows->end();
}

// The server writes the database's name before each table, which is not part of the view.
Result<> readViews(Statements &statements, const Tables &tables, QList<SchemaObject> &objects)
{
    Result<Rows> rows = statements.run(
            u"SELECT table_name, REPLACE(REPLACE(view_definition, CONCAT('`', DATABASE(), '`.'),"
            " ''), CONCAT('\"', DATABASE(), '\".'), '') FROM information_schema.views"
            " WHERE table_schema = DATABASE()"_s);
    if (!rows)
        return fail(rows.error());
    while (rows->next()) {
        const QString name = rows->text(0);
        const QString sql = u"CREATE VIEW %1 AS %2"_s.arg(quotedName(name), rows->text(1));
        objects.append({SchemaObject::Kind::View, name, name, sql, canonicalSql(sql),
                        tables.value(name).columns});
    }
    return rows->end();
}

} // namespace

Result<QList<SchemaObject>> readMariaDbObjects(const Connection &connection)
{
    const bool isMySql = connection.serverInfo().product == u"MySQL";
    Statements statements{connection};
    QList<SchemaObject> objects;
    Result<Tables> tables = readTables(statements);
    if (!tables)
        return fail(tables.error());
    const Result<> read =
            readChecks(statements, *tables, isMySql)
                    .and_then([&](const QSet<Part> &jsonColumns) {
                        return readColumns(statements, *tables, jsonColumns, isMySql);
                    })
                    .and_then([&] { return readReferences(statements, *tables); })
                    .and_then([&](const QSet<Part> &references) {
                        return readIndexes(statements, *tables, references, isMySql, objects);
                    })
                    .and_then([&] { return readSplits(statements, *tables); })
                    .and_then([&] { return readTriggers(statements, *tables, objects); })
                    .and_then([&] { return readViews(statements, *tables, objects); });
    if (!read)
        return fail(read.error());
    for (auto table = tables->cbegin(); table != tables->cend(); ++table) {
        if (!table->isView)
            objects.append({SchemaObject::Kind::Table,
                            table.key(),
                            table.key(),
                            {},
                            table->definition.text(),
                            table->columns});
    }
    return objects;
}
